// What lies there to be had: scrap as gold tokens that turn and bob a little, larger ones are worth more, and
// power-ups, each with its own shape in a ring that calls from afar.

import { Pickup } from "../../protocol/generated";
import type { Scene } from "../../world/scene";
import type { Scrap } from "../../world/world";
import type { Atlas } from "../atlas";
import type { Batch } from "../batch";
import { powerTint } from "../emblems";
import { SHADOW, WHITE } from "../palette";
import { taste } from "../taste";

/** Milliseconds in which a new piece pops up. */
const POP_MS = 220;
/** Points beyond which a piece does not look larger: merged pieces grow without end. */
const LARGEST = 60;
/** Milliseconds between two calls of a power-up. */
const CALL_MS = 1_600;

export function drawScrap(batch: Batch, atlas: Atlas, scene: Scene): void {
  for (const piece of scene.scrap) {
    const age = Math.min(1, (scene.now - piece.since) / POP_MS);
    const pop = age * (1.6 - 0.6 * age);
    if (piece.what === Pickup.SCRAP) drawPiece(batch, atlas, piece, pop, scene.now);
    else drawPower(batch, atlas, piece, pop, scene.now);
  }
}

function drawPiece(batch: Batch, atlas: Atlas, piece: Scrap, pop: number, now: number): void {
  const size = (0.62 + Math.min(piece.value, LARGEST) * 0.016) * pop;
  const turn = taste.calm ? piece.slot : now / 1_400 + piece.slot;
  const bob = taste.calm ? 0 : Math.sin(now / 420 + piece.slot) * 1.6;
  batch.put(atlas.disc, piece.x + 3, piece.y + 5, 0, 9 * size, 7 * size, SHADOW, 0.4);
  batch.put(atlas.scrap, piece.x, piece.y + bob, turn, size, size, WHITE, 1);
}

function drawPower(batch: Batch, atlas: Atlas, piece: Scrap, pop: number, now: number): void {
  const cell = atlas.powers.get(piece.what);
  if (!cell) return;
  const tint = powerTint(piece.what);
  const bob = taste.calm ? 0 : Math.sin(now / 380 + piece.slot) * 2.5;
  const call = taste.calm ? 0.4 : ((now + piece.slot * 400) % CALL_MS) / CALL_MS;
  batch.put(atlas.disc, piece.x + 4, piece.y + 8, 0, 16 * pop, 12 * pop, SHADOW, 0.45);
  batch.put(
    atlas.thinRing,
    piece.x,
    piece.y,
    0,
    (26 + call * 26) * pop,
    (26 + call * 26) * pop,
    tint,
    0.6 * (1 - call),
  );
  batch.put(atlas.ring, piece.x, piece.y, 0, 27 * pop, 27 * pop, tint, 0.55);
  batch.put(cell, piece.x, piece.y + bob, 0, pop, pop, WHITE, 1);
}
