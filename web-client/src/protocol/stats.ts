// The six stats as they travel, as protocol/src/stat.rs has it: 4 bits each, the first in the lowest.

import { type Rules, Stat } from "./generated";

const STAT_COUNT = Object.keys(Stat).length;

const BITS = 4;

/** The points in one stat. */
export function pointsIn(packed: number, stat: number): number {
  return (packed >>> (stat * BITS)) & 15;
}

/** The points in each stat. */
export function unpackStats(packed: number): number[] {
  return Array.from({ length: STAT_COUNT }, (_, stat) => pointsIn(packed, stat));
}

/** Points of the full hull of a ship with these stats. */
export function fullHull(packed: number, rules: Rules): number {
  return rules.hull_max * (1 + pointsIn(packed, Stat.HULL) * rules.hull_step);
}

/** Points of energy that a ship with these stats holds. */
export function fullEnergy(packed: number, rules: Rules): number {
  return rules.energy_max * (1 + pointsIn(packed, Stat.ENERGY) * rules.energy_step);
}
