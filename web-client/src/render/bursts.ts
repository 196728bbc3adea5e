// How things look when they happen: each function is the recipe of one burst of particles.

import { End } from "../protocol/generated";
import type { Atlas } from "./atlas";
import { CROWN, GOLD, GROUND, INK, mix, OK, WHITE } from "./palette";
import type { Particles } from "./particles";
import { rngOf } from "./random";
import { taste } from "./taste";

/** Units of radius above which a ring is drawn with the thinner line, which is as wide there. */
const THIN_FROM = 40;
const STONE = 0xc8ccd8;
const SMOKE = 0x3a4660;
const FULL = 2 * Math.PI;

export class Bursts {
  private readonly random = rngOf(20);

  constructor(
    private readonly atlas: Atlas,
    private readonly particles: Particles,
  ) {}

  ring(x: number, y: number, from: number, to: number, tint: number, life: number, alpha = 0.8): void {
    const { ring, thinRing } = this.atlas;
    const large = Math.max(from, to);
    const cell = large > THIN_FROM ? thinRing : ring;
    this.particles.add(cell, x, y, life, taste.calm ? large : from, taste.calm ? large : to).colour(tint, alpha);
  }

  muzzle(x: number, y: number, angle: number, colour: number): void {
    const { flash, disc } = this.atlas;
    const alpha = 0.95 * taste.flash;
    this.particles
      .add(flash, x, y, 75, 28, 16)
      .turn(angle)
      .colour(mix(colour, WHITE, 0.6), alpha);
    this.particles.add(disc, x, y, 60, 6, 2).colour(WHITE, alpha);
  }

  spark(x: number, y: number, angle: number, what: number, colour: number): void {
    const ship = what === End.SHIP;
    const tint = ship ? colour : STONE;
    for (let i = ship ? 7 : 4; i > 0; i--) {
      const way = angle + Math.PI + this.spread(0.9);
      this.shard(
        x,
        y,
        way,
        0.1 + this.random() * 0.22,
        160 + this.random() * 160,
        3.4,
        mix(tint, WHITE, this.random() * 0.6),
      );
    }
    this.ring(x, y, 3, ship ? 18 : 11, mix(tint, WHITE, 0.5), 150);
  }

  /** A ship falls apart: the light, the wave, the paper, the embers, the smoke. */
  explosion(x: number, y: number, colour: number): void {
    const { disc, burst } = this.atlas;
    this.particles
      .add(burst, x, y, 150, 16, 44)
      .turn(this.random() * FULL)
      .colour(WHITE, 0.95 * taste.flash);
    this.particles.add(disc, x, y, 130, 30, 8).colour(WHITE, 0.9 * taste.flash);
    this.ring(x, y, 12, 84, mix(colour, WHITE, 0.45), 460);
    this.ring(x, y, 6, 46, GOLD, 300);
    for (let i = 0; i < 6; i++) this.smoke(x + this.spread(12), y + this.spread(12), 9 + this.random() * 8, 620);
    for (let i = 0; i < 14; i++) {
      const way = ((i + this.random()) / 14) * FULL;
      const tone = i % 3 === 0 ? mix(colour, WHITE, 0.4) : i % 3 === 1 ? colour : mix(colour, GROUND, 0.4);
      this.shard(x, y, way, 0.1 + this.random() * 0.32, 420 + this.random() * 420, 6 + this.random() * 8, tone);
    }
    this.embers(x, y, 10, GOLD);
  }

  /** Over the end of a ship that the own one destroyed. */
  trophy(x: number, y: number): void {
    this.ring(x, y, 24, 118, GOLD, 560, 0.95);
    this.embers(x, y, 14, GOLD);
  }

  embers(x: number, y: number, count: number, tint: number): void {
    for (let i = 0; i < count; i++) {
      this.speck(x, y, this.random() * FULL, 0.2 + this.random() * 0.4, 260 + this.random() * 240, 2.4, tint);
    }
  }

  rubble(x: number, y: number, radius: number): void {
    for (let i = 0; i < 18; i++) {
      const way = ((i + this.random()) / 18) * FULL;
      const from = radius * (0.3 + this.random() * 0.6);
      const size = radius * (0.1 + this.random() * 0.16);
      const tone = mix(0x2a364b, 0x6b778c, this.random());
      const [fx, fy] = [x + Math.cos(way) * from, y + Math.sin(way) * from];
      this.shard(fx, fy, way, 0.05 + this.random() * 0.14, 600 + this.random() * 500, size, tone);
    }
    for (let i = 0; i < 5; i++)
      this.smoke(x + this.spread(radius * 0.6), y + this.spread(radius * 0.6), radius * 0.3, 800);
    this.ring(x, y, radius * 0.8, radius * 1.5, INK, 380, 0.5);
  }

  /** What flies off along the line of a rail, and at its end; `what` is one of End or 0. */
  rail(x: number, y: number, angle: number, length: number, what: number, colour: number): void {
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    for (let at = 40 + this.random() * 40; at < length; at += 40 + this.random() * 50) {
      const way = angle + (this.random() < 0.5 ? 1 : -1) * (0.6 + this.random());
      const life = 260 + this.random() * 240;
      this.speck(x + dx * at, y + dy * at, way, 0.02 + this.random() * 0.05, life, 2.4, mix(colour, WHITE, 0.5));
    }
    if (what === 0) return;
    this.spark(x + dx * length, y + dy * length, angle, what, colour);
    this.ring(x + dx * length, y + dy * length, 6, 34, mix(colour, WHITE, 0.6), 220);
  }

  /** The panes of a shield that is gone fly off. */
  shieldPop(x: number, y: number): void {
    for (let i = 0; i < 8; i++) {
      const way = ((i + 0.5) / 8) * FULL;
      const [px, py] = [x + Math.cos(way) * 30, y + Math.sin(way) * 30];
      this.particles.add(this.atlas.shard, px, py, 380, 13, 5).fly(way, 0.12).turn(way, 0.012).colour(OK, 0.7);
    }
    this.ring(x, y, 36, 58, OK, 260, 0.6);
  }

  /** Chevrons that rise, in a ring that opens. */
  levelUp(x: number, y: number, own: boolean): void {
    const { chevron } = this.atlas;
    const large = own ? 1 : 0.6;
    for (let i = 0; i < 3; i++) {
      const size = (0.8 + i * 0.2) * large;
      const low = y + (18 - i * 20) * large;
      const rises = this.particles.add(chevron, x, low, 560 + i * 90, size, size * 1.1).colour(GOLD, 0.95);
      if (!taste.calm) rises.vy = -0.12;
    }
    this.ring(x, y, 20, own ? 90 : 44, GOLD, 520);
    if (own) this.embers(x, y, 14, GOLD);
  }

  /** A ring that closes on a new ship. */
  arrival(x: number, y: number, tint: number): void {
    this.ring(x, y, 110, 26, tint, 420);
    this.ring(x, y, 70, 26, WHITE, 300, 0.5);
  }

  /** Of the crown that has a new wearer. */
  crowning(x: number, y: number): void {
    this.ring(x, y, 20, 96, CROWN, 560);
    for (let i = 0; i < 12; i++) this.sparkle(x, y, 0.08 + this.random() * 0.1, 700);
  }

  /** A star that twinkles near (x, y). */
  sparkle(x: number, y: number, speed: number, life: number): void {
    const way = this.random() * FULL;
    const [px, py] = [x + Math.cos(way) * 14, y + Math.sin(way) * 14];
    this.particles
      .add(this.atlas.star, px, py, life, 7 + this.random() * 3, 2)
      .fly(way, speed)
      .colour(CROWN);
  }

  smoke(x: number, y: number, size: number, life: number): void {
    this.particles
      .add(this.atlas.disc, x, y, life + this.random() * 200, size * 0.6, size * 1.5)
      .fly(this.random() * FULL, 0.03)
      .colour(SMOKE, 0.42);
  }

  /** Behind a ship that begins to boost. */
  puff(x: number, y: number, angle: number, tint: number): void {
    const [px, py] = [x - Math.cos(angle) * 16, y - Math.sin(angle) * 16];
    this.ring(px, py, 6, 24, mix(tint, WHITE, 0.5), 240, 0.6);
    for (let i = 0; i < 4; i++)
      this.speck(px, py, angle + Math.PI + this.spread(0.5), 0.15 + this.random() * 0.2, 260, 3, tint);
  }

  private shard(x: number, y: number, way: number, speed: number, life: number, size: number, tint: number): void {
    const spin = this.spread(0.012);
    this.particles
      .add(this.atlas.shard, x, y, life, size, size * 0.5)
      .fly(way, speed)
      .turn(way, spin)
      .colour(tint);
  }

  private speck(x: number, y: number, way: number, speed: number, life: number, size: number, tint: number): void {
    this.particles
      .add(this.atlas.disc, x, y, life, size, size * 0.5)
      .fly(way, speed)
      .colour(tint);
  }

  /** From -half to +half. */
  private spread(half: number): number {
    return (this.random() - 0.5) * 2 * half;
  }
}
