import { describe, expect, test } from "vitest";
import { Polyphony } from "../src/audio/polyphony";

describe("voices", () => {
  test("of one sound begin 40 ms apart", () => {
    const voices = new Polyphony<string>();
    expect(voices.begin("a", 0)).toBe(true);
    expect(voices.begin("a", 39)).toBe(false);
    expect(voices.begin("b", 39)).toBe(true);
    expect(voices.begin("a", 40)).toBe(true);
  });

  test("are 24 at the most, four of each", () => {
    const voices = new Polyphony<number>();
    let begun = 0;
    for (let round = 0; round < 10; round++) {
      for (let which = 0; which < 5; which++) if (voices.begin(which, round * 100)) begun++;
    }
    expect(begun).toBe(20);
    for (let which = 5; which < 20; which++) if (voices.begin(which, 2_000)) begun++;
    expect(begun).toBe(24);
    voices.end(0);
    expect(voices.begin(30, 2_000)).toBe(true);
  });
});
