// What is new of a ship is shown once, when it happens.

import { expect, test } from "vitest";
import type { Bursts } from "../src/render/bursts";
import { ShipNews } from "../src/render/layers/shipnews";
import type { Scene, ShipView } from "../src/world/scene";

const FRAME_MS = 16;

/** Ships seen by the news, frame by frame, and the names of the bursts that were shown. */
class Watch {
  readonly shown: string[] = [];
  readonly news: ShipNews;
  now = 1_000;

  constructor() {
    const burst = (name: string) => () => this.shown.push(name);
    const names = ["ring", "shieldPop", "puff", "levelUp", "smoke", "sparkle", "arrival"];
    this.news = new ShipNews(Object.fromEntries(names.map((name) => [name, burst(name)])) as unknown as Bursts);
  }

  see(part: Partial<ShipView>) {
    this.now += FRAME_MS;
    const flags = { boosting: false, shielded: false, away: false, crowned: false, own: false };
    const ship: ShipView = { slot: 7, x: 0, y: 0, angle: 0, hull: 1, level: 1, ...flags, ...part };
    const seen = this.news.take(ship, { now: this.now } as Scene);
    this.news.endFrame(this.now);
    return seen;
  }
}

test("a shield that ends pops, one that begins does not", () => {
  const watch = new Watch();
  for (const shielded of [false, true, true, false, false]) watch.see({ shielded });
  expect(watch.shown).toEqual(["shieldPop"]);
});

test("a hit shows a ring and the moment of its flash; repair shows nothing", () => {
  const watch = new Watch();
  watch.see({ hull: 0.8 });
  watch.see({ hull: 0.6 });
  expect(watch.see({ hull: 0.7 }).hitAt).toBe(watch.now - FRAME_MS);
  expect(watch.shown).toEqual(["ring"]);
});

test("who comes into view at level 9 has no level-up, who rises to 10 has one", () => {
  const watch = new Watch();
  for (const level of [9, 9, 10, 10]) watch.see({ level });
  expect(watch.shown).toEqual(["levelUp"]);
});

test("a hull that is nearly gone smokes on and on, a crown sparkles", () => {
  const watch = new Watch();
  for (let i = 0; i < 60; i++) watch.see({ hull: 0.2, crowned: true });
  expect(watch.shown.filter((name) => name === "smoke").length).toBeGreaterThan(4);
  expect(watch.shown.filter((name) => name === "sparkle").length).toBeGreaterThan(4);
  expect(watch.shown.length).toBeLessThan(40);
});

test("a slot that comes back after it went is a new ship", () => {
  const watch = new Watch();
  watch.see({ shielded: true });
  watch.now += FRAME_MS;
  watch.news.endFrame(watch.now);
  watch.see({ shielded: false });
  expect(watch.shown).toEqual([]);
});
