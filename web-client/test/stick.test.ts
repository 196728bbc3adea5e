import { describe, expect, test } from "vitest";
import { Stick } from "../src/input/stick";

describe("a stick", () => {
  test.each([
    ["at rest", 0.1, 0.05, 0],
    ["just out of the dead zone", 0.15, 0, 0.0116],
    ["at the edge", 0, -1, 1],
    ["beyond it", 3, 4, 1],
    ["of no number", Number.NaN, 0, 0],
  ])("%s is pushed by so much", (_, x, y, push) => {
    const stick = new Stick();
    stick.thumb(x, y);
    expect(stick.push).toBeCloseTo(push, 3);
  });

  test("keeps the direction of the thumb", () => {
    const stick = new Stick();
    stick.thumb(-0.3, 0.4);
    expect(Math.atan2(stick.y, stick.x)).toBeCloseTo(Math.atan2(0.4, -0.3), 9);
  });

  test("of a gamepad is full before the end of its way", () => {
    const stick = new Stick();
    stick.axes(0.95, 0);
    expect(stick.x).toBe(1);
  });
});
