import { describe, expect, test } from "vitest";
import { birthTick, drawnAge, endShot, type Shot } from "../src/world/shots";
import { steps } from "./worlds";

const shot = (change: Partial<Shot> = {}): Shot => ({
  slot: 1,
  owner: 2,
  x: 0,
  y: 0,
  birth: 100,
  dx: 1,
  dy: 0,
  angle: 0,
  endAge: steps.shot_ticks,
  blockedAge: steps.shot_ticks,
  what: 0,
  seen: false,
  ...change,
});

describe("a shot", () => {
  test("is drawn in the others' time while one watches", () => {
    expect(drawnAge(shot(), steps, { remote: 105, own: 110, ship: null })).toBe(5);
  });

  test("is drawn in the own ship's time beside it, and in the others' far from it", () => {
    const moments = { remote: 105, own: 109 };
    const near = { x: 5 * steps.shot_step, y: 40 };
    expect(drawnAge(shot(), steps, { ...moments, ship: near })).toBe(9);
    expect(drawnAge(shot(), steps, { ...moments, ship: { x: 5 * steps.shot_step, y: 900 } })).toBe(5);
  });

  test("flies forward from its birth to its end however time is bent", () => {
    for (const ship of [
      { x: 0, y: 0 },
      { x: 600, y: 10 },
      { x: 300, y: 200 },
    ]) {
      let last = Number.NEGATIVE_INFINITY;
      for (let remote = 96; remote < 130; remote += 0.25) {
        const age = drawnAge(shot(), steps, { remote, own: remote + 5, ship });
        expect(age).toBeGreaterThan(last);
        last = age;
      }
    }
  });

  test("ends at the age at which it reached the place of its end", () => {
    const ended = shot();
    endShot(ended, steps.shot_step * 7, 0, 1, steps);
    expect(ended.endAge).toBeCloseTo(7, 9);
    expect(ended.what).toBe(1);
  });

  test("finds its birth tick from the low 8 bits", () => {
    expect(birthTick(1000 & 255, 1003)).toBe(1000);
    expect(birthTick(255, 256)).toBe(255);
    expect(birthTick(0, 256)).toBe(256);
  });
});
