import { describe, expect, test } from "vitest";
import { Stat } from "../src/protocol/generated";
import type { Own } from "../src/protocol/records";
import { fullEnergy, fullHull, unpackStats } from "../src/protocol/stats";
import { STAT_NAMES, statSheet } from "../src/ui/statsheet";
import { railCharge } from "../src/ui/vitals";
import { rulesWith, steps } from "./worlds";

const rules = rulesWith({ hull_max: 100, hull_step: 0.1, energy_max: 100, energy_step: 0.1, stat_max: 7 });
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
    const sheet = statSheet(own(0, 0x12), rules, steps, 400, 1);
    expect(sheet.left).toBeNull();
    expect(sheet.rows.some((row) => row.open || row.next)).toBe(false);
    expect(sheet.rows.map((row) => row.points)).toEqual([2, 1, 0, 0, 0, 0]);
  });

  test("with a point offers every stat that is not full, and says which gets it by itself and when", () => {
    const sheet = statSheet(own(2, 0x01_1107), rules, steps, 90, 1);
    expect(sheet.rows.filter((row) => !row.open).map((row) => row.stat)).toEqual([Stat.HULL]);
    expect(sheet.rows.filter((row) => row.next).map((row) => row.stat)).toEqual([Stat.REPAIR]);
    expect(sheet.left).toBeCloseTo(7, 9);
  });

  test("counts down to nothing and not below", () => {
    expect(statSheet(own(1, 0), rules, steps, 800, 1).left).toBe(0);
  });

  test("counts the seconds as they pass in a slower world", () => {
    expect(statSheet(own(1, 0), rules, steps, 90, 0.5).left).toBeCloseTo(14, 9);
  });
});

describe("the rail's charge", () => {
  test.each([
    ["full with time and energy", 0, 100, 1],
    ["half way through the pause", 18, 100, 0.5],
    ["short of energy", 0, 9, 0.2],
  ])("is %s", (_, reload, energy, want) => expect(railCharge(reload, energy, steps)).toBeCloseTo(want, 9));
});
