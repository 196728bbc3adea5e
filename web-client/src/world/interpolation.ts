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
  private settling = false;
  private readonly shown = nothing();

  constructor(first: Readonly<Sample>) {
    this.samples.push(copy(first, nothing()));
    this.drawnTick = first.tick;
  }

  /** Adds news, of which it keeps a copy; what was drawn last does not jump by it. */
  push(sample: Readonly<Sample>): void {
    // News of what is drawn later change nothing now; and what was drawn long ago, nobody has before his eyes.
    const seen = !this.settling && this.drawnTick > this.newest.tick && this.drawnTick > sample.tick - KEPT;
    this.settling = false;
    const { x, y } = seen ? this.at(this.drawnTick, this.shown) : this.shown;
    const oldest = this.samples.length < KEPT ? undefined : this.samples.shift();
    this.samples.push(copy(sample, oldest ?? nothing()));
    if (!seen) return;
    const after = this.at(this.drawnTick, this.shown);
    this.error.add(x - after.x, y - after.y);
  }

  /** After a pause the next news put it where it is: to fly there would be faster than ships are. */
  settle(): void {
    this.settling = true;
    this.error.clear();
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

  /** The place to draw at `tick`, `ms` after the last drawn frame; good until it is drawn again or news comes. */
  draw(tick: number, ms: number): Readonly<Sample> {
    this.drawnTick = tick;
    this.error.melt(ms);
    const at = this.at(tick, this.shown);
    at.x += this.error.x;
    at.y += this.error.y;
    return at;
  }

  /** The place at `tick` by what is known, written into `out`. */
  at(tick: number, out = nothing()): Sample {
    let behind = this.samples.length - 1;
    while (behind >= 0 && (this.samples[behind]?.tick ?? 0) > tick) behind--;
    const a = this.samples[behind] ?? this.oldest;
    const next = this.samples[behind + 1];
    copy(a, out);
    out.tick = tick;
    if (behind < 0) beyond(a, this.samples[1], tick, out);
    else if (next) between(a, next, tick, out);
    else beyond(a, this.samples.at(-2), tick, out);
    return out;
  }
}

function nothing(): Sample {
  return { tick: 0, x: 0, y: 0, angle: 0, state: 0 };
}

function copy(from: Readonly<Sample>, to: Sample): Sample {
  to.tick = from.tick;
  to.x = from.x;
  to.y = from.y;
  to.angle = from.angle;
  to.state = from.state;
  return to;
}

/** Moves `out`, which is at `a`, to `tick` by the speed that `a` and its neighbour on the other side tell. */
function beyond(a: Sample, neighbour: Sample | undefined, tick: number, out: Sample): void {
  const span = neighbour ? a.tick - neighbour.tick : 0;
  if (!neighbour || span === 0 || Math.abs(span) > SPEED_TICKS) return;
  const far = Math.max(-EXTRAPOLATED_TICKS, Math.min(EXTRAPOLATED_TICKS, tick - a.tick)) / span;
  out.x += (a.x - neighbour.x) * far;
  out.y += (a.y - neighbour.y) * far;
}

/** Moves `out`, which is at `a`, to `tick` on the way to `b`. Flags and hull are those of `a` until `b` is reached. */
function between(a: Sample, b: Sample, tick: number, out: Sample): void {
  const share = b.tick === a.tick ? 1 : (tick - a.tick) / (b.tick - a.tick);
  out.x += (b.x - a.x) * share;
  out.y += (b.y - a.y) * share;
  out.angle += turn(a.angle, b.angle) * share;
  if (share >= 1) out.state = b.state;
}

/** The shorter turn from angle `a` to angle `b`, radians, -pi up to pi. */
export function turn(a: number, b: number): number {
  const full = 2 * Math.PI;
  const d = (b - a) % full;
  if (d > Math.PI) return d - full;
  return d < -Math.PI ? d + full : d;
}
