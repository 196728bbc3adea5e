// The rails' beams: each is shown once, at the moment in which it belongs. The own one at the click, others when
// the drawn time of their shooters gets there. What the server then tells of the own one was shown already.

export interface Beam {
  owner: number;
  /** Where it begins, units, and the unit vector of its way. */
  x: number;
  y: number;
  dx: number;
  dy: number;
  length: number;
  /** What it met: one of End, 0 nothing. */
  what: number;
}

/** Ticks for which an own beam waits for its record: longer than any line that is fit to play. */
const WAIT_TICKS = 60;
/** Ticks by which the server may have used the input elsewhere than predicted, when inputs were late. */
const SLIP_TICKS = 3;
/** Units around the own ship within which a beam struck at it: shown at once, like the hit itself. */
const AT_ME_UNITS = 60;

export class Beams {
  /** Own beams: shown at the click, and told of by the server. */
  readonly counts = { shown: 0, told: 0 };
  /** Ticks of own beams that were shown and not yet told. */
  private shown: number[] = [];
  private waiting: { beam: Beam; tick: number }[] = [];

  /** The own beam of predicted tick `tick` was shown. */
  predicted(tick: number): void {
    this.counts.shown++;
    this.shown.push(tick);
  }

  /** The server told of a beam in the snapshot of `tick`. `seat`: the own slot; `me`: where the own ship is. */
  told(beam: Beam, tick: number, seat: number, me: { x: number; y: number } | null): void {
    if (beam.owner === seat) this.counts.told++;
    if (beam.owner === seat && this.wasShown(tick)) return;
    const struck = me !== null && passes(beam, me);
    this.waiting.push({ beam, tick: struck || beam.owner === seat ? Number.NEGATIVE_INFINITY : tick });
  }

  /** The beams to show now that the others are drawn as they were at `remoteTick`. */
  due(remoteTick: number): Beam[] {
    if (this.waiting.length === 0) return [];
    const due = this.waiting.filter((w) => w.tick <= remoteTick).map((w) => w.beam);
    this.waiting = this.waiting.filter((w) => w.tick > remoteTick);
    return due;
  }

  /** Nobody looks: what waits is not shown later. */
  forget(): void {
    this.waiting = [];
  }

  private wasShown(tick: number): boolean {
    this.shown = this.shown.filter((t) => tick - t < WAIT_TICKS);
    const at = this.shown.findIndex((t) => t <= tick + SLIP_TICKS);
    if (at < 0) return false;
    this.shown.splice(at, 1);
    return true;
  }
}

/** True when a beam ends at or goes by close to `me`. */
function passes(beam: Beam, me: { x: number; y: number }): boolean {
  const [mx, my] = [me.x - beam.x, me.y - beam.y];
  const along = Math.max(0, Math.min(beam.length, mx * beam.dx + my * beam.dy));
  return Math.hypot(mx - beam.dx * along, my - beam.dy * along) < AT_ME_UNITS;
}
