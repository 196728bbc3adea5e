// The own ship, now: its last confirmed state plus the inputs that the server has not used yet. Since both
// ends compute the same bits, a correction is a real event of the game and is counted by its cause.

import { Cause, OwnFlag, type Rules, Stat, type Steps } from "../protocol/generated";
import type { Own } from "../protocol/records";
import { pointsIn } from "../protocol/stats";
import { boosts, type Drive, type Motion, rails, type SolidRock, sameBits, step, type Tune, tuneOf } from "./motion";

/**
 * Why a prediction was wrong: what the server says of the ticks, or news that came when they had counted already. There
 * is no other reason; a difference without any is somebody's bug.
 */
export const CORRECTIONS = ["hit", "push", "starved", "late", "unexplained"] as const;
export type CorrectionClass = (typeof CORRECTIONS)[number];
export type Reason = Exclude<CorrectionClass, "unexplained">;
export type CorrectionCounts = Record<CorrectionClass, number>;

/** What a kind of correction has done to the picture. */
export interface CorrectionSize {
  count: number;
  /** Units, all of them and the largest. */
  sum: number;
  max: number;
}

/** What the ship may touch. */
export interface Surroundings {
  /** Half the side of the world in `tick`, units. */
  half(tick: number): number;
  /** By rising slot. */
  rocks(): readonly SolidRock[];
}

/** The part of an input that matters here. */
export interface Wish extends Drive {
  fire: boolean;
}

/** What left the ship with an input, by what is known here. */
export interface Fired {
  blaster: boolean;
  rail: boolean;
}

interface Entry {
  seq: number;
  wish: Wish;
  /** The state after this input; null without a ship. */
  after: Motion | null;
}

const NO_REASON: Reason[] = [];
/** Inputs kept while the server does not answer: 8 s at 30 Hz; the oldest are forgotten beyond. */
const KEPT = 240;

export class Prediction {
  readonly corrections: CorrectionCounts = { hit: 0, push: 0, starved: 0, late: 0, unexplained: 0 };
  /** Snapshots in which a reason was told, also when it changed nothing. */
  readonly reasons: Record<Reason, number> = { hit: 0, push: 0, starved: 0, late: 0 };
  /** Comparisons made. */
  compared = 0;
  /** The state after the newest input, and the one before it. */
  state: Motion | null = null;
  /** The tick of `state`. */
  tick = 0;
  private pending: Entry[] = [];
  private acked: Entry | null = null;
  private cooldown = 0;
  /** Tick of the newest snapshot. */
  private told = 0;
  private stats = 0;
  private tune: Tune = tuneOf(0);

  constructor(
    private readonly steps: Steps,
    private readonly rules: Pick<Rules, "rate_step">,
    private readonly around: Surroundings,
  ) {}

  /** Adds the newest input and says what it fires. */
  push(seq: number, wish: Wish): Fired {
    const entry: Entry = { seq, wish, after: null };
    this.pending.push(entry);
    if (this.pending.length > KEPT) this.pending.shift();
    return this.advance(entry);
  }

  /** True when the ship would boost by this wish. */
  boosts(wish: Wish): boolean {
    return this.state !== null && boosts(this.state, wish, this.steps);
  }

  /** The state one input later, without keeping it: what to draw between two inputs. */
  peek(wish: Wish): Motion | null {
    return this.state && this.stepped(this.state, wish, this.tick + 1);
  }

  /**
   * Takes a snapshot of `tick` in which input `ackSeq` was the newest used. `lateNews`: a rock or a wall was
   * told only when it had already counted. Returns the class of a correction, or null.
   *
   * The stats that snapshot T tells count from tick T + 1 on: so the inputs that wait are replayed by the new
   * ones. With snapshots left out in between, they may have counted before they were told: late news as well.
   */
  reconcile(tick: number, ackSeq: number, own: Own | null, lateNews: boolean): CorrectionClass | null {
    while (this.pending[0] && this.pending[0].seq <= ackSeq) this.acked = this.pending.shift() ?? null;
    const predicted = this.acked?.seq === ackSeq ? this.acked.after : null;
    const truth = own && motionOf(own);
    const wrong = predicted !== null && truth !== null && !this.agrees(predicted, truth);
    const late = lateNews || (own !== null && own.stats !== this.stats && tick > this.told + 1);
    this.told = tick;
    if (own) this.retune(own.stats);
    this.tick = tick;
    this.state = truth;
    this.cooldown = own?.cooldown ?? 0;
    // The next snapshot may confirm the same input once more; then this is what was known of it.
    if (this.acked) this.acked.after = truth;
    for (const entry of this.pending) this.advance(entry);
    if (!own) return null;
    const reasons = reasonsOf(own.causes, late);
    for (const reason of reasons) this.reasons[reason]++;
    if (!wrong) return null;
    const cause = reasons[0] ?? "unexplained";
    this.corrections[cause]++;
    return cause;
  }

  /** Forgets the inputs: a new connection counts from 1 again. */
  clear(): void {
    this.pending = [];
    this.acked = null;
    this.state = null;
  }

  private retune(stats: number): void {
    this.stats = stats;
    this.tune = tuneOf(stats);
  }

  private agrees(predicted: Motion, truth: Motion): boolean {
    this.compared++;
    return sameBits(predicted, truth);
  }

  private advance(entry: Entry): Fired {
    this.tick++;
    if (!this.state) {
      entry.after = null;
      return { blaster: false, rail: false };
    }
    const rail = rails(this.state, entry.wish, this.steps);
    this.state = this.stepped(this.state, entry.wish, this.tick);
    entry.after = this.state;
    this.cooldown--;
    const blaster = entry.wish.fire && this.cooldown <= 0;
    if (blaster) this.cooldown = Math.max(this.cooldown, -1) + this.firePeriod();
    return { blaster, rail };
  }

  /** Ticks between two shots; not whole, and what is left of a tick counts for the next one. */
  private firePeriod(): number {
    return this.steps.fire_ticks / (1 + pointsIn(this.stats, Stat.RATE) * this.rules.rate_step);
  }

  private stepped(state: Motion, wish: Wish, tick: number): Motion {
    return step(state, wish, this.tune, this.steps, this.around.half(tick), this.around.rocks(), tick);
  }
}

function motionOf(own: Own): Motion {
  const { x, y, vx, vy, energy, reload } = own;
  return { x, y, vx, vy, energy, spent: (own.flags & OwnFlag.SPENT) !== 0, reload };
}

/** What is told, the rarer first: a correction is named by that. */
function reasonsOf(causes: number, late: boolean): Reason[] {
  if (causes === 0 && !late) return NO_REASON;
  const reasons: Reason[] = [];
  if (causes & Cause.HIT) reasons.push("hit");
  if (causes & Cause.PUSH) reasons.push("push");
  if (late) reasons.push("late");
  if (causes & Cause.STARVED) reasons.push("starved");
  return reasons;
}
