// The chart's sea floor is the same for everybody, and its lines run on from square to square.

import { expect, test } from "vitest";
import { depthAt, LINE, seabedOf } from "../src/render/seabed";
import { SQUARE } from "../src/world/chart";

test("a square is the same whenever it is drawn, and differs from its neighbour", () => {
  expect(seabedOf(3, -4)).toEqual(seabedOf(3, -4));
  expect(seabedOf(3, -4).lines).not.toEqual(seabedOf(4, -4).lines);
});

test("the depth stays in its range and changes slowly", () => {
  for (let i = -400; i < 400; i++) {
    const [x, y] = [i * 37, i * -53];
    expect(depthAt(x, y)).toBeGreaterThanOrEqual(0);
    expect(depthAt(x, y)).toBeLessThanOrEqual(1);
    expect(Math.abs(depthAt(x + 1, y) - depthAt(x, y))).toBeLessThan(0.02);
  }
});

test("a line that leaves a square at its right goes on in the next", () => {
  let crossings = 0;
  for (let column = -6; column < 6; column++) {
    for (let row = -6; row < 6; row++) {
      const right = endsAt(seabedOf(column, row).lines, SQUARE);
      expect(right).toEqual(endsAt(seabedOf(column + 1, row).lines, 0));
      crossings += right.length;
    }
  }
  expect(crossings).toBeGreaterThan(20);
});

/** Places (y, whole units) at which lines end at `x`. */
function endsAt(lines: Float32Array, x: number): number[] {
  const ends: number[] = [];
  for (let at = 0; at < lines.length; at += LINE) {
    const [mx = 0, my = 0, angle = 0, length = 0] = lines.subarray(at, at + LINE);
    for (const side of [-0.5, 0.5]) {
      const [ex, ey] = [mx + Math.cos(angle) * length * side, my + Math.sin(angle) * length * side];
      if (Math.abs(ex - x) < 0.01) ends.push(Math.round(ey));
    }
  }
  return ends.sort((a, b) => a - b);
}
