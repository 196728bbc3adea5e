// Particles are used again: however many a fight makes, no more than the pool holds are alive or in memory.

import { expect, test } from "vitest";
import type { Cell } from "../src/render/atlas";
import type { Batch } from "../src/render/batch";
import { Particles } from "../src/render/particles";

const cell = { scale: 1 } as Cell;

/** What a batch was asked to draw. */
function drawn(particles: Particles): { x: number; alpha: number; size: number }[] {
  const quads: { x: number; alpha: number; size: number }[] = [];
  const put: Batch["put"] = (_cell, x, _y, _angle, size, _sy, _tint, alpha) => quads.push({ x, alpha, size });
  particles.draw({ put } as Batch);
  return quads;
}

test("a particle flies, slows down, changes its size and fades until its life is over", () => {
  const particles = new Particles(8, cell);
  particles.add(cell, 0, 0, 100, 10, 2).fly(0, 1);
  particles.advance(40);
  const [first] = drawn(particles);
  particles.advance(40);
  const [second] = drawn(particles);
  expect(first?.x).toBeGreaterThan(0);
  expect((second?.x ?? 0) - (first?.x ?? 0)).toBeLessThan(first?.x ?? 0);
  expect(second?.size).toBeLessThan(first?.size ?? 0);
  expect(second?.alpha).toBeLessThan(first?.alpha ?? 0);
  particles.advance(40);
  expect(drawn(particles)).toEqual([]);
});

test("those that live on are drawn on when another's life ends", () => {
  const particles = new Particles(8, cell);
  for (const [x, life] of [
    [1, 50],
    [2, 500],
    [3, 50],
    [4, 500],
  ] as const) {
    particles.add(cell, x, 0, life, 1, 1);
  }
  particles.advance(100);
  expect(drawn(particles).map(({ x }) => x)).toEqual(expect.arrayContaining([2, 4]));
  expect(particles.count).toBe(2);
});

test("when the pool is in use new particles take the place of others, and nothing of those is left", () => {
  const particles = new Particles(4, cell);
  for (let i = 0; i < 4; i++) particles.add(cell, i, 0, 1_000, 1, 1).fly(1, 1).turn(2, 3).colour(0, 0.2);
  const late = particles.add(cell, 50, 0, 1_000, 1, 1);
  expect(particles.count).toBe(4);
  expect(late).toMatchObject({ x: 50, vx: 0, vy: 0, angle: 0, spin: 0, age: 0, tint: 0xffffff, alpha: 1 });
  for (let i = 0; i < 10_000; i++) particles.add(cell, i, 0, 1_000, 1, 1);
  expect(drawn(particles).length).toBe(4);
});
