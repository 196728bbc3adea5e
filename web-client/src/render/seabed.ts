// The sea floor of the chart: how deep it is anywhere, its lines of equal depth, and the soundings written between
// them. Made for one square of the chart at a time, always the same for the same place. Pure.

import { SQUARE } from "../world/chart";
import { rngOf } from "./random";

/** Units between two corners of the coarse and of the fine waves of the floor. */
const COARSE = 880;
const FINE = 350;
/** Share of the fine waves. */
const FINE_SHARE = 0.3;
/** Depths (0 to 1) at which there is a line. */
const LEVELS = [0.36, 0.47, 0.58, 0.69] as const;
/** Cells of a square's side in which lines are looked for. */
const CELLS = 8;
/** Soundings of a square, and the fathoms of the greatest depth. */
const SOUNDINGS = 2;
const FATHOMS = 96;
/** Numbers of one line: its middle, its angle, its length, its level. */
export const LINE = 5;

export interface Seabed {
  /** LINE numbers each; units from the square's corner. */
  lines: Float32Array;
  soundings: readonly { x: number; y: number; text: string }[];
}

/** The depth at a place, 0 (shoal) to 1 (deep). */
export function depthAt(x: number, y: number): number {
  const waves = (1 - FINE_SHARE) * wave(x / COARSE, y / COARSE, 11) + FINE_SHARE * wave(x / FINE, y / FINE, 47);
  return Math.max(0, Math.min(1, waves));
}

/** The square whose corner is (column, row) squares from the middle of the world. */
export function seabedOf(column: number, row: number): Seabed {
  const [left, top] = [column * SQUARE, row * SQUARE];
  const random = rngOf(column * 8191 + row * 131 + 7);
  const soundings = Array.from({ length: SOUNDINGS }, () => {
    const [x, y] = [(0.12 + random() * 0.76) * SQUARE, (0.2 + random() * 0.7) * SQUARE];
    return { x, y, text: String(Math.round(4 + depthAt(left + x, top + y) * FATHOMS)) };
  });
  return { lines: Float32Array.from(linesOf(left, top)), soundings };
}

function linesOf(left: number, top: number): number[] {
  const step = SQUARE / CELLS;
  const found: number[] = [];
  for (let i = 0; i < CELLS; i++) {
    for (let j = 0; j < CELLS; j++) {
      const [x, y] = [i * step, j * step];
      const corners: Corners = [
        depthAt(left + x, top + y),
        depthAt(left + x + step, top + y),
        depthAt(left + x + step, top + y + step),
        depthAt(left + x, top + y + step),
      ];
      LEVELS.forEach((level, n) => {
        cross(corners, level, x, y, step, n, found);
      });
    }
  }
  return found;
}

type Corners = [number, number, number, number];
/** Way from each corner of a cell to the next, from its top left one clockwise. */
const WAYS = [
  [0, 0, 1, 0],
  [1, 0, 0, 1],
  [1, 1, -1, 0],
  [0, 1, 0, -1],
] as const;

/** Adds the lines on which a cell has the depth `level`: they go from edge to edge. */
function cross(corners: Corners, level: number, x: number, y: number, step: number, n: number, found: number[]): void {
  const ends: number[] = [];
  WAYS.forEach(([fromX, fromY, dx, dy], i) => {
    const [a, b] = [corners[i] ?? 0, corners[(i + 1) % 4] ?? 0];
    if (a < level === b < level) return;
    const t = (level - a) / (b - a);
    ends.push(x + (fromX + dx * t) * step, y + (fromY + dy * t) * step);
  });
  for (let i = 0; i + 3 < ends.length; i += 4) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ends.slice(i, i + 4);
    found.push((x0 + x1) / 2, (y0 + y1) / 2, Math.atan2(y1 - y0, x1 - x0), Math.hypot(x1 - x0, y1 - y0), n);
  }
}

/** Smooth waves through a chance height at each whole (x, y). */
function wave(x: number, y: number, seed: number): number {
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [smooth(x - i), smooth(y - j)];
  const top = blend(chance(i, j, seed), chance(i + 1, j, seed), u);
  const bottom = blend(chance(i, j + 1, seed), chance(i + 1, j + 1, seed), u);
  return blend(top, bottom, v);
}

function chance(i: number, j: number, seed: number): number {
  let n = Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  n = Math.imul(n ^ (n >>> 15), 0x85ebca6b);
  n = Math.imul(n ^ (n >>> 13), 0xc2b2ae35);
  return ((n ^ (n >>> 16)) >>> 0) / 4294967296;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

function blend(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
