// The six stats and their points, as the stat panel shows them. Pure.

import type { Rules, Steps } from "../protocol/generated";
import type { Own } from "../protocol/records";
import { unpackStats } from "../protocol/stats";
import type { Key } from "../text";

/** What a player reads for each stat, in the order of their numbers on the wire. */
export const STAT_NAMES = [
  "stats.hull",
  "stats.repair",
  "stats.speed",
  "stats.damage",
  "stats.rate",
  "stats.energy",
] as const satisfies readonly Key[];

export interface StatRow {
  stat: number;
  points: number;
  /** A point can go into it now. */
  open: boolean;
  /** It gets the next point when nobody spends it. */
  next: boolean;
}

export interface StatSheet {
  /** Unspent points. */
  points: number;
  /** Points that a stat holds at the most. */
  max: number;
  rows: StatRow[];
  /** Seconds until a point spends itself; null without a point. */
  left: number | null;
}

/** The sheet when unspent points have lain there for `waited` ticks and the world runs at `speed`. */
export function statSheet(own: Own, rules: Rules, steps: Steps, waited: number, speed: number): StatSheet {
  const stats = unpackStats(own.stats);
  const lowest = Math.min(...stats);
  const any = own.points > 0;
  const first = stats.indexOf(lowest);
  return {
    points: own.points,
    max: rules.stat_max,
    rows: stats.map((points, stat) => ({
      stat,
      points,
      open: any && points < rules.stat_max,
      next: any && stat === first,
    })),
    left: any ? Math.max(0, ((steps.auto_spend_ticks - waited) * steps.dt) / speed) : null,
  };
}
