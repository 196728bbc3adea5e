// What the picture costs, by how fast it is drawn: effects go before sharpness, and sharpness before smooth motion.
// Pure: frame times are passed in.

/** How much is drawn at the most, and how sharp. */
export interface Effort {
  /** Sparks, shards, smoke at once. */
  particles: number;
  /** Ships with a trail, and with a name. */
  trails: number;
  names: number;
  /** Share of the full resolution. */
  resolution: number;
}

/** From all there is to what a fight cannot do without. */
export const LEVELS: readonly [Effort, ...Effort[]] = [
  { particles: 1_200, trails: 120, names: 60, resolution: 1 },
  { particles: 300, trails: 60, names: 40, resolution: 1 },
  { particles: 120, trails: 24, names: 24, resolution: 1 },
  { particles: 120, trails: 24, names: 24, resolution: 0.85 },
  { particles: 120, trails: 24, names: 24, resolution: 0.75 },
  { particles: 80, trails: 12, names: 16, resolution: 0.5 },
];
const WORST = LEVELS.length - 1;

/** What is drawn now: written by the screen when the level changes, read in every frame. */
export const effort: Effort = { ...LEVELS[0] };

/** Milliseconds a frame: slower for a while goes down a level, faster goes up. */
const SLOW_MS = 24;
const FAST_MS = 18;
/** As fast as the screen allows is fast as well: within this factor of the fastest so far. */
const AS_EVER = 1.1;
/** Beyond this nobody can play: two levels at once. */
const CRAWLING_MS = 45;
/** A frame longer than this was a hidden tab or a sleep, and says nothing of the machine. */
const PAUSE_MS = 250;
/** Share of a new frame in the average: some 25 frames count. */
const SHARE = 0.04;
/** Milliseconds between two changes: the average needs half a second, and what flickers is worse than what is poor. */
const HOLD_MS = 3_000;
/** The longer wait before going up: then the load that brought it down has passed. */
const RISE_MS = 12_000;
/** It doubles each time that going up was too much, up to this. */
const RISE_MS_MAX = 96_000;
/** If the poorest picture takes more than this share of the best one's time, it was not the picture that took it. */
const IN_VAIN = 0.85;

export class Quality {
  /** Index into LEVELS. */
  level = 0;
  /** A resolution that the person chose; null: by the speed of the machine. */
  fixed: number | null = null;
  /** Milliseconds a frame; 0 before the first. */
  private average = 0;
  private fastest = SLOW_MS;
  private changedAt = 0;
  private riseMs = RISE_MS;
  /** The newest change was up. */
  private rose = false;
  /** Milliseconds a frame of the best picture, when it was found to be slow. */
  private best = 0;
  /** Something else holds the frames back, as a phone that saves its battery: nothing is gained by a poor picture. */
  private inVain = false;

  /** `held`: for pictures and measurements, all there is at just this resolution. */
  constructor(private readonly held: number | null = null) {}

  /** The machine is known to be slow: begins at the worst level instead of finding out by slow frames. */
  beginLow(): void {
    if (this.held === null) this.level = WORST;
  }

  get effort(): Effort {
    return LEVELS[this.level] ?? LEVELS[0];
  }

  get resolution(): number {
    return this.held ?? this.fixed ?? this.effort.resolution;
  }

  /** Drawn frames a second, averaged. */
  get fps(): number {
    return this.average === 0 ? 0 : 1000 / this.average;
  }

  /** A frame took `ms`. True when the level changed. */
  frame(ms: number, now: number): boolean {
    if (ms > PAUSE_MS) return false;
    this.average += (ms - this.average) * (this.average === 0 ? 1 : SHARE);
    this.fastest = Math.min(this.fastest, this.average);
    if (this.held !== null) return false;
    const waited = now - this.changedAt;
    if (this.average < Math.max(FAST_MS, Math.min(SLOW_MS, this.fastest * AS_EVER))) return this.fast(waited, now);
    if (this.average < SLOW_MS || this.inVain || waited < HOLD_MS) return false;
    if (this.level === WORST) return this.poorest(now);
    if (this.level === 0) this.best = this.average;
    return this.change(this.level + (this.average > CRAWLING_MS ? 2 : 1), now);
  }

  private fast(waited: number, now: number): boolean {
    this.inVain = false;
    return this.level > 0 && waited > this.riseMs && this.change(this.level - 1, now);
  }

  /** Still slow although nothing is left to save: if nothing was gained either, the best picture comes back. */
  private poorest(now: number): boolean {
    if (this.best === 0 || this.average < this.best * IN_VAIN) return false;
    this.inVain = true;
    return this.change(0, now);
  }

  private change(wanted: number, now: number): boolean {
    const level = Math.max(0, Math.min(WORST, wanted));
    if (this.rose && level > this.level) this.riseMs = Math.min(2 * this.riseMs, RISE_MS_MAX);
    this.rose = level < this.level;
    this.level = level;
    this.changedAt = now;
    return true;
  }
}
