// The eye behind the menu: it goes with the liveliest fight in view, calmly, and to another place of the world when
// there is little to see. Pure.

import { FAR_CELLS, NOBODY } from "../protocol/generated";
import type { View } from "./camera";
import type { Ship, World } from "./world";

/** Units within which ships and shots belong to one fight. */
const FIGHT_UNITS = 420;
/** What a shot counts in a fight; a ship in its middle counts 1. */
const SHOT_HEAT = 0.25;
/** From this on it is a fight: two ships that are close, or one and those who shoot at it. */
const LIVELY = 1.7;
/** How much livelier another ship's surroundings must be to draw the eye away from this one's. */
const LOYALTY = 1.25;
/** Milliseconds without a fight after which the eye goes elsewhere, and those for which one is looked at at the most. */
const DULL_MS = 2_500;
const STAY_MS = 20_000;
/** Milliseconds in which a new place is shown, or it is given up. */
const AWAITED_MS = 2_000;
/** 1/s, and units a second at the most: how the eye moves. */
const EASE_PER_S = 1.3;
const SPEED_MAX = 260;
/** Units that a fight may be off before an eye that shall not move goes there at once. */
const STILL_UNITS = 380;
/** Share of half the picture from a fight to the wall, at the least: outside there is nothing to see. */
const INSIDE = 0.6;
/** Units from the eye within which a place is no other. */
const ELSEWHERE = 900;

interface Place {
  x: number;
  y: number;
}

/** To a place that the server was asked for, whole units. */
interface Cut extends Place {
  since: number;
  /** The first tick in which it was told; null before. */
  toldIn: number | null;
}

export class Director {
  /** The middle of the picture, units. */
  readonly eye: Place = { x: 0, y: 0 };
  private readonly goal: Place = { x: 0, y: 0 };
  private readonly speed: Place = { x: 0, y: 0 };
  /** Whose surroundings are looked at. */
  private slot = NOBODY;
  /** Milliseconds: when the eye came here, null before the first view; and when there was a fight last. */
  private cameAt: number | null = null;
  private livelyAt = 0;
  private cut: Cut | null = null;

  /** Begins anew, with what the server shows. */
  reset(): void {
    this.cameAt = null;
    this.cut = null;
  }

  /** What the server is to show; null: what it chooses. */
  get wanted(): Place | null {
    if (this.cameAt === null) return null;
    return this.cut ?? this.eye;
  }

  /**
   * Looks around, a few times a second. `view`: half of the picture. `aside`: where in it the fight shall be, units
   * from its middle. `still`: the picture shall not move.
   */
  look(world: World, now: number, view: View, aside: Place, still: boolean): void {
    if (this.cameAt === null && world.ships.size > 0) this.begin(world.view, now);
    if (this.cameAt === null || this.cut) return;
    const heat = this.aim(world);
    if (heat >= LIVELY) this.livelyAt = now;
    if (heat > 0) this.compose(world, view, aside);
    if (still && apart(this.goal, this.eye) > STILL_UNITS) this.ask(now);
    const dull = now - this.livelyAt >= DULL_MS || now - this.cameAt > STAY_MS;
    const cell = dull ? busiest(world, this.eye) : null;
    if (!cell) return;
    Object.assign(this.goal, cell);
    this.compose(world, view, aside);
    this.ask(now);
  }

  /** Moves the eye by `ms`. `drawn` is the tick as of which ships are drawn. */
  move(world: World, now: number, ms: number, drawn: number, still: boolean): void {
    if (this.cameAt === null) return;
    if (this.cut) this.await(this.cut, world, now, drawn);
    else if (!still) this.glide(ms / 1_000);
  }

  private glide(s: number): void {
    const { eye, goal, speed } = this;
    // A spring without a swing: it starts and stops softly.
    speed.x += ((goal.x - eye.x) * EASE_PER_S - 2 * speed.x) * EASE_PER_S * s;
    speed.y += ((goal.y - eye.y) * EASE_PER_S - 2 * speed.y) * EASE_PER_S * s;
    const slower = Math.min(1, SPEED_MAX / Math.hypot(speed.x, speed.y));
    speed.x *= slower;
    speed.y *= slower;
    eye.x += speed.x * s;
    eye.y += speed.y * s;
  }

  private begin(at: Place, now: number): void {
    this.arrive(at, now);
    // The first place is the server's choice: it need not be a good one.
    this.livelyAt = now - DULL_MS;
  }

  private arrive({ x, y }: Place, now: number): void {
    Object.assign(this.eye, { x, y });
    Object.assign(this.goal, { x, y });
    Object.assign(this.speed, { x: 0, y: 0 });
    this.cameAt = now;
    this.livelyAt = now;
    this.slot = NOBODY;
  }

  private ask(now: number): void {
    const { x, y } = this.goal;
    this.cut = { x: Math.round(x), y: Math.round(y), since: now, toldIn: null };
  }

  /** The picture jumps when the new place is told and the past, in which others are drawn, has come to it. */
  private await(cut: Cut, { view, tick }: World, now: number, drawn: number): void {
    if (cut.toldIn === null && view.x === cut.x && view.y === cut.y) cut.toldIn = tick;
    if (cut.toldIn !== null && drawn >= cut.toldIn) this.arrive(cut, now);
    else if (now - cut.since < AWAITED_MS) return;
    this.cut = null;
  }

  /** Aims at the middle of the liveliest fight; how lively it is, 0 when nobody is known. */
  private aim(world: World): number {
    let most = 0;
    let best: Ship | null = null;
    for (const ship of world.ships.values()) {
      const heat = heatAt(world, ship.track.newest) * (ship.slot === this.slot ? LOYALTY : 1);
      if (heat <= most) continue;
      most = heat;
      best = ship;
    }
    this.slot = best?.slot ?? NOBODY;
    if (best) this.aimAt(world, best.track.newest);
    return most;
  }

  /** The middle of the ships around a place, the nearer the more. */
  private aimAt(world: World, around: Place): void {
    let [x, y, sum] = [0, 0, 0];
    for (const { track } of world.ships.values()) {
      const part = nearness(around, track.newest);
      x += track.newest.x * part;
      y += track.newest.y * part;
      sum += part;
    }
    this.goal.x = x / sum;
    this.goal.y = y / sum;
  }

  /** The goal, which is a fight, becomes the middle of a picture with the fight `aside` and little beyond the wall. */
  private compose(world: World, view: View, aside: Place): void {
    const half = world.half(world.tick);
    this.goal.x = within(this.goal.x, half - INSIDE * view.halfW) - aside.x;
    this.goal.y = within(this.goal.y, half - INSIDE * view.halfH) - aside.y;
  }
}

/** Ships and shots around a place, the nearer the more. */
function heatAt(world: World, place: Place): number {
  let heat = 0;
  for (const { track } of world.ships.values()) heat += nearness(place, track.newest);
  for (const shot of world.shots.values()) heat += SHOT_HEAT * nearness(place, shot);
  return heat;
}

/** 1 at a place, 0 beyond a fight. */
function nearness(a: Place, b: Place): number {
  return Math.max(0, 1 - ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) / FIGHT_UNITS ** 2);
}

/** The middle of the cell of the far tier with most ships in it and beside it, away from `eye`; null: nobody is there. */
function busiest(world: World, eye: Place): Place | null {
  const half = world.half(world.tick);
  const side = (2 * half) / FAR_CELLS;
  const middle = (index: number) => -half + (index + 0.5) * side;
  let most = 0;
  let best: Place | null = null;
  for (let row = 0; row < FAR_CELLS; row++) {
    for (let column = 0; column < FAR_CELLS; column++) {
      const place = { x: middle(column), y: middle(row) };
      const count = world.far ? crowdAt(world.far, column, row) : 0;
      if (count <= most || apart(place, eye) < ELSEWHERE) continue;
      most = count;
      best = place;
    }
  }
  return best;
}

/** Ships of a cell and half of those beside it. */
function crowdAt(far: Uint8Array, column: number, row: number): number {
  let count = 0;
  for (let y = Math.max(0, row - 1); y <= Math.min(FAR_CELLS - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(FAR_CELLS - 1, column + 1); x++) {
      const share = x === column && y === row ? 1 : 0.5;
      count += share * (far[y * FAR_CELLS + x] ?? 0);
    }
  }
  return count;
}

function apart(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function within(v: number, limit: number): number {
  const most = Math.max(0, limit);
  return Math.max(-most, Math.min(most, v));
}
