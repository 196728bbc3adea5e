// Places that somebody points at: rings that run together on a point, in the colour of who points.

import { MARK_MS, type Scene } from "../../world/scene";
import type { Atlas } from "../atlas";
import type { Batch } from "../batch";
import { colourOf, mix, WHITE } from "../palette";
import { taste } from "../taste";

/** Units of the widest ring, milliseconds of one run, and those of the fading at the end. */
const WIDE = 96;
const RUN_MS = 900;
const FADE_MS = 700;
/** Units of the arms of the cross in the middle. */
const ARM = 13;

export function drawMarks(batch: Batch, atlas: Atlas, scene: Scene, seat: number): void {
  for (const { slot, x, y, age } of scene.marks) {
    const tint = mix(colourOf(slot, slot === seat), WHITE, 0.25);
    const alpha = Math.min(1, (MARK_MS - age) / FADE_MS);
    const run = taste.calm ? 0.5 : (age % RUN_MS) / RUN_MS;
    for (const lag of [0, 0.5]) {
      const part = (run + lag) % 1;
      const size = 14 + (WIDE - 14) * (1 - part);
      batch.put(size > 40 ? atlas.thinRing : atlas.ring, x, y, 0, size, size, tint, alpha * part);
    }
    for (const turn of [Math.PI / 4, -Math.PI / 4]) batch.put(atlas.block, x, y, turn, 2 * ARM, 3, tint, alpha);
  }
}
