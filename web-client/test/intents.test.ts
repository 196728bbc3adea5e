import { describe, expect, test } from "vitest";
import { aimOf, backOf, inputOf } from "../src/input/intents";
import { Button } from "../src/protocol/generated";

describe("what is sent of the hands", () => {
  const nothing = { x: 0, y: 0, boost: false, fire: false, rail: false };

  test.each([
    ["boost", Button.BOOST],
    ["fire", Button.FIRE],
    ["rail", Button.RAIL],
  ])("%s is a button of its own", (held, bit) => {
    const [, , , , , , buttons] = inputOf(1, 100, { ...nothing, [held]: true }, { x: 1, y: 0 }, 100);
    expect(buttons).toBe(bit);
  });

  test("an aim beyond what fits is still one", () => {
    expect(aimOf({ x: 2.5, y: -5_000 })).toEqual({ x: 40, y: -32_767 });
  });
});

describe("how far back others were drawn", () => {
  test.each([
    ["three ticks and a quarter", 100, 96.75, 52],
    ["ahead of the newest snapshot", 100, 100.4, 0],
    ["farther than can be said", 100, 60, 255],
    ["never", 100, Number.POSITIVE_INFINITY, 0],
  ])("%s", (_, ack, drawn, back) => expect(backOf(ack, drawn)).toBe(back));
});
