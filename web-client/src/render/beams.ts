// Beams of the rail: a bright line that thins away in a third of a second.

import type { Atlas } from "./atlas";
import type { Batch } from "./batch";
import { mix, WHITE } from "./palette";

/** Milliseconds that a beam is seen, and for which it is at its brightest. */
const LIFE_MS = 340;
const BRIGHT_MS = 60;
/** Units of width of the coloured line and of its white core, at first. */
const WIDTH = 13;
const CORE = 4.5;
/** Units from the middle of the ship at which it is seen to begin: at its nose. */
const FROM_UNITS = 22;

/** Beams seen at once. */
const MAX = 64;

class Shown {
  x = 0;
  y = 0;
  angle = 0;
  length = 0;
  tint = 0;
  age = LIFE_MS;
}

export class BeamLayer {
  private readonly pool = Array.from({ length: MAX }, () => new Shown());
  private next = 0;

  /** Shows the line from (x, y). `length` in units. */
  add(x: number, y: number, angle: number, length: number, tint: number): void {
    const beam = this.pool[this.next];
    this.next = (this.next + 1) % MAX;
    if (beam) Object.assign(beam, { x, y, angle, length, tint, age: 0 });
  }

  advance(ms: number): void {
    for (let i = 0; i < MAX; i++) (this.pool[i] as Shown).age += ms;
  }

  draw(batch: Batch, atlas: Atlas): void {
    for (let i = 0; i < MAX; i++) {
      const beam = this.pool[i] as Shown;
      if (beam.age < LIFE_MS) drawBeam(batch, atlas, beam);
    }
  }
}

function drawBeam(batch: Batch, atlas: Atlas, { x, y, angle, length, tint, age }: Shown): void {
  const left = 1 - Math.max(0, age - BRIGHT_MS) / (LIFE_MS - BRIGHT_MS);
  const seen = Math.max(0, length - FROM_UNITS);
  const middle = Math.min(FROM_UNITS, length) + seen / 2;
  const mx = x + Math.cos(angle) * middle;
  const my = y + Math.sin(angle) * middle;
  batch.put(atlas.block, mx, my, angle, seen, WIDTH * left, tint, 0.4 * left);
  batch.put(atlas.block, mx, my, angle, seen, WIDTH * 0.55 * left, mix(tint, WHITE, 0.35), 0.75 * left);
  batch.put(atlas.block, mx, my, angle, seen, CORE * left, WHITE, left);
}
