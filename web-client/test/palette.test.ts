// Everybody can tell the colours apart: by contrast on the ground (WCAG), and by distance in OKLab as it is left to
// an eye without one of its three kinds of cones (Machado, Oliveira, Fernandes 2009, full severity).

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Pickup } from "../src/protocol/generated";
import { powerTint } from "../src/render/emblems";
import * as palette from "../src/render/palette";

/** Matrices on linear RGB, row by row. */
const EYES = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
type Triple = [number, number, number];

function linear(colour: number): Triple {
  const part = (shift: number) => {
    const v = ((colour >> shift) & 255) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  return [part(16), part(8), part(0)];
}

function seenBy(matrix: readonly number[], [r, g, b]: Triple): Triple {
  const row = (i: number) => (matrix[i] ?? 0) * r + (matrix[i + 1] ?? 0) * g + (matrix[i + 2] ?? 0) * b;
  const inside = (v: number) => Math.max(0, Math.min(1, v));
  return [inside(row(0)), inside(row(3)), inside(row(6))];
}

function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Hundredths of OKLab between two colours, to the eye that tells them apart worst. */
function apart(a: number, b: number): number {
  const distances = Object.values(EYES).map((matrix) => {
    const [p, q] = [oklab(seenBy(matrix, linear(a))), oklab(seenBy(matrix, linear(b)))];
    return 100 * Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  });
  return Math.min(...distances);
}

function contrast(a: number, b: number): number {
  const luminance = ([r, g, bl]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const { BAD, CROWN, ENEMY, GOLD, GROUND, INK, INK_DIM, OK, OTHERS, OWN, ROCK_LIGHT, mix } = palette;

test("the measure is right: 2 team colours have the distances that were published for them", () => {
  expect(apart(0x3d9bff, 0xff9e2c)).toBeCloseTo(27.1, 1);
  expect(contrast(0xffffff, 0x000000)).toBeCloseTo(21, 5);
});

test.each(OTHERS.map((colour) => [palette.css(colour), colour] as const))(
  "hull %s is nobody else's thing",
  (_, hull) => {
    expect(apart(hull, OWN)).toBeGreaterThan(15);
    expect(apart(hull, GOLD)).toBeGreaterThan(16);
    expect(apart(hull, CROWN)).toBeGreaterThan(9);
    expect(apart(hull, OK)).toBeGreaterThan(18);
    expect(apart(hull, ROCK_LIGHT)).toBeGreaterThan(9);
    expect(contrast(hull, GROUND)).toBeGreaterThan(6);
    // Its shaded half, too, stands out from the ground.
    expect(contrast(mix(hull, GROUND, 0.42), GROUND)).toBeGreaterThan(2.3);
  },
);

test("own, enemy, gold, shield and danger are far from each other", () => {
  const meanings = [OWN, ENEMY, GOLD, OK];
  for (const a of meanings) for (const b of meanings) if (a < b) expect(apart(a, b)).toBeGreaterThan(10);
  for (const other of [OWN, GOLD, OK]) expect(apart(BAD, other)).toBeGreaterThan(20);
  expect(apart(BAD, ENEMY)).toBeGreaterThan(15);
  for (const colour of [...meanings, BAD, INK, INK_DIM]) expect(contrast(colour, GROUND)).toBeGreaterThan(4.5);
});

test("things to take shine on the ground and on a rock", () => {
  const tints = [GOLD, ...[Pickup.SHIELD, Pickup.TRIPLE, Pickup.REPAIR].map(powerTint)];
  for (const tint of tints) {
    expect(contrast(tint, GROUND)).toBeGreaterThan(8);
    expect(apart(tint, ROCK_LIGHT)).toBeGreaterThan(15);
  }
});

test("with two colours all others are the enemy's, whatever their slot", () => {
  palette.chooseColours("two");
  try {
    for (let slot = 0; slot < 12; slot++) expect(palette.colourOf(slot, false)).toBe(ENEMY);
    expect(palette.colourOf(3, true)).toBe(OWN);
  } finally {
    palette.chooseColours("everyone");
  }
});

test("the style sheets have the same colours under the same names", () => {
  const sheet = readFileSync(new URL("../src/ui/style/page.css", import.meta.url), "utf8");
  const { GROUND, OUTSIDE, INK, INK_DIM, GOLD, CROWN, OK, WARN, BAD, CHART_MARK, GRID_HEAVY, SHADE } = palette;
  const names = { ground: GROUND, outside: OUTSIDE, ink: INK, dim: INK_DIM, gold: GOLD, crown: CROWN, ok: OK };
  const more = { warn: WARN, bad: BAD, mark: CHART_MARK, grid: GRID_HEAVY, shade: SHADE };
  for (const [name, colour] of Object.entries({ ...names, ...more })) {
    expect(sheet).toContain(`  --${name}: ${palette.css(colour)};\n`);
  }
});
