// Where another ship is drawn: between two things the server said, a moment in the past.

import { ErrorOffset } from "./smooth";

/** What a snapshot said of a ship after `tick`. */
export interface Sample {
  tick: number;
  x: number;
  y: number;
  /** Radians, of the aim. */
  angle: number;
  /** See ShipState in the protocol. */
  state: number;
}

/** Samples kept: half a second and more at any tick rate that the delay can reach back. */
const KEPT = 40;
/** Ticks for which a ship flies on without news, or came from before its first; beyond that it stands. */
const EXTRAPOLATED_TICKS = 5;
/** Ticks between two samples beyond which their difference says nothing about the speed. */
const SPEED_TICKS = 8;

/** The way of one ship. */
export class Track {
  private samples: Sample[] = [];
  private readonly error = new ErrorOffset();
  private drawnTick = 0;

  constructor(first: Sample) {
    this.samples.push(first);
    this.drawnTick = first.tick;
  }

  /** Adds news; what was drawn last does not jump by it. */
  push(sample: Sample): void {
    // News of what is drawn later change nothing now; and what was drawn long ago, nobody has before his eyes.
    const seen = this.drawnTick > this.newest.tick && this.drawnTick > sample.tick - KEPT;
    const before = seen ? this.at(this.drawnTick) : null;
    this.samples.push(sample);
    if (this.samples.length > KEPT) this.samples.shift();
    if (!before) return;
    const after = this.at(this.drawnTick);
    this.error.add(before.x - after.x, before.y - after.y);
  }

  /** Where it was drawn last. */
  get drawn(): { x: number; y: number } {
    const { x, y } = this.at(this.drawnTick);
    return { x: x + this.error.x, y: y + this.error.y };
  }

  get newest(): Sample {
    const sample = this.samples.at(-1);
    if (!sample) throw new Error("a track begins with a sample");
    return sample;
  }

  get oldest(): Sample {
    return this.samples[0] ?? this.newest;
  }

  /** The place to draw at `tick`, `ms` after the last drawn frame. */
  draw(tick: number, ms: number): Sample {
    this.drawnTick = tick;
    this.error.melt(ms);
    const at = this.at(tick);
    at.x += this.error.x;
    at.y += this.error.y;
    return at;
  }

  /** The place at `tick` by what is known. */
  at(tick: number): Sample {
    const behind = this.samples.findLastIndex((s) => s.tick <= tick);
    const a = this.samples[behind];
    if (!a) return beyond(this.oldest, this.samples[1], tick);
    const b = this.samples[behind + 1];
    return b ? between(a, b, tick) : beyond(a, this.samples.at(-2), tick);
  }
}

/** The place at `tick`, which is not between two samples: on from `a`, by the speed that it and its neighbour tell. */
function beyond(a: Sample, neighbour: Sample | undefined, tick: number): Sample {
  const span = neighbour ? a.tick - neighbour.tick : 0;
  if (!neighbour || span === 0 || Math.abs(span) > SPEED_TICKS) return { ...a, tick };
  const far = Math.max(-EXTRAPOLATED_TICKS, Math.min(EXTRAPOLATED_TICKS, tick - a.tick)) / span;
  return { ...a, tick, x: a.x + (a.x - neighbour.x) * far, y: a.y + (a.y - neighbour.y) * far };
}

/** The state a share of the way from `a` to `b`. Flags and hull are those of `a` until `b` is reached. */
export function between(a: Sample, b: Sample, tick: number): Sample {
  const share = b.tick === a.tick ? 1 : (tick - a.tick) / (b.tick - a.tick);
  return {
    tick,
    x: a.x + (b.x - a.x) * share,
    y: a.y + (b.y - a.y) * share,
    angle: a.angle + turn(a.angle, b.angle) * share,
    state: share >= 1 ? b.state : a.state,
  };
}

/** The shorter turn from angle `a` to angle `b`, radians, -pi up to pi. */
export function turn(a: number, b: number): number {
  const full = 2 * Math.PI;
  const d = (b - a) % full;
  if (d > Math.PI) return d - full;
  return d < -Math.PI ? d + full : d;
}
