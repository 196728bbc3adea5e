// The chart under the fight: grid with coordinates, specks at other depths, and the edge of the world.

import { chartMark, SQUARE } from "../../world/chart";
import type { Scene } from "../../world/scene";
import type { Atlas } from "../atlas";
import { type Batch, bar, write } from "../batch";
import { CHART_MARK, GOLD, GRID_FINE, GRID_HEAVY, INK_DIM, OUTSIDE } from "../palette";
import { rngOf } from "../random";

/** Units between two fine lines; the heavy ones bound the squares of the chart. */
const FINE = 64;
const HEAVY = SQUARE;
/** Units along an axis between two diagonals of the hatching outside the world. */
const HATCH = 26;
const SPECKS = 130;
/** The specks repeat over a square of this many units, wider than any view. */
const SPECK_FIELD = 1_900;

interface Speck {
  x: number;
  y: number;
  /** Share of the camera's way that it follows: near 0 is far away. */
  depth: number;
  size: number;
}

const specks: Speck[] = (() => {
  const random = rngOf(4);
  return Array.from({ length: SPECKS }, () => ({
    x: random() * SPECK_FIELD,
    y: random() * SPECK_FIELD,
    depth: 0.25 + random() * 0.35,
    size: 1.2 + random() * 1.6,
  }));
})();

/** What is to be seen: half the width and height of the view, in units. */
export interface View {
  halfW: number;
  halfH: number;
}

export function drawGround(batch: Batch, atlas: Atlas, scene: Scene, view: View): void {
  drawSpecks(batch, atlas, scene, view);
  drawGrid(batch, atlas, scene, view, FINE, GRID_FINE, 1.2);
  drawGrid(batch, atlas, scene, view, HEAVY, GRID_HEAVY, 2);
  drawMarks(batch, atlas, scene, view);
  drawEdge(batch, atlas, scene, view);
  if (scene.nextHalf !== null) drawFrame(batch, atlas, scene.nextHalf, GOLD, 0.25 + 0.2 * Math.sin(scene.now / 160));
}

function drawSpecks(batch: Batch, atlas: Atlas, { camera }: Scene, view: View): void {
  const wrap = (v: number) => ((v % SPECK_FIELD) + SPECK_FIELD) % SPECK_FIELD;
  for (const s of specks) {
    const x = wrap(s.x - camera.x * s.depth) - SPECK_FIELD / 2;
    const y = wrap(s.y - camera.y * s.depth) - SPECK_FIELD / 2;
    if (Math.abs(x) > view.halfW || Math.abs(y) > view.halfH) continue;
    batch.put(atlas.disc, camera.x + x, camera.y + y, 0, s.size, s.size, INK_DIM, 0.12 + s.depth * 0.4);
  }
}

function drawGrid(
  batch: Batch,
  atlas: Atlas,
  { camera, half }: Scene,
  view: View,
  step: number,
  tint: number,
  width: number,
): void {
  const from = (c: number, h: number) => Math.max(-half, c - h);
  const to = (c: number, h: number) => Math.min(half, c + h);
  const [left, right] = [from(camera.x, view.halfW), to(camera.x, view.halfW)];
  const [top, bottom] = [from(camera.y, view.halfH), to(camera.y, view.halfH)];
  for (let x = Math.ceil(left / step) * step; x <= right; x += step) {
    bar(batch, atlas, x, (top + bottom) / 2, width, bottom - top, tint);
  }
  for (let y = Math.ceil(top / step) * step; y <= bottom; y += step) {
    bar(batch, atlas, (left + right) / 2, y, right - left, width, tint);
  }
}

function drawMarks(batch: Batch, atlas: Atlas, { camera, half }: Scene, view: View): void {
  for (let x = Math.floor((camera.x - view.halfW) / HEAVY) * HEAVY; x < camera.x + view.halfW; x += HEAVY) {
    for (let y = Math.floor((camera.y - view.halfH) / HEAVY) * HEAVY; y < camera.y + view.halfH; y += HEAVY) {
      if (x + HEAVY <= -half || x >= half || y + HEAVY <= -half || y >= half) continue;
      const text = chartMark(x + 1, y + 1, half);
      write(batch, atlas, text, Math.max(x, -half) + 22, Math.max(y, -half) + 17, 18, CHART_MARK, 1);
    }
  }
}

/** Outside is dark and hatched; the edge is gold. */
function drawEdge(batch: Batch, atlas: Atlas, { camera, half }: Scene, view: View): void {
  const left = camera.x - view.halfW;
  const right = camera.x + view.halfW;
  const top = camera.y - view.halfH;
  const bottom = camera.y + view.halfH;
  const blocks: [number, number, number, number][] = [
    [left, top, -half, bottom],
    [half, top, right, bottom],
    [Math.max(left, -half), top, Math.min(right, half), -half],
    [Math.max(left, -half), half, Math.min(right, half), bottom],
  ];
  for (const [x0, y0, x1, y1] of blocks) {
    if (x1 <= x0 || y1 <= y0) continue;
    bar(batch, atlas, (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0, OUTSIDE, 0.9);
    hatch(batch, atlas, x0, y0, x1, y1);
  }
  drawFrame(batch, atlas, half, GOLD, 0.85);
}

/** Diagonals x + y = c over a block, each cut where it leaves the block. */
function hatch(batch: Batch, atlas: Atlas, x0: number, y0: number, x1: number, y1: number): void {
  for (let c = Math.ceil((x0 + y0) / HATCH) * HATCH; c < x1 + y1; c += HATCH) {
    const left = Math.max(x0, c - y1);
    const right = Math.min(x1, c - y0);
    const middle = (left + right) / 2;
    batch.put(atlas.block, middle, c - middle, -Math.PI / 4, (right - left) * Math.SQRT2, 2.4, GOLD, 0.07);
  }
}

function drawFrame(batch: Batch, atlas: Atlas, half: number, tint: number, alpha: number): void {
  for (const side of [-half, half]) {
    bar(batch, atlas, side, 0, 3, half * 2, tint, alpha);
    bar(batch, atlas, 0, side, half * 2, 3, tint, alpha);
  }
}
