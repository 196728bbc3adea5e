// Short-lived pieces of the picture, in a fixed number of objects that are used again and again: a fight makes
// thousands a minute, and none of them may become garbage.

import type { Cell } from "./atlas";
import type { Batch } from "./batch";
import { WHITE } from "./palette";
import { effort } from "./quality";

/** Drag of what flies, 1/ms. */
const DRAG = 0.004;

export class Particle {
  x = 0;
  y = 0;
  /** Units a millisecond. */
  vx = 0;
  vy = 0;
  angle = 0;
  /** Radians a millisecond. */
  spin = 0;
  age = 0;
  /** Milliseconds. */
  life = 0;
  /** Times the cell's size, at birth and at the end. */
  from = 1;
  to = 1;
  tint = 0;
  alpha = 1;

  constructor(public cell: Cell) {}

  /** Flies in direction `way` (radians) with `speed` (units a millisecond). */
  fly(way: number, speed: number): this {
    this.vx = Math.cos(way) * speed;
    this.vy = Math.sin(way) * speed;
    return this;
  }

  turn(angle: number, spin = 0): this {
    this.angle = angle;
    this.spin = spin;
    return this;
  }

  colour(tint: number, alpha = 1): this {
    this.tint = tint;
    this.alpha = alpha;
    return this;
  }
}

export class Particles {
  private readonly pool: Particle[];
  private alive = 0;
  /** Who gives way next when all are in use. */
  private next = 0;

  constructor(
    max: number,
    private readonly blank: Cell,
  ) {
    this.pool = Array.from({ length: max }, () => new Particle(blank));
  }

  get count(): number {
    return this.alive;
  }

  /** A still, white particle that goes from size `from` to size `to` in `life` milliseconds. */
  add(cell: Cell, x: number, y: number, life: number, from: number, to: number): Particle {
    const p = this.pool[this.free()] ?? new Particle(this.blank);
    p.cell = cell;
    p.x = x;
    p.y = y;
    p.vx = 0;
    p.vy = 0;
    p.age = 0;
    p.life = life;
    p.from = from;
    p.to = to;
    return p.turn(0).colour(WHITE);
  }

  private free(): number {
    if (this.alive < Math.min(this.pool.length, effort.particles)) return this.alive++;
    this.next = (this.next + 1) % this.alive;
    return this.next;
  }

  advance(ms: number): void {
    const slow = Math.exp(-ms * DRAG);
    for (let i = 0; i < this.alive; ) {
      const p = this.pool[i];
      if (!p) break;
      p.age += ms;
      if (p.age >= p.life) {
        this.end(i, p);
        continue;
      }
      p.x += p.vx * ms;
      p.y += p.vy * ms;
      p.vx *= slow;
      p.vy *= slow;
      p.angle += p.spin * ms;
      i++;
    }
  }

  /** The last of the living takes its place. */
  private end(i: number, p: Particle): void {
    this.alive--;
    const last = this.pool[this.alive];
    if (!last) return;
    this.pool[i] = last;
    this.pool[this.alive] = p;
  }

  draw(batch: Batch): void {
    for (let i = 0; i < this.alive; i++) {
      const p = this.pool[i];
      if (!p) return;
      const t = p.age / p.life;
      const size = p.from + (p.to - p.from) * t * (2 - t);
      batch.put(p.cell, p.x, p.y, p.angle, size, size, p.tint, p.alpha * (1 - t * t));
    }
  }
}
