// The steered clock of the inputs: one input per tick, sent so that it waits at the server for a moment and no
// longer. Pure: time is passed in, in milliseconds of world time (see Pace), so that a slower world gets fewer inputs.

/** Milliseconds that an input shall wait at the least on a perfect line. */
const SLACK_MIN_MS = 4;
/** Spreads of the measured slack kept in reserve. */
const SPREADS = 2.5;
/** The clock runs at most this much faster or slower: not felt, and 10 ms are made good in a quarter second. */
const STEER_MAX = 0.04;
/** Ticks made up for at once after a stall; the server would skip more than 8. */
const CATCH_UP_TICKS = 3;
/** Milliseconds by which a starved tick raises the reserve, and what remains of it after each further input. */
const STARVED_MS = 6;
const STARVED_DECAY = 0.998;

/** Says when inputs are due. */
export class InputPacer {
  private last: number | null = null;
  private owed = 0;
  /** Time that is still to pass without counting: the ship stands that long instead of flying backwards. */
  private pause = 0;
  /** Milliseconds that an input would wait that is sent now; null while unknown. */
  private mean: number | null = null;
  private spread = 4;
  private reserve = 0;
  /** Milliseconds by which all that was steered has put inputs earlier; below 0: later. */
  shift = 0;

  constructor(private readonly tickMs: number) {}

  /** Milliseconds that an input shall wait at the server. */
  get targetMs(): number {
    const wanted = SLACK_MIN_MS + this.spread * SPREADS + this.reserve;
    return Math.min(wanted, 2 * this.tickMs);
  }

  /** Speed of the input clock; 1 is that of the world. */
  get rate(): number {
    if (this.mean === null) return 1;
    const error = (this.mean - this.targetMs) / (8 * this.tickMs);
    return 1 - Math.max(-STEER_MAX, Math.min(STEER_MAX, error));
  }

  /** How many inputs are due at `now`; the caller makes them all. */
  due(now: number): number {
    if (this.last === null) {
      this.last = now;
      return 1;
    }
    const passed = now - this.last;
    const paused = Math.min(this.pause, passed * this.rate);
    this.pause -= paused;
    const owed = Math.min(this.owed + passed * this.rate - paused, CATCH_UP_TICKS * this.tickMs);
    this.steered(owed - this.owed - passed);
    this.owed = owed;
    this.last = now;
    const count = Math.floor(this.owed / this.tickMs);
    this.owed -= count * this.tickMs;
    return count;
  }

  /**
   * Goes on after a pause of the page or the line: an input is due at once, and nothing is made up for. What the line is
   * like is not forgotten, but what waited at the server is.
   */
  resume(): void {
    this.last = null;
    this.owed = 0;
    this.pause = 0;
    this.mean = null;
  }

  /** Share of a tick since the last input, 0 up to 1, at the time of the last `due`. */
  get share(): number {
    return this.owed / this.tickMs;
  }

  /**
   * The server used a new input that had waited for `slackMs`; `starved` when a tick had none. `shift` is what it was
   * when that input was sent: what was steered since then shows only in the inputs that are still under way, and who
   * steers by old news alone swings to and fro. `slip`: ticks that passed without an input, less inputs that were skipped;
   * whatever comes after waits so much longer.
   */
  used(slackMs: number, starved: boolean, shift: number, slip: number): void {
    if (starved) this.reserve = Math.min(this.reserve + STARVED_MS, this.tickMs);
    if (this.mean !== null) this.mean += slip * this.tickMs;
    this.reserve *= STARVED_DECAY;
    const slack = slackMs + this.shift - shift;
    if (this.mean === null) {
      this.mean = slack;
      return;
    }
    this.spread += (Math.abs(slack - this.mean) - this.spread) * 0.05;
    this.mean += (slack - this.mean) * 0.1;
    // Far too early, after a stall of the line: leave out one input instead of crawling back for seconds.
    if (this.mean - this.pause > this.targetMs + 2 * this.tickMs) this.pause += this.tickMs;
  }

  private steered(ms: number): void {
    this.shift += ms;
    if (this.mean !== null) this.mean += ms;
  }
}
