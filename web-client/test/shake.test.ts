// The camera feels a blow, never more than it may, and not at all where a person wants none.

import { expect, test } from "vitest";
import { Shake } from "../src/render/shake";

function far({ x, y }: Shake): number {
  return Math.hypot(x, y);
}

test("a blow shakes the picture by a few pixels, and half a second later it stands", () => {
  const shake = new Shake();
  for (let i = 0; i < 20; i++) shake.shake(5, 1);
  shake.advance(8);
  expect(far(shake)).toBeGreaterThan(0);
  expect(far(shake)).toBeLessThanOrEqual(6 * Math.SQRT2);
  shake.advance(500);
  expect(far(shake)).toBeLessThan(0.01);
});

test("a kick goes into its direction", () => {
  const shake = new Shake();
  shake.kick(-5, 0, 1);
  shake.advance(10);
  expect(shake.x).toBeLessThan(-3);
  expect(shake.y).toBe(0);
});

test("at strength 0 nothing moves, and at a half half of it", () => {
  const off = new Shake();
  off.shake(6, 0);
  off.kick(5, 5, 0);
  off.punch(0.05, 0);
  off.advance(8);
  expect([off.x, off.y, off.zoom]).toEqual([0, 0, 1]);
  const [whole, half] = [new Shake(), new Shake()];
  whole.kick(4, 0, 1);
  half.kick(4, 0, 0.5);
  whole.advance(8);
  half.advance(8);
  expect(half.x).toBeCloseTo(whole.x / 2, 6);
});

test("a punch only ever brings the picture closer, and lets it go again", () => {
  const shake = new Shake();
  for (let i = 0; i < 9; i++) shake.punch(0.05, 1);
  expect(shake.zoom).toBeLessThanOrEqual(1.06);
  let last = shake.zoom;
  while (last > 1) {
    shake.advance(16);
    expect(shake.zoom).toBeLessThan(last);
    last = shake.zoom;
  }
  expect(shake.zoom).toBe(1);
});
