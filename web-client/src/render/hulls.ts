// The paper darts: one design for each rank, so that one sees from afar what a ship has become. Nose to +x, light
// from the left wing's side, all about a ship's radius of 18 units.

import { css, GROUND, mix, WHITE } from "./palette";

type Ctx = CanvasRenderingContext2D;
type Point = readonly [number, number];
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
  // A swallow: wings with tips, and a forked tail.
  [
    [0.4, [10, -5], [-4, -19], [-12, -23], [-21, -22], [-9, -8]],
    [0.2, [12, -4], [-9, -8], [-7, -3]],
    [0.3, [-6, -3], [-22, -11], [-14, 0]],
    [0.06, [27, 0], [8, -5.5], [-9, -4.5], [-14, 0]],
  ],
  // A hawk: small wings before the large ones.
  [
    [0.5, [18, -3], [9, -14], [3, -15], [8, -4]],
    [0.4, [7, -4], [-7, -24], [-19, -24], [-13, -14], [-10, -5]],
    [0.16, [7, -4], [-13, -14], [-10, -5]],
    [0.3, [-9, -4], [-24, -13], [-20, -5], [-14, 0]],
    [0.06, [29, 0], [14, -5], [-9, -5.5], [-15, 0]],
  ],
  // A crane: wings of two panels, each feather apart.
  [
    [0.55, [20, -3], [13, -15], [7, -17], [9, -4]],
    [0.48, [0, -13], [-3, -24], [-13, -25], [-9, -15]],
    [0.34, [-9, -12], [-15, -24], [-25, -22], [-14, -9]],
    [0.18, [9, -4], [0, -14], [-14, -10], [-10, -4]],
    [0.36, [-9, -4], [-27, -12], [-21, -4], [-14, 0]],
    [0.06, [30, 0], [16, -6], [-9, -6], [-15, 0]],
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
