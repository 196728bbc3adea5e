// The drawings of things to have and to show: crown, power-ups, signs. Each has a shape of its own, readable without
// colour.

import { Pickup } from "../protocol/generated";
import { CROWN, css, GROUND, INK_DIM, mix, OK, WARN, WHITE } from "./palette";
import { type Ctx, fill, outline, type Point } from "./paper";
import type { Sign } from "./signs";

/** A crown of three points, 24 units wide, its middle at the origin. */
export const CROWN_SHAPE: readonly Point[] = [
  [-12, 8],
  [-12, -7],
  [-5.5, 0],
  [0, -10],
  [5.5, 0],
  [12, -7],
  [12, 8],
];

const SHIELD_TINT = OK;
const TRIPLE_TINT = WARN;
const REPAIR_TINT = 0x8df58a;

/** The colour of a power-up (one of Pickup). */
export function powerTint(what: number): number {
  if (what === Pickup.SHIELD) return SHIELD_TINT;
  return what === Pickup.TRIPLE ? TRIPLE_TINT : REPAIR_TINT;
}

/** A folded body with a dark rim: its left half lit, its right half in shade. */
function folded(c: Ctx, colour: number, shape: readonly Point[]): void {
  const body = outline(shape);
  c.lineJoin = "round";
  c.lineWidth = 5;
  c.strokeStyle = css(mix(colour, GROUND, 0.8));
  c.stroke(body);
  c.save();
  c.clip(body);
  c.fillStyle = css(mix(colour, WHITE, 0.4));
  c.fillRect(-40, -40, 40, 80);
  c.fillStyle = css(mix(colour, GROUND, 0.12));
  c.fillRect(0, -40, 40, 80);
  c.restore();
}

export function drawCrown(c: Ctx): void {
  folded(c, CROWN, CROWN_SHAPE);
  fill(c, mix(CROWN, GROUND, 0.45), [
    [-12, 4.6],
    [12, 4.6],
    [12, 8],
    [-12, 8],
  ]);
}

/** A heater shield. */
export function drawShieldPower(c: Ctx): void {
  folded(c, SHIELD_TINT, [
    [-14, -15],
    [0, -18],
    [14, -15],
    [13, 3],
    [7, 12],
    [0, 18],
    [-7, 12],
    [-13, 3],
  ]);
}

/** Three bars that fan out, the middle one ahead: nothing like the crown. */
export function drawTriplePower(c: Ctx): void {
  for (const turn of [-0.5, 0.5, 0]) {
    c.save();
    c.translate(0, 22);
    c.rotate(turn);
    const [top, foot] = turn === 0 ? [-41, -15] : [-37, -15];
    folded(c, TRIPLE_TINT, [
      [-4, foot],
      [-4, top + 4],
      [0, top],
      [4, top + 4],
      [4, foot],
    ]);
    c.restore();
  }
}

/** A thick cross. */
export function drawRepairPower(c: Ctx): void {
  const [a, b] = [5.5, 16];
  folded(c, REPAIR_TINT, [
    [-a, -b],
    [a, -b],
    [a, -a],
    [b, -a],
    [b, a],
    [a, a],
    [a, b],
    [-a, b],
    [-a, a],
    [-b, a],
    [-b, -a],
    [-a, -a],
  ]);
}

/** A plate with cut corners whose point shows down at the ship. */
const PLATE = "M-16-22H16L21-17V13L16 18H6L0 24-6 18H-16L-21 13V-17z";

export function drawSign(c: Ctx, sign: Sign): void {
  c.fillStyle = css(mix(GROUND, INK_DIM, 0.1));
  c.strokeStyle = css(INK_DIM);
  c.lineWidth = 1.6;
  c.lineJoin = "round";
  const plate = new Path2D(PLATE);
  c.fill(plate);
  c.stroke(plate);
  c.save();
  c.translate(0, -2);
  c.scale(1.25, 1.25);
  for (const [colour, path] of sign.facets) {
    c.fillStyle = colour;
    c.fill(new Path2D(path));
  }
  c.restore();
}

/** What tells sides apart on a hull without colour: a bar, two bars, a chevron, a dot. Nose to +x, in white. */
export const SIDE_MARKS: readonly ((c: Ctx) => void)[] = [
  (c) => stripe(c, -2),
  (c) => {
    stripe(c, -5.5);
    stripe(c, 1.5);
  },
  (c) =>
    fill(c, WHITE, [
      [5, 0],
      [-3, -6],
      [-7, -6],
      [-1, 0],
      [-7, 6],
      [-3, 6],
    ]),
  (c) => {
    const dot = new Path2D();
    dot.arc(-1, 0, 4, 0, 2 * Math.PI);
    c.fillStyle = css(WHITE);
    c.fill(dot);
  },
];

function stripe(c: Ctx, x: number): void {
  fill(c, WHITE, [
    [x, -6],
    [x + 4, -6],
    [x + 4, 6],
    [x, 6],
  ]);
}
