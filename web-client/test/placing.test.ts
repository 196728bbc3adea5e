// Names in a crowd: none covers another.

import { expect, test } from "vitest";
import { Placing } from "../src/render/placing";

test("a name with room stands where it wants to", () => {
  const placing = new Placing();
  placing.begin();
  expect(placing.place(10, 20, 60, 18, 2)).toBe(20);
  expect(placing.place(80, 20, 60, 18, 2)).toBe(20);
});

test("a name whose place is taken steps up, and one that finds no room above is left out", () => {
  const placing = new Placing();
  placing.begin();
  placing.place(0, 0, 60, 18, 2);
  expect(placing.place(30, 0, 60, 18, 2)).toBe(-18);
  expect(placing.place(-20, 0, 60, 18, 2)).toBe(-36);
  expect(placing.place(5, 0, 60, 18, 2)).toBeNaN();
});

test("a place that is kept free holds no name, and the next frame begins empty", () => {
  const placing = new Placing();
  placing.begin();
  placing.take(0, 0, 40, 6);
  expect(placing.place(0, 2, 60, 18, 0)).toBeNaN();
  placing.begin();
  expect(placing.place(0, 2, 60, 18, 0)).toBe(2);
});

test("of 200 names in one heap those that are shown do not touch", () => {
  const placing = new Placing();
  placing.begin();
  const shown: [x: number, y: number][] = [];
  for (let i = 0; i < 200; i++) {
    const x = (i * 37) % 300;
    const y = placing.place(x, (i * 53) % 200, 50, 18, 2);
    if (!Number.isNaN(y)) shown.push([x, y]);
  }
  expect(shown.length).toBeGreaterThan(20);
  for (const [i, [x, y]] of shown.entries()) {
    for (const [ox, oy] of shown.slice(0, i)) expect(Math.abs(x - ox) >= 50 || Math.abs(y - oy) >= 18).toBe(true);
  }
});
