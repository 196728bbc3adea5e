import { describe, expect, test } from "vitest";
import { backOf } from "../src/input/intents";
import { type Rules, RulesFields, Stat } from "../src/protocol/generated";
import type { Own } from "../src/protocol/records";
import { fullEnergy, fullHull, unpackStats } from "../src/protocol/stats";
import { panelOf, railCharge, STAT_NAMES } from "../src/ui/panel";
import { motionFile } from "./fixtures";

const { steps } = motionFile(30);
const rules = {
  ...(Object.fromEntries(RulesFields.map((f) => [f, 1])) as unknown as Rules),
  hull_max: 100,
  hull_step: 0.1,
  energy_max: 100,
  energy_step: 0.1,
  stat_max: 7,
};
const own = (points: number, stats: number) => ({ points, stats }) as Own;

describe("stats", () => {
  test("lie in 4 bits each, the first in the lowest", () => {
    expect(unpackStats(0x00f5_4321)).toEqual([1, 2, 3, 4, 5, 15]);
  });

  test("raise the full hull and the full energy", () => {
    expect(fullHull(0x30_0002, rules)).toBeCloseTo(120, 9);
    expect(fullEnergy(0x30_0002, rules)).toBeCloseTo(130, 9);
  });

  test("have a name each", () => {
    expect(STAT_NAMES).toEqual(Object.keys(Stat).map((name) => `stats.${name.toLowerCase()}`));
  });
});

describe("the stat panel", () => {
  test("is closed without a point", () => {
    const panel = panelOf(own(0, 0x12), rules, steps, 400, 1);
    expect(panel.left).toBeNull();
    expect(panel.rows.some((row) => row.open || row.next)).toBe(false);
    expect(panel.rows.map((row) => row.points)).toEqual([2, 1, 0, 0, 0, 0]);
  });

  test("with a point offers every stat that is not full, and says which gets it by itself and when", () => {
    const panel = panelOf(own(2, 0x01_1107), rules, steps, 90, 1);
    expect(panel.rows.filter((row) => !row.open).map((row) => row.stat)).toEqual([Stat.HULL]);
    expect(panel.rows.filter((row) => row.next).map((row) => row.stat)).toEqual([Stat.REPAIR]);
    expect(panel.left).toBeCloseTo(7, 9);
  });

  test("counts down to nothing and not below", () => {
    expect(panelOf(own(1, 0), rules, steps, 800, 1).left).toBe(0);
  });

  test("counts the seconds as they pass in a slower world", () => {
    expect(panelOf(own(1, 0), rules, steps, 90, 0.5).left).toBeCloseTo(14, 9);
  });
});

describe("the rail's charge", () => {
  test.each([
    ["full with time and energy", 0, 100, 1],
    ["half way through the pause", 18, 100, 0.5],
    ["short of energy", 0, 9, 0.2],
  ])("is %s", (_, reload, energy, want) => expect(railCharge(reload, energy, steps)).toBeCloseTo(want, 9));
});

describe("how far back others were drawn", () => {
  test.each([
    ["three ticks and a quarter", 100, 96.75, 52],
    ["ahead of the newest snapshot", 100, 100.4, 0],
    ["farther than can be said", 100, 60, 255],
    ["never", 100, Number.POSITIVE_INFINITY, 0],
  ])("%s", (_, ack, drawn, back) => expect(backOf(ack, drawn)).toBe(back));
});
