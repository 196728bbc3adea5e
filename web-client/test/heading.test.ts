import { describe, expect, test } from "vitest";
import { pack16, unpack8, unpack16 } from "../src/protocol/heading";
import { pack, unpack } from "../src/protocol/quantize";

describe("heading", () => {
  test.each([
    [1, 0, 0],
    [0, 1, 64],
    [-1, 0, 128],
    [0, -1, 192],
  ])("the axis (%i, %i) is a quarter turn", (x, y, want) => {
    expect(pack16(x, y)).toBe(want * 256);
    expect(unpack8(want).x).toBeCloseTo(x, 12);
    expect(unpack8(want).y).toBeCloseTo(y, 12);
  });

  test("errors stay below what the protocol states", () => {
    let worst8 = 0;
    let worst16 = 0;
    for (let turn = 0; turn < 2 * Math.PI; turn += 0.001) {
      const d = { x: Math.cos(turn), y: Math.sin(turn) };
      worst8 = Math.max(worst8, degreesBetween(d, unpack8(Math.round(pack16(d.x, d.y) / 256) & 255)));
      worst16 = Math.max(worst16, degreesBetween(d, unpack16(pack16(d.x, d.y))));
    }
    expect(worst8).toBeLessThanOrEqual(0.9);
    expect(worst16).toBeLessThanOrEqual(0.0035);
  });

  test("no direction packs as +x", () => expect(pack16(0, 0)).toBe(0));
});

describe("packed coordinates", () => {
  test("come back within half a step anywhere in the window", () => {
    for (let x = -60_000; x < 60_000; x += 97.31) {
      for (const off of [-2_040, -1, 0, 3.7, 2_040]) {
        expect(Math.abs(unpack(pack(x), x + off) - x)).toBeLessThanOrEqual(1 / 32);
      }
    }
  });
});

function degreesBetween(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.abs((Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y) * 180) / Math.PI);
}
