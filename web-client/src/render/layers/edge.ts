// The end of the world: dark and hatched outside, a gold line at the wall; and the next size, before it comes.

import type { View } from "../../world/camera";
import type { Scene } from "../../world/scene";
import type { Atlas } from "../atlas";
import { type Batch, bar } from "../batch";
import { GOLD, OUTSIDE } from "../palette";
import { taste } from "../taste";

/** Units along an axis between two diagonals of the hatching outside the world. */
const HATCH = 26;
/** Units between the wall and the thin line inside of it, as a chart's frame has it. */
const INNER = 9;

export function drawEdge(batch: Batch, atlas: Atlas, scene: Scene, view: View): void {
  const { camera, half, nextHalf, now } = scene;
  const left = camera.x - view.halfW;
  const right = camera.x + view.halfW;
  const top = camera.y - view.halfH;
  const bottom = camera.y + view.halfH;
  const inLeft = Math.max(left, -half);
  const inRight = Math.min(right, half);
  outside(batch, atlas, left, top, -half, bottom);
  outside(batch, atlas, half, top, right, bottom);
  outside(batch, atlas, inLeft, top, inRight, -half);
  outside(batch, atlas, inLeft, half, inRight, bottom);
  frame(batch, atlas, half - INNER, 1.4, 0.3);
  frame(batch, atlas, half, 3, 0.9);
  if (nextHalf !== null) frame(batch, atlas, nextHalf, 3, taste.calm ? 0.4 : 0.25 + 0.2 * Math.sin(now / 160));
}

function outside(batch: Batch, atlas: Atlas, x0: number, y0: number, x1: number, y1: number): void {
  if (x1 <= x0 || y1 <= y0) return;
  bar(batch, atlas, (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0, OUTSIDE, 0.92);
  // Diagonals x + y = c over the block, each cut where it leaves the block.
  for (let c = Math.ceil((x0 + y0) / HATCH) * HATCH; c < x1 + y1; c += HATCH) {
    const left = Math.max(x0, c - y1);
    const right = Math.min(x1, c - y0);
    const middle = (left + right) / 2;
    batch.put(atlas.block, middle, c - middle, -Math.PI / 4, (right - left) * Math.SQRT2, 2.4, GOLD, 0.08);
  }
}

function frame(batch: Batch, atlas: Atlas, half: number, width: number, alpha: number): void {
  for (let side = -half; side <= half; side += 2 * half) {
    bar(batch, atlas, side, 0, width, half * 2 + width, GOLD, alpha);
    bar(batch, atlas, 0, side, half * 2 + width, width, GOLD, alpha);
  }
}
