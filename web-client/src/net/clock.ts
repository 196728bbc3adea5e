// What tick it is in the world, seen from here. Pure: time is passed in, in milliseconds of world time (see Pace).

/** Ticks in the past at which others are drawn on a perfect line, besides those from snapshot to snapshot. */
const RESERVE_TICKS = 1;
/** Milliseconds that are looked back on, and arrivals in them at the most: those of the fastest server. */
const WINDOW_MS = 2_500;
const WINDOW = 160;
/** Share of arrivals, and of the gaps between them, that the delay covers; the rest is bridged by extrapolation. */
const COVERED = 0.97;
/** The shown clock runs at most this much faster or slower to reach its target, so that nobody sees it. */
const STEER_MAX = 0.1;
/**
 * Milliseconds behind its target beyond which the shown clock jumps. So far ahead it stands, and before that it slows
 * the more the farther it is: then the others are guessed anyway, and none shall fly backwards.
 */
const JUMP_MS = 400;
/**
 * Milliseconds of delay at the most; beyond, a moment of freezing is more honest than showing the distant past, and the
 * server rewinds no farther for the rail.
 */
const DELAY_MAX_MS = 350;
/**
 * Milliseconds that an arrival is overdue after which it was no jitter: the line stood, or the page slept. To cover that
 * as well all would be drawn far in the past; so it is seen as what it is, and over at once.
 */
const STALL_MS = 250;
/** Milliseconds by which the clocks here and there must differ from before to have been set anew: no line is as bad. */
const RESET_MS = 1_000;
/** Share of the time between two snapshots below which they come from a queue and not from the server's clock. */
const QUEUED = 0.7;

/** Estimates the server's tick from arrivals, and keeps the steady clock in which others are drawn. */
export class ServerClock {
  /** Snapshots that came when their moment had been drawn already. */
  late = 0;
  /** By how much arrivals are later than their ticks, milliseconds. */
  private readonly offsets = new Recent();
  /** Ticks from each snapshot to the next: 1 for a player; more for a watcher, or behind a slow line. */
  private readonly gaps = new Recent();
  private newest: number | null = null;
  private arrivedAt = Number.NEGATIVE_INFINITY;
  /** What was held back during a pause comes in one go. */
  private emptying = false;
  private shown: number | null = null;
  private shownAt = 0;
  private delay: number;

  constructor(private readonly tickMs: number) {
    this.delay = this.leastMs;
  }

  /** A snapshot of `tick` arrived at `now`. */
  arrived(tick: number, now: number): void {
    const offset = now - tick * this.tickMs;
    const since = now - this.arrivedAt;
    const gap = this.newest === null ? 1 : tick - this.newest;
    this.arrivedAt = now;
    this.newest = tick;
    if (this.shown !== null && tick * this.tickMs < this.shown) this.late++;
    if (since > STALL_MS + this.leastMs) this.emptying = true;
    else if (this.emptying && since > gap * this.tickMs * QUEUED) this.emptied(offset);
    // The machine slept, and its clock with it.
    if (offset < this.offsets.least - RESET_MS) this.reset();
    // Of a queue only its end tells when ticks arrive.
    if (this.emptying && offset < this.offsets.least) this.offsets.clear();
    if (!this.emptying || this.offsets.count === 0) this.offsets.push(offset, now);
    if (!this.emptying) this.gaps.push(gap, now);
    const wanted = Math.min(DELAY_MAX_MS, this.leastMs + this.jitterMs);
    // Grows at once, because a freeze is seen; shrinks slowly, because the next burst is likely.
    this.delay = wanted > this.delay ? wanted : this.delay + (wanted - this.delay) * 0.02;
  }

  /** The speed of the world changed at `now`: how late ticks came before says nothing of those to come. */
  restart(now: number): void {
    this.offsets.keepNewest();
    if (this.shown === null || this.offsets.count === 0) return;
    // The delay that makes the tick shown now the right one; from here it goes to what is needed, as ever.
    const delay = this.tickAt(now) * this.tickMs - (this.shown + now - this.shownAt);
    this.delay = Math.max(this.leastMs, Math.min(DELAY_MAX_MS, delay));
  }

  /** Milliseconds by which arrivals are later than the earliest ones. */
  get jitterMs(): number {
    return this.offsets.count === 0 ? 0 : this.offsets.covered() - this.offsets.least;
  }

  /** Milliseconds in the past on a line without jitter: there must be a snapshot on either side. */
  private get leastMs(): number {
    const gap = this.gaps.count === 0 ? 1 : this.gaps.covered();
    return (gap + RESERVE_TICKS) * this.tickMs;
  }

  /** Milliseconds in the past at which others are drawn. */
  get delayMs(): number {
    return this.delay;
  }

  /** The tick whose snapshot would arrive right now over the line at its best. */
  tickAt(now: number): number {
    return (now - this.offsets.least) / this.tickMs;
  }

  /** The tick at which others are drawn at `now`. Advances evenly; call it once a drawn frame. */
  remoteTick(now: number): number {
    if (this.offsets.count === 0) return 0;
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

  /** What was held back has been read. Ticks that still come so late come late from now on: the server stood. */
  private emptied(offset: number): void {
    this.emptying = false;
    if (offset > this.offsets.least + STALL_MS) this.reset();
  }

  /** Begins anew, with the delay that the line needed before, and shows the right moment at once. */
  private reset(): void {
    this.offsets.clear();
    this.shown = null;
  }
}

/** The newest values of something, in memory of its own: asked in every frame. */
class Recent {
  count = 0;
  /** The least of them; Infinity when there is none. */
  least = Number.POSITIVE_INFINITY;
  private readonly values = new Float64Array(WINDOW);
  private readonly times = new Float64Array(WINDOW);
  private readonly sorted = new Float64Array(WINDOW);
  private next = 0;

  push(value: number, now: number): void {
    this.values[this.next] = value;
    this.times[this.next] = now;
    this.next = (this.next + 1) % WINDOW;
    this.count = Math.min(this.count + 1, WINDOW);
    while ((this.times[this.place(this.count)] ?? now) < now - WINDOW_MS) this.count--;
    this.sort();
  }

  /** The value that all but the highest few are below. */
  covered(): number {
    return this.sorted[WINDOW - this.count + Math.floor((this.count - 1) * COVERED)] ?? 0;
  }

  keepNewest(): void {
    this.count = Math.min(this.count, 1);
    this.sort();
  }

  clear(): void {
    this.count = 0;
    this.least = Number.POSITIVE_INFINITY;
  }

  /** Where the value is that was pushed `back` values ago; 1 is the newest. */
  private place(back: number): number {
    return (this.next + WINDOW - back) % WINDOW;
  }

  /** The values in order, at the end of `sorted`; before them what is not used. */
  private sort(): void {
    this.sorted.fill(Number.NEGATIVE_INFINITY);
    for (let back = 1; back <= this.count; back++) this.sorted[back - 1] = this.values[this.place(back)] ?? 0;
    this.sorted.sort();
    this.least = this.sorted[WINDOW - this.count] ?? Number.POSITIVE_INFINITY;
  }
}
