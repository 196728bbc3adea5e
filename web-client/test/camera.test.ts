// The camera shows nobody more of the world than the server's view, and looks ahead smoothly.

import { expect, test } from "vitest";
import { Lead, shownView } from "../src/world/camera";

const VIEW = { halfW: 800, halfH: 450 };
const WINDOWS = { phone: 390 / 844, square: 1, tablet: 4 / 3, desktop: 16 / 9, wide: 21 / 9, wall: 32 / 9 };

test.each(Object.entries(WINDOWS))(
  "a %s window sees no more than the server's view, wherever it looks",
  (_, aspect) => {
    const shown = shownView(VIEW, aspect);
    const lead = new Lead();
    for (const [x, y] of [
      [9, 0],
      [-9, 9],
      [0.5, -9],
    ] as const) {
      for (let i = 0; i < 200; i++) lead.follow({ x, y }, VIEW, shown, 16);
      expect(shown.halfW + Math.abs(lead.x)).toBeLessThanOrEqual(VIEW.halfW + 1e-6);
      expect(shown.halfH + Math.abs(lead.y)).toBeLessThanOrEqual(VIEW.halfH + 1e-6);
    }
  },
);

test("an ultra-wide window sees exactly what a desktop's sees", () => {
  expect(shownView(VIEW, WINDOWS.wall)).toEqual(shownView(VIEW, WINDOWS.desktop));
});

test("an upright phone sees all of the height, and its ships are twice as large as if all of the width were shown", () => {
  const phone = shownView(VIEW, WINDOWS.phone);
  expect(phone.halfH).toBe(shownView(VIEW, WINDOWS.desktop).halfH);
  expect(VIEW.halfW / phone.halfW).toBeGreaterThan(2);
});

test("the camera goes towards the aim without a jump, and comes back", () => {
  const shown = shownView(VIEW, WINDOWS.desktop);
  const lead = new Lead();
  let last = 0;
  for (let i = 0; i < 120; i++) {
    lead.follow({ x: 1, y: 0 }, VIEW, shown, 16);
    expect(lead.x - last).toBeLessThan(6);
    expect(lead.x).toBeGreaterThan(last);
    last = lead.x;
  }
  expect(lead.x).toBeGreaterThan(40);
  for (let i = 0; i < 120; i++) lead.follow(null, VIEW, shown, 16);
  expect(Math.abs(lead.x)).toBeLessThan(1);
});

test("one long frame leads as far as many short ones", () => {
  const shown = shownView(VIEW, WINDOWS.desktop);
  const [long, short] = [new Lead(), new Lead()];
  long.follow({ x: 1, y: 1 }, VIEW, shown, 96);
  for (let i = 0; i < 12; i++) short.follow({ x: 1, y: 1 }, VIEW, shown, 8);
  expect(long.x).toBeCloseTo(short.x, 6);
});
