// What tick it is in the world, seen from here. Pure: time is passed in, in milliseconds of world time (see Pace).

/** Ticks in the past at which others are drawn on a perfect line, besides those from snapshot to snapshot. */
const RESERVE_TICKS = 1;
/** Arrivals that are looked back on: two seconds at 30 Hz. */
const WINDOW = 60;
/** Share of arrivals, and of the gaps between them, that the delay covers; the rest is bridged by extrapolation. */
const COVERED = 0.97;
/** The shown clock runs at most this much faster or slower to reach its target, so that nobody sees it. */
const STEER_MAX = 0.1;
/**
 * Milliseconds behind its target beyond which the shown clock jumps: a hidden tab, a sleep. So far ahead it stands, and
 * before that it slows the more the farther it is: then the others are guessed anyway, and none shall fly backwards.
 */
const JUMP_MS = 400;
/** Milliseconds of delay at the most; beyond, freezing is more honest than showing the distant past. */
const DELAY_MAX_MS = 500;

/** Estimates the server's tick from arrivals, and keeps the steady clock in which others are drawn. */
export class ServerClock {
  private offsets: number[] = [];
  /** Ticks from each snapshot to the next: 1 for a player; more for a watcher, or behind a slow line. */
  private gaps: number[] = [];
  private newest: number | null = null;
  private shown: number | null = null;
  private shownAt = 0;
  private delay: number;

  constructor(private readonly tickMs: number) {
    this.delay = this.leastMs;
  }

  /** A snapshot of `tick` arrived at `now`. */
  arrived(tick: number, now: number): void {
    this.offsets.push(now - tick * this.tickMs);
    if (this.offsets.length > WINDOW) this.offsets.shift();
    if (this.newest !== null) this.gaps.push(tick - this.newest);
    if (this.gaps.length > WINDOW) this.gaps.shift();
    this.newest = tick;
    const wanted = Math.min(DELAY_MAX_MS, this.leastMs + this.jitterMs);
    // Grows at once, because a freeze is seen; shrinks slowly, because the next burst is likely.
    this.delay = wanted > this.delay ? wanted : this.delay + (wanted - this.delay) * 0.02;
  }

  /** The speed of the world changed at `now`: how late ticks came before says nothing of those to come. */
  restart(now: number): void {
    this.offsets = this.offsets.slice(-1);
    if (this.shown === null || this.offsets.length === 0) return;
    // The delay that makes the tick shown now the right one; from here it goes to what is needed, as ever.
    const delay = this.tickAt(now) * this.tickMs - (this.shown + now - this.shownAt);
    this.delay = Math.max(this.leastMs, Math.min(DELAY_MAX_MS, delay));
  }

  /** Milliseconds by which arrivals are later than the earliest ones. */
  get jitterMs(): number {
    if (this.offsets.length === 0) return 0;
    return covered(this.offsets) - Math.min(...this.offsets);
  }

  /** Milliseconds in the past on a line without jitter: there must be a snapshot on either side. */
  private get leastMs(): number {
    const gap = this.gaps.length === 0 ? 1 : covered(this.gaps);
    return (gap + RESERVE_TICKS) * this.tickMs;
  }

  /** Milliseconds in the past at which others are drawn. */
  get delayMs(): number {
    return this.delay;
  }

  /** The tick whose snapshot would arrive right now over the line at its best. */
  tickAt(now: number): number {
    return (now - Math.min(...this.offsets)) / this.tickMs;
  }

  /** The tick at which others are drawn at `now`. Advances evenly; call it once a drawn frame. */
  remoteTick(now: number): number {
    if (this.offsets.length === 0) return 0;
    const target = this.tickAt(now) * this.tickMs - this.delay;
    const passed = now - this.shownAt;
    this.shownAt = now;
    const error = this.shown === null ? 0 : target - (this.shown + passed);
    if (this.shown === null || error > JUMP_MS) {
      this.shown = target;
    } else {
      const slower = Math.max(STEER_MAX, Math.min(1, -error / JUMP_MS));
      this.shown += passed + Math.max(-passed * slower, Math.min(passed * STEER_MAX, error));
    }
    return this.shown / this.tickMs;
  }
}

/** The value that all but the highest few are below. */
function covered(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * COVERED)] ?? 0;
}
