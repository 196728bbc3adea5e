// Everything short-lived that is only to be seen. Fed with happenings; draws itself into a batch.

import { Pickup } from "../protocol/generated";
import { type Key, t } from "../text";
import { type Happening, isOwnKill } from "../world/happenings";
import type { ShipView } from "../world/scene";
import type { Atlas } from "./atlas";
import type { Batch } from "./batch";
import { BeamLayer } from "./beams";
import { Bursts } from "./bursts";
import { powerTint } from "./emblems";
import { Haul, shipOf } from "./haul";
import { GAIN, Numbers } from "./numbers";
import { colourOf, GOLD } from "./palette";
import { Particles } from "./particles";
import { Shake } from "./shake";
import { taste } from "./taste";

const PARTICLES_MAX = 1_200;
/** Units above a ship at which numbers begin. */
const NUMBER_LIFT = 20;
/** What floats up where a power-up was taken. */
const POWER_WORDS = {
  [Pickup.SHIELD]: "power.shield",
  [Pickup.TRIPLE]: "power.triple",
  [Pickup.REPAIR]: "power.repair",
} as const satisfies Record<number, Key>;

export class Effects {
  readonly bursts: Bursts;
  readonly shake = new Shake();
  private readonly particles: Particles;
  private readonly numbers = new Numbers();
  private readonly beams = new BeamLayer();
  private readonly haul = new Haul();
  /** The ships drawn last. */
  private ships: readonly ShipView[] = [];

  constructor(private readonly atlas: Atlas) {
    this.particles = new Particles(PARTICLES_MAX, atlas.block);
    this.bursts = new Bursts(atlas, this.particles);
  }

  /** Shows a happening, if it is one to be seen in the arena. `seat` is the own slot. */
  show(h: Happening, seat: number): void {
    const { bursts } = this;
    switch (h.kind) {
      case "muzzle":
        bursts.muzzle(h.x, h.y, h.angle, colourOf(h.owner, h.owner === seat));
        if (h.own) this.shake.kick(-Math.cos(h.angle) * 0.8, -Math.sin(h.angle) * 0.8, taste.shake);
        break;
      case "spark":
        bursts.spark(h.x, h.y, h.angle, h.what, colourOf(h.owner, h.owner === seat));
        break;
      case "explosion":
        bursts.explosion(h.x, h.y, colourOf(h.slot, h.slot === seat));
        if (h.own) this.blow();
        break;
      case "rubble":
        bursts.rubble(h.x, h.y, h.radius);
        break;
      case "rail":
        this.rail(h, seat);
        break;
      case "pickup":
        this.haul.add(this.atlas.scrap, h.x, h.y, 0.8, seat);
        this.gain(h.value, h.x, h.y - NUMBER_LIFT);
        break;
      case "power":
        this.power(h.what, h.x, h.y, seat);
        break;
      case "taken":
        this.haul.add(this.atlas.powers.get(h.what) ?? this.atlas.scrap, h.x, h.y, 0.8, h.slot);
        break;
      case "confirmed":
        this.confirmed(h.slot, h.x, h.y, h.damage);
        break;
      case "hurt":
        this.shake.shake(Math.min(6, 2 + h.damage / 5), taste.shake);
        this.shake.kick(h.x * h.damage * 0.2, h.y * h.damage * 0.2, taste.shake);
        break;
      case "kill":
        if (isOwnKill(h, seat)) this.kill(h.victim, h.points);
        break;
      case "crown":
        this.atShip(h.slot, (ship) => bursts.crowning(ship.x, ship.y));
        break;
    }
  }

  /** Lets `ms` pass. */
  advance(ms: number): void {
    this.particles.advance(ms);
    this.numbers.advance(ms);
    this.beams.advance(ms);
    this.haul.advance(ms);
    this.shake.advance(ms);
  }

  draw(batch: Batch, ships: readonly ShipView[]): void {
    this.ships = ships;
    this.beams.draw(batch, this.atlas);
    this.haul.draw(batch, ships);
    this.particles.draw(batch);
  }

  /** Over everything; `size`: how much larger than in units, as names are on a small screen. */
  drawNumbers(batch: Batch, size: number): void {
    this.numbers.draw(batch, this.atlas, size);
  }

  /** The end of the own ship. */
  private blow(): void {
    this.shake.shake(6, taste.shake);
    this.shake.punch(0.05, taste.shake);
  }

  private rail(h: Extract<Happening, { kind: "rail" }>, seat: number): void {
    const colour = colourOf(h.owner, h.owner === seat);
    this.beams.add(h.x, h.y, h.angle, h.length, colour);
    this.bursts.rail(h.x, h.y, h.angle, h.length, h.what, colour);
    if (h.own) this.shake.kick(-Math.cos(h.angle) * 5, -Math.sin(h.angle) * 5, taste.shake);
  }

  private gain(value: number, x: number, y: number): void {
    this.numbers.count(GAIN, "+", value, x, y, GOLD);
  }

  private power(what: number, x: number, y: number, seat: number): void {
    const tint = powerTint(what);
    const cell = this.atlas.powers.get(what);
    if (cell) this.haul.add(cell, x, y, 1, seat);
    this.bursts.ring(x, y, 12, 60, tint, 420);
    const word = POWER_WORDS[what as keyof typeof POWER_WORDS];
    if (word) this.numbers.add(t(word), x, y - 22, 20, tint);
  }

  /** The server says that an own shot hit a ship; a shield takes all the damage. */
  private confirmed(slot: number, x: number, y: number, damage: number): void {
    this.bursts.ring(x, y, 8, 24, GOLD, 160);
    if (taste.numbers && damage > 0) this.numbers.count(slot, "-", damage, x + 16, y - NUMBER_LIFT, GOLD);
  }

  /** What a kill earns, where it happened. */
  private kill(victim: number, points: number): void {
    this.atShip(victim, ({ x, y }) => {
      this.numbers.add(`+${points}`, x, y - 34, 26, GOLD);
      this.bursts.trophy(x, y);
    });
    this.shake.punch(0.025, taste.shake);
  }

  private atShip(slot: number, act: (ship: ShipView) => void): void {
    const ship = shipOf(slot, this.ships);
    if (ship) act(ship);
  }
}
