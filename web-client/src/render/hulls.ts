// The paper darts: one design for each rank, so that one sees from afar what a ship has become. Nose to +x, light
// from the left wing's side, all about a ship's radius of 18 units.

import { css, GROUND, mix, WHITE } from "./palette";
import type { Ctx, Point } from "./paper";

/** Of the left wing; the right one is its mirror image in shade. `tone`: up to 1 more light, down to -1 less. */
type Facet = readonly [tone: number, ...Point[]];

/** The least level of each rank. */
const RANK_LEVELS = [1, 4, 8, 13, 20] as const;
export const RANKS = RANK_LEVELS.length;

/** What the shaded wing has less of light than the other. */
const SHADE = 0.78;

const DESIGNS: readonly (readonly Facet[])[] = [
  // A dart: one fold.
  [
    [0.36, [25, 0], [-17, -17], [-8, 0]],
    [0.06, [25, 0], [-12, -7], [-8, 0]],
  ],
  // A ray: swept wings.
  [
    [0.38, [23, 0], [2, -9], [-15, -21], [-9, -4], [-13, 0]],
    [0.06, [23, 0], [2, -4], [-10, -4], [-13, 0]],
  ],
  // A swallow: long swept wings with a notch before them.
  [
    [0.38, [13, -3.6], [-15, -24], [-9, -5]],
    [0.5, [23, -1.5], [4, -14], [9, -3.6]],
    [0.06, [27, 0], [9, -4.5], [-9, -5], [-14, 0]],
  ],
  // A hawk: two pairs of wings and a tail.
  [
    [0.5, [25, -1.5], [5, -15], [9, -4]],
    [0.36, [9, -4], [-18, -25], [-9, -5]],
    [0.28, [-7, -4], [-23, -10], [-15, 0]],
    [0.06, [30, 0], [10, -5], [-9, -5.5], [-15, 0]],
  ],
  // A crane: three pairs of wings, each longer than the one before it, and a long tail.
  [
    [0.6, [28, -1], [12, -12], [15, -3]],
    [0.46, [15, -3], [-5, -20], [1, -5]],
    [0.34, [1, -5], [-22, -28], [-11, -5.5]],
    [0.26, [-9, -4], [-28, -12], [-17, 0]],
    [0.06, [33, 0], [14, -4.5], [-9, -6], [-17, 0]],
  ],
];

/** The rank of a level: the number of its design. */
export function rankOf(level: number): number {
  let rank = RANKS - 1;
  while (rank > 0 && level < (RANK_LEVELS[rank] ?? 0)) rank--;
  return rank;
}

/** A folded hull of one colour. */
export function drawHull(c: Ctx, rank: number, colour: number): void {
  const facets = DESIGNS[rank];
  if (!facets) throw new RangeError(`there is no hull of rank ${rank}`);
  c.lineJoin = "round";
  c.lineWidth = 4;
  c.strokeStyle = css(mix(colour, GROUND, 0.78));
  for (const side of [1, -1]) for (const facet of facets) c.stroke(outline(facet, side));
  for (const facet of facets) {
    fill(c, facet, -1, toned(colour, facet[0] - SHADE));
    fill(c, facet, 1, toned(colour, facet[0]));
  }
  crease(c, colour);
}

/** The same hull in plain white: its shadow, and laid over it when it is hit. */
export function drawWhiteHull(c: Ctx, rank: number): void {
  for (const facet of DESIGNS[rank] ?? []) for (const side of [1, -1]) fill(c, facet, side, WHITE);
}

/** The fold along the middle. */
function crease(c: Ctx, colour: number): void {
  c.lineWidth = 0.9;
  c.strokeStyle = css(mix(colour, GROUND, 0.6));
  const fold = new Path2D();
  fold.moveTo(22, 0);
  fold.lineTo(-10, 0);
  c.stroke(fold);
}

function toned(colour: number, tone: number): number {
  return tone >= 0 ? mix(colour, WHITE, tone) : mix(colour, GROUND, -tone * 0.62);
}

/** Filled a little over its edge, so that no ground shows between two facets. */
function fill(c: Ctx, facet: Facet, side: number, colour: number): void {
  const path = outline(facet, side);
  c.fillStyle = css(colour);
  c.strokeStyle = css(colour);
  c.lineWidth = 0.5;
  c.fill(path);
  c.stroke(path);
}

function outline([, ...points]: Facet, side: number): Path2D {
  const path = new Path2D();
  for (const [x, y] of points) path.lineTo(x, y * side);
  path.closePath();
  return path;
}
