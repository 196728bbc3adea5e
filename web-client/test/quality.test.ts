// How much is drawn, played over minutes of frames.

import { describe, expect, test } from "vitest";
import { LEVELS, Quality } from "../src/render/quality";

const WORST = LEVELS.length - 1;

interface Change {
  at: number;
  level: number;
}

/** Draws for `seconds`; `cost` gives the milliseconds of a frame at a level. The changes of the level. */
function draw(quality: Quality, seconds: number, cost: (level: number, now: number) => number, from = 0): Change[] {
  const changes: Change[] = [];
  let now = from;
  while (now < from + seconds * 1000) {
    const ms = cost(quality.level, now);
    now += ms;
    if (quality.frame(ms, now)) changes.push({ at: now, level: quality.level });
  }
  return changes;
}

describe("the order of the levels", () => {
  test("never draws more at a worse one", () => {
    for (const [i, level] of LEVELS.slice(1).entries()) {
      const better = LEVELS[i];
      for (const what of ["particles", "trails", "names", "resolution"] as const) {
        expect(level[what]).toBeLessThanOrEqual(better?.[what] ?? 0);
        expect(level[what]).toBeGreaterThan(0);
      }
      expect(level).not.toEqual(better);
    }
  });

  test("takes from particles, trails and names before it takes from the sharpness", () => {
    const first = LEVELS.findIndex((level) => level.resolution < 1);
    expect(first).toBeGreaterThan(1);
    for (const what of ["particles", "trails", "names"] as const) {
      expect(LEVELS[first - 1]?.[what]).toBeLessThan(LEVELS[0]?.[what] ?? 0);
    }
    expect(LEVELS.slice(first).map(({ resolution }) => resolution)).toEqual([0.85, 0.75, 0.5]);
  });
});

describe("the quality", () => {
  test("stays the best on a fast machine, and on a faster screen", () => {
    expect(draw(new Quality(), 60, () => 16.7)).toEqual([]);
    expect(draw(new Quality(), 60, () => 6.9)).toEqual([]);
  });

  test("goes down one level at a time, 3 s apart, until it is fast enough, and stays there", () => {
    const quality = new Quality();
    // The menu shows that the screen could draw more.
    draw(quality, 5, () => 16.7);
    const changes = draw(quality, 60, (level) => (level < 3 ? 30 : 20), 5_000);
    expect(changes.map(({ level }) => level)).toEqual([1, 2, 3]);
    for (const [i, { at }] of changes.slice(1).entries())
      expect(at - (changes[i]?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
  });

  test("goes down faster where nobody could play", () => {
    const quality = new Quality();
    const changes = draw(quality, 12, (level) => 100 - 15 * level);
    expect(changes[0]?.level).toBe(2);
    expect(quality.level).toBe(WORST);
  });

  test("a single long frame changes nothing, nor does a hidden tab", () => {
    const quality = new Quality();
    let frames = 0;
    expect(draw(quality, 30, () => (frames++ % 200 === 0 ? 120 : 16.7))).toEqual([]);
    for (let i = 0; i < 20; i++) expect(quality.frame(5_000, 100_000 + i * 5_000)).toBe(false);
    expect(quality.fps).toBeGreaterThan(50);
  });

  test("comes back when the load has passed, but not at once", () => {
    const quality = new Quality();
    draw(quality, 8, (level) => (level < 2 ? 30 : 17));
    expect(quality.level).toBe(2);
    const changes = draw(quality, 60, () => 16.7, 8_000);
    expect(changes.map(({ level }) => level)).toEqual([1, 0]);
    expect((changes[1]?.at ?? 0) - (changes[0]?.at ?? 0)).toBeGreaterThan(12_000);
  });

  test("comes back on a screen that draws 50 frames", () => {
    const quality = new Quality();
    draw(quality, 8, (level) => (level < 2 ? 40 : 20));
    expect(quality.level).toBe(2);
    draw(quality, 60, () => 20, 8_000);
    expect(quality.level).toBe(0);
    const low = new Quality();
    low.beginLow();
    draw(low, 120, () => 20);
    expect(low.level).toBe(0);
  });

  test("does not flicker between two levels of which one is too slow", () => {
    const changes = draw(new Quality(), 120, (level) => (level === 0 ? 26 : 17));
    const ups = changes.filter(({ level }) => level === 0);
    // It tries again ever more seldom.
    expect(ups.length).toBeGreaterThan(1);
    expect(ups.length).toBeLessThanOrEqual(4);
  });

  test("gives the best picture where a poor one gains nothing: a phone that draws 30 frames to save its battery", () => {
    const quality = new Quality();
    const changes = draw(quality, 60, () => 33.3);
    expect(changes.at(-1)?.level).toBe(0);
    expect(changes.length).toBe(WORST + 1);
  });

  test("keeps the poorest where it gains something, though it is still slow", () => {
    const quality = new Quality();
    draw(quality, 60, (level) => 70 - 8 * level);
    expect(quality.level).toBe(WORST);
  });

  test("begins low on a machine that is known to be slow, and stays while it is", () => {
    const quality = new Quality();
    quality.beginLow();
    draw(quality, 30, () => 30);
    expect(quality.level).toBe(WORST);
  });

  test("is held for a picture, on any machine", () => {
    const quality = new Quality(0.9);
    quality.beginLow();
    expect(draw(quality, 30, () => 90)).toEqual([]);
    expect(quality.resolution).toBe(0.9);
    expect(quality.effort).toEqual(LEVELS[0]);
  });

  test("a resolution of one's own choice stays, while effects still give way", () => {
    const quality = new Quality();
    quality.fixed = 0.75;
    expect(quality.resolution).toBe(0.75);
    draw(quality, 20, (level) => 40 - 4 * level);
    expect(quality.resolution).toBe(0.75);
    expect(quality.effort.particles).toBeLessThan(LEVELS[0]?.particles ?? 0);
  });
});
