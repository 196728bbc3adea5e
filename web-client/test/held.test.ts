import { describe, expect, test } from "vitest";
import { Held } from "../src/input/held";

describe("what is held", () => {
  test("by two keys is held until both are up", () => {
    const held = new Held();
    held.press("KeyW", "up");
    held.press("ArrowUp", "up");
    held.letGo("KeyW");
    expect(held.holds("up")).toBe(true);
    held.letGo("ArrowUp");
    expect(held.holds("up")).toBe(false);
  });

  test("counts once, however often its key repeats", () => {
    const held = new Held();
    held.press("KeyW", "up");
    held.press("KeyW", "up");
    held.letGo("KeyW");
    expect(held.holds("up")).toBe(false);
  });

  test("shorter than a tick is wanted until an input was made of it", () => {
    const held = new Held();
    held.press("Mouse0", "fire");
    held.letGo("Mouse0");
    expect(held.wants("fire")).toBe(true);
    held.sampled();
    expect(held.wants("fire")).toBe(false);
  });

  test("is forgotten at once, and its key that comes up later takes nothing away", () => {
    const held = new Held();
    held.press("KeyW", "up");
    held.release();
    expect(held.wants("up")).toBe(false);
    held.press("ArrowUp", "up");
    held.letGo("KeyW");
    expect(held.holds("up")).toBe(true);
  });
});
