// The signs that players show: a small plate over the ship that pops up, stays and goes.

import type { Scene, ShipView } from "../../world/scene";
import type { Atlas } from "../atlas";
import type { Batch } from "../batch";
import { WHITE } from "../palette";
import { taste } from "../taste";
import { NAME_LIFT } from "./names";

/** Milliseconds for which a sign is shown, in which it pops up, and in which it fades. */
const SHOWN_MS = 3_000;
const POP_MS = 160;
const FADE_MS = 300;
/** Units from a name's place up to the plate's middle; it grows as names do. */
const LIFT = 45;

export class SignLayer {
  private readonly shown = new Map<number, { which: number; age: number }>();

  constructor(private readonly atlas: Atlas) {}

  show(slot: number, which: number): void {
    this.shown.set(slot, { which, age: 0 });
  }

  /** `size`: how much larger than in units, as names are on a small screen. */
  draw(batch: Batch, scene: Scene, size: number): void {
    for (const [slot, sign] of this.shown) {
      sign.age += scene.ms;
      if (sign.age >= SHOWN_MS) this.shown.delete(slot);
    }
    if (this.shown.size === 0) return;
    for (const ship of scene.ships) this.drawSign(batch, ship, size);
  }

  private drawSign(batch: Batch, ship: ShipView, size: number): void {
    const sign = this.shown.get(ship.slot);
    const cell = sign && this.atlas.signs[sign.which];
    if (!sign || !cell) return;
    const grown = size * (taste.calm ? 1 : pop(sign.age / POP_MS));
    const alpha = Math.min(1, (SHOWN_MS - sign.age) / FADE_MS);
    batch.put(cell, ship.x, ship.y - NAME_LIFT - LIFT * size, 0, grown, grown, WHITE, alpha);
  }
}

/** Size while it pops up: a little too large, then right. */
function pop(t: number): number {
  if (t >= 1) return 1;
  return t < 0.7 ? (t / 0.7) * 1.18 : 1.18 - ((t - 0.7) / 0.3) * 0.18;
}
