// Everything short-lived that is only to be seen: shards, sparks, rings, flashes, numbers, and the shake of
// the screen. Fed with happenings; draws itself into a batch.

import { End, Pickup } from "../protocol/generated";
import { type Key, t } from "../text";
import type { Happening } from "../world/happenings";
import type { Atlas, Cell } from "./atlas";
import { type Batch, write } from "./batch";
import { BeamLayer } from "./beams";
import { powerTint } from "./emblems";
import { BAD, GOLD, HULLS, hullOf, INK, mix, WHITE } from "./palette";
import { rngOf } from "./random";

interface Particle {
  cell: Cell;
  x: number;
  y: number;
  /** Units a millisecond. */
  vx: number;
  vy: number;
  angle: number;
  /** Radians a millisecond. */
  spin: number;
  age: number;
  /** Milliseconds. */
  life: number;
  /** Size in cell units, at birth and at the end. */
  size: [from: number, to: number];
  tint: number;
  alpha: number;
}

interface Float {
  text: string;
  x: number;
  y: number;
  age: number;
  life: number;
  size: number;
  tint: number;
}

/** Particles alive at most; the oldest give way. */
const PARTICLES_MAX = 900;
/** Units of radius above which a ring is drawn with the thinner line, which is as wide there. */
const THIN_FROM = 40;
/** What floats up where a power-up was taken. */
const POWER_WORDS = {
  [Pickup.SHIELD]: "power.shield",
  [Pickup.TRIPLE]: "power.triple",
  [Pickup.REPAIR]: "power.repair",
} as const satisfies Record<number, Key>;
/** Drag of particles, 1/ms. */
const DRAG = 0.004;
/** Pixels of shake at the most, and the milliseconds in which it dies down to a third. */
const SHAKE_MAX = 6;
const SHAKE_MS = 60;

export class Effects {
  private particles: Particle[] = [];
  private floats: Float[] = [];
  private readonly beams = new BeamLayer();
  private shakePx = 0;
  private readonly random = rngOf(20);

  constructor(
    private readonly atlas: Atlas,
    /** No shake, no growing rings, fainter flashes. */
    private readonly reduced: () => boolean,
  ) {}

  /** Shows a happening, if it is one to be seen in the arena. `seat` is the own slot. */
  show(h: Happening, seat: number): void {
    switch (h.kind) {
      case "muzzle":
        this.flash(h.x, h.y, h.angle, colourOf(h.owner, seat));
        break;
      case "spark":
        this.spark(h.x, h.y, h.angle, h.what === End.SHIP ? colourOf(h.owner, seat) : 0xc8ccd8, h.what === End.SHIP);
        break;
      case "explosion":
        this.explosion(h.x, h.y, colourOf(h.slot, seat));
        if (h.own) this.shake(SHAKE_MAX);
        break;
      case "rubble":
        this.rubble(h.x, h.y, h.radius);
        break;
      case "pickup":
        this.ring(h.x, h.y, 8, 26, GOLD, 260);
        this.float(`+${h.value}`, h.x, h.y - 14, 17, GOLD);
        break;
      case "power":
        this.ring(h.x, h.y, 12, 60, powerTint(h.what), 420);
        this.float(powerWord(h.what), h.x, h.y - 22, 20, powerTint(h.what));
        break;
      case "rail":
        this.rail(h.x, h.y, h.angle, h.length, h.what, colourOf(h.owner, seat));
        if (h.own) this.shake(2.5);
        break;
      case "taken":
        this.ring(h.x, h.y, 6, 18, GOLD, 200);
        break;
      case "hurt":
        this.shake(Math.min(SHAKE_MAX, 2 + h.damage / 5));
        break;
    }
  }

  /** A number that drifts up from a place. */
  float(text: string, x: number, y: number, size: number, tint: number): void {
    this.floats.push({ text, x, y, age: 0, life: 650, size, tint });
  }

  ring(x: number, y: number, from: number, to: number, tint: number, life: number): void {
    const cell = to > THIN_FROM ? this.atlas.thinRing : this.atlas.ring;
    const size: [number, number] = this.reduced() ? [to, to] : [from, to];
    this.add({ cell, x, y, vx: 0, vy: 0, angle: 0, spin: 0, life, size, tint, alpha: 0.8 });
  }

  shake(px: number): void {
    if (!this.reduced()) this.shakePx = Math.min(SHAKE_MAX, this.shakePx + px);
  }

  /** Lets `ms` pass; the shake's offset in pixels is returned. */
  advance(ms: number): { x: number; y: number } {
    const slow = Math.exp(-ms * DRAG);
    for (const p of this.particles) {
      p.age += ms;
      p.x += p.vx * ms;
      p.y += p.vy * ms;
      p.vx *= slow;
      p.vy *= slow;
      p.angle += p.spin * ms;
    }
    for (const f of this.floats) f.age += ms;
    this.beams.advance(ms);
    this.particles = this.particles.filter((p) => p.age < p.life);
    this.floats = this.floats.filter((f) => f.age < f.life);
    this.shakePx *= Math.exp(-ms / SHAKE_MS);
    return { x: (this.random() - 0.5) * 2 * this.shakePx, y: (this.random() - 0.5) * 2 * this.shakePx };
  }

  draw(batch: Batch): void {
    this.beams.draw(batch, this.atlas);
    for (const p of this.particles) {
      const t = p.age / p.life;
      const size = p.size[0] + (p.size[1] - p.size[0]) * (1 - (1 - t) * (1 - t));
      batch.put(p.cell, p.x, p.y, p.angle, size, size, p.tint, p.alpha * (1 - t * t));
    }
    for (const f of this.floats) {
      const t = f.age / f.life;
      const rise = 26 * (1 - (1 - t) * (1 - t));
      write(batch, this.atlas, f.text, f.x + 1, f.y - rise + 1, f.size, 0x05080f, 0.8 * (1 - t * t));
      write(batch, this.atlas, f.text, f.x, f.y - rise, f.size, f.tint, 1 - t * t);
    }
  }

  private add(p: Omit<Particle, "age">): void {
    if (this.particles.length >= PARTICLES_MAX) this.particles.shift();
    this.particles.push({ ...p, age: 0 });
  }

  private flash(x: number, y: number, angle: number, colour: number): void {
    const alpha = this.reduced() ? 0.35 : 0.95;
    const { flash, disc } = this.atlas;
    const tint = mix(colour, WHITE, 0.6);
    // The flash cell is centred on its hand, so half of it lies behind the gun and is empty.
    this.add({ cell: flash, x, y, vx: 0, vy: 0, angle, spin: 0, life: 75, size: [28, 16], tint, alpha });
    this.add({ cell: disc, x, y, vx: 0, vy: 0, angle: 0, spin: 0, life: 60, size: [6, 2], tint: WHITE, alpha });
  }

  private rail(x: number, y: number, angle: number, length: number, what: number, colour: number): void {
    this.beams.add(x, y, angle, length, colour);
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    for (let at = 40 + this.random() * 40; at < length; at += 40 + this.random() * 50) {
      const way = angle + (this.random() < 0.5 ? 1 : -1) * (0.6 + this.random());
      const [speed, life] = [0.02 + this.random() * 0.05, 260 + this.random() * 240];
      this.fly(this.atlas.disc, x + dx * at, y + dy * at, way, speed, life, 2.4, mix(colour, WHITE, 0.5));
    }
    if (what === 0) return;
    const tint = what === End.SHIP ? colour : 0xc8ccd8;
    this.spark(x + dx * length, y + dy * length, angle, tint, true);
    this.ring(x + dx * length, y + dy * length, 6, 34, mix(tint, WHITE, 0.6), 220);
  }

  private spark(x: number, y: number, angle: number, colour: number, strong: boolean): void {
    const count = strong ? 7 : 4;
    for (let i = 0; i < count; i++) {
      const way = angle + Math.PI + (this.random() - 0.5) * 1.8;
      this.fly(
        this.atlas.shard,
        x,
        y,
        way,
        0.1 + this.random() * 0.22,
        160 + this.random() * 160,
        3.4,
        mix(colour, WHITE, this.random() * 0.6),
      );
    }
    this.ring(x, y, 3, strong ? 18 : 11, mix(colour, WHITE, 0.5), 150);
  }

  private explosion(x: number, y: number, colour: number): void {
    const { disc, shard } = this.atlas;
    const alpha = this.reduced() ? 0.35 : 0.9;
    this.add({ cell: disc, x, y, vx: 0, vy: 0, angle: 0, spin: 0, life: 130, size: [34, 8], tint: WHITE, alpha });
    this.ring(x, y, 12, 74, mix(colour, WHITE, 0.4), 420);
    this.ring(x, y, 6, 44, GOLD, 300);
    for (let i = 0; i < 16; i++) {
      const way = ((i + this.random()) / 16) * 2 * Math.PI;
      const tone = [mix(colour, WHITE, 0.4), colour, mix(colour, 0x0b1220, 0.4)][i % 3] ?? colour;
      this.fly(shard, x, y, way, 0.1 + this.random() * 0.3, 420 + this.random() * 380, 6 + this.random() * 7, tone);
    }
    for (let i = 0; i < 10; i++) {
      this.fly(
        disc,
        x,
        y,
        this.random() * 2 * Math.PI,
        0.2 + this.random() * 0.4,
        260 + this.random() * 200,
        2.2,
        GOLD,
      );
    }
  }

  private rubble(x: number, y: number, radius: number): void {
    for (let i = 0; i < 18; i++) {
      const way = ((i + this.random()) / 18) * 2 * Math.PI;
      const from = radius * (0.3 + this.random() * 0.6);
      const size = radius * (0.1 + this.random() * 0.16);
      const tone = mix(0x2a364b, 0x6b778c, this.random());
      this.fly(
        this.atlas.shard,
        x + Math.cos(way) * from,
        y + Math.sin(way) * from,
        way,
        0.05 + this.random() * 0.14,
        600 + this.random() * 500,
        size,
        tone,
      );
    }
    this.ring(x, y, radius * 0.8, radius * 1.5, INK, 380);
  }

  private fly(
    cell: Cell,
    x: number,
    y: number,
    way: number,
    speed: number,
    life: number,
    size: number,
    tint: number,
  ): void {
    const spin = (this.random() - 0.5) * 0.02;
    const [vx, vy] = [Math.cos(way) * speed, Math.sin(way) * speed];
    this.add({ cell, x, y, vx, vy, angle: way, spin, life, size: [size, size * 0.5], tint, alpha: 1 });
  }
}

function colourOf(slot: number, seat: number): number {
  return HULLS[hullOf(slot, slot === seat)] ?? BAD;
}

function powerWord(what: number): string {
  return what in POWER_WORDS ? t(POWER_WORDS[what as keyof typeof POWER_WORDS]) : "";
}
