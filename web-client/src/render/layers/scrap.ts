// Scrap: gold tokens that turn and bob a little; larger ones are worth more.

import type { Scene } from "../../world/scene";
import type { Atlas } from "../atlas";
import type { Batch } from "../batch";
import { WHITE } from "../palette";

/** Milliseconds in which a new piece pops up. */
const POP_MS = 220;

export function drawScrap(batch: Batch, atlas: Atlas, scene: Scene): void {
  for (const piece of scene.scrap) {
    const age = Math.min(1, (scene.now - piece.since) / POP_MS);
    const pop = age * (1.6 - 0.6 * age);
    const size = (0.62 + Math.min(piece.value, 40) * 0.016) * pop;
    const turn = scene.now / 1_400 + piece.slot;
    const bob = Math.sin(scene.now / 420 + piece.slot) * 1.6;
    batch.put(atlas.disc, piece.x + 3, piece.y + 5, 0, 9 * size, 7 * size, 0x04070d, 0.4);
    batch.put(atlas.scrap, piece.x, piece.y + bob, turn, size, size, WHITE, 1);
  }
}
