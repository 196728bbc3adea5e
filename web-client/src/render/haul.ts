// What was taken flies in an arc to the ship that took it.

import type { ShipView } from "../world/scene";
import type { Cell } from "./atlas";
import type { Batch } from "./batch";
import { WHITE } from "./palette";

const MAX = 64;
/** Milliseconds of the way. */
const WAY_MS = 260;
/** Share of the way by which the arc swings out. */
const SWING = 0.35;

class Piece {
  x = 0;
  y = 0;
  slot = -1;
  size = 1;
  age = WAY_MS;
  side = 1;
  cell: Cell | null = null;
}

export class Haul {
  private readonly pool = Array.from({ length: MAX }, () => new Piece());
  private next = 0;

  add(cell: Cell, x: number, y: number, size: number, slot: number): void {
    const piece = this.pool[this.next];
    this.next = (this.next + 1) % MAX;
    if (!piece) return;
    piece.cell = cell;
    piece.x = x;
    piece.y = y;
    piece.size = size;
    piece.slot = slot;
    piece.age = 0;
    piece.side = -piece.side;
  }

  advance(ms: number): void {
    for (let i = 0; i < MAX; i++) (this.pool[i] as Piece).age += ms;
  }

  draw(batch: Batch, ships: readonly ShipView[]): void {
    for (let i = 0; i < MAX; i++) {
      const piece = this.pool[i] as Piece;
      if (piece.age < WAY_MS) this.drawPiece(batch, piece, ships);
    }
  }

  private drawPiece(batch: Batch, piece: Piece, ships: readonly ShipView[]): void {
    const ship = shipOf(piece.slot, ships);
    if (!ship || !piece.cell) return;
    const t = piece.age / WAY_MS;
    const near = t * t;
    const dx = ship.x - piece.x;
    const dy = ship.y - piece.y;
    const out = Math.sin(near * Math.PI) * SWING * piece.side;
    const size = piece.size * (1 - 0.6 * near);
    batch.put(piece.cell, piece.x + dx * near - dy * out, piece.y + dy * near + dx * out, t * 5, size, size, WHITE, 1);
  }
}

export function shipOf(slot: number, ships: readonly ShipView[]): ShipView | undefined {
  for (const ship of ships) if (ship.slot === slot) return ship;
  return undefined;
}
