// In a crowd the near stands out; among few nobody is dimmed.

import { expect, test } from "vitest";
import { Focus } from "../src/render/focus";
import { WHITE } from "../src/render/palette";

test("among few ships all have their full colour, however far", () => {
  const focus = new Focus();
  focus.begin(40, 0, 0);
  expect(focus.tint({ x: 790, y: 440 })).toBe(WHITE);
});

test("in a crowd the near have their full colour and the far are dimmer, step by step", () => {
  const focus = new Focus();
  focus.begin(400, 100, 100);
  expect(focus.tint({ x: 150, y: 150 })).toBe(WHITE);
  const tints = [250, 400, 550, 700].map((far) => focus.tint({ x: 100 + far, y: 100 }));
  expect(tints).toEqual([...tints].sort((a, b) => b - a));
  expect(new Set(tints).size).toBe(4);
});

test("the fuller it is, the dimmer are the far", () => {
  const focus = new Focus();
  const tints = [100, 160, 220].map((ships) => {
    focus.begin(ships, 0, 0);
    return focus.tint({ x: 700, y: 0 });
  });
  expect(tints[0]).toBeGreaterThan(tints[1] ?? 0);
  expect(tints[1]).toBeGreaterThan(tints[2] ?? 0);
});
