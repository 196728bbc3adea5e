// How sharp the picture is, by how fast it is drawn. Pure: frame times are passed in.

/** Shares of the full resolution, from best to worst. */
const LEVELS = [1, 0.85, 0.75, 0.6] as const;
/** Milliseconds a frame: slower for a while goes down a level, much faster goes up. */
const SLOW_MS = 26;
const FAST_MS = 17.5;
/** Milliseconds between two changes, and the longer wait before going up: a change itself costs a frame. */
const HOLD_MS = 3_000;
const RISE_MS = 12_000;

export class Quality {
  private level = 0;
  private average = 16.7;
  private changedAt = 0;

  /** `fixed`: a share that the person chose; then it stays. */
  constructor(private readonly fixed: number | null = null) {}

  /** The machine is known to be slow: begins at the worst level instead of finding out by slow frames. */
  beginLow(): void {
    this.level = LEVELS.length - 1;
  }

  get resolution(): number {
    return this.fixed ?? LEVELS[this.level] ?? 1;
  }

  /** Drawn frames a second, averaged. */
  get fps(): number {
    return 1000 / this.average;
  }

  /** A frame took `ms`. True when the resolution changed. */
  frame(ms: number, now: number): boolean {
    if (ms > 250) return false; // A hidden tab or a sleep says nothing of the machine.
    this.average += (ms - this.average) * 0.04;
    if (this.fixed !== null) return false;
    const held = now - this.changedAt;
    if (this.average > SLOW_MS && held > HOLD_MS && this.level < LEVELS.length - 1) return this.change(1, now);
    if (this.average < FAST_MS && held > RISE_MS && this.level > 0) return this.change(-1, now);
    return false;
  }

  private change(by: number, now: number): boolean {
    this.level += by;
    this.changedAt = now;
    return true;
  }
}
