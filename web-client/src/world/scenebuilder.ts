// Makes the moment to draw of the world, the prediction and the clocks.

import { NOBODY, ShipState } from "../protocol/generated";
import { fullHull } from "../protocol/stats";
import { Lead, type View } from "./camera";
import { keep, Pool } from "./pool";
import type { Prediction } from "./prediction";
import {
  type Eye,
  MARK_MS,
  type MarkView,
  type Now,
  type RockView,
  type Scene,
  type ShipView,
  type ShotView,
} from "./scene";
import { drawnAge, type Moments, type Shot } from "./shots";
import { ErrorOffset } from "./smooth";
import type { Scrap, Ship, World } from "./world";

/** 1/ms: how fast a watcher's camera follows. */
const FOLLOW_PER_MS = 0.006;
/** Units beyond which a watcher's camera jumps to another fight. */
const CUT_UNITS = 1_200;

export class SceneBuilder {
  readonly camera = { x: 0, y: 0 };
  /** The ships as drawn last, and the tick as of which the others were. */
  drawn: readonly ShipView[] = [];
  drawnTick = Number.POSITIVE_INFINITY;
  private readonly error = new ErrorOffset();
  private readonly lead = new Lead();
  /** Where the camera is without its lead. */
  private readonly middle = { x: 0, y: 0 };
  private placed = false;
  /** Half of the server's view. */
  private readonly told: View;
  private readonly ships = new Pool(emptyShip);
  private readonly shots = new Pool<ShotView>(() => ({ x: 0, y: 0, angle: 0, owner: 0 }));
  private readonly rocks = new Pool(emptyRock);
  private readonly scrap: Scrap[] = [];
  private readonly marks = new Pool<MarkView>(() => ({ slot: NOBODY, x: 0, y: 0, age: 0 }));

  constructor(
    private readonly world: World,
    private readonly prediction: Prediction,
  ) {
    this.told = { halfW: world.rules.view_half_width, halfH: world.rules.view_half_height };
  }

  /**
   * The own ship was moved by a correction: what is drawn follows smoothly. `before` is where prediction had it. By how
   * many units.
   */
  corrected(before: { x: number; y: number }, at: Now): number {
    const after = this.predicted(at);
    if (!after) return 0;
    const [dx, dy] = [before.x - after.x, before.y - after.y];
    this.error.add(dx, dy);
    return Math.hypot(dx, dy);
  }

  /** After a pause ships are drawn where they are: nobody has before his eyes where they were. */
  settle(): void {
    this.error.clear();
    for (const { track } of this.world.ships.values()) track.settle();
  }

  /** Where prediction has the own ship right now, without smoothing. */
  predicted(at: Now): { x: number; y: number } | null {
    const from = this.prediction.state;
    const to = this.prediction.peek(at.wish);
    if (!from || !to) return null;
    return { x: from.x + (to.x - from.x) * at.share, y: from.y + (to.y - from.y) * at.share };
  }

  /** `eye`: without one all that is told is shown, straight from above. */
  build(at: Now, eye: Eye = { look: null, shown: this.told }): Scene {
    const { world } = this;
    const own = this.ownShip(at);
    const ownTick = own ? this.prediction.tick + at.share : at.remoteTick;
    const moments: Moments = { remote: at.remoteTick, own: ownTick, ship: own };
    const others = this.otherShips(at, ownTick);
    this.drawnTick = at.remoteTick;
    this.showBeams(at.remoteTick);
    this.moveCamera(own ?? at.free, this.followed(others), at.ms);
    this.lead.follow(own ? eye.look : null, this.told, eye.shown, at.ms);
    this.camera.x = this.middle.x + this.lead.x;
    this.camera.y = this.middle.y + this.lead.y;
    const shots = this.flyShots(moments);
    if (own) Object.assign(this.ships.next(), own);
    const ships = this.ships.end();
    this.drawn = ships;
    return {
      now: at.now,
      ms: at.ms,
      camera: this.camera,
      lead: this.lead,
      view: eye.shown,
      own,
      followed: own || at.free ? NOBODY : world.view.slot,
      ships,
      shots,
      rocks: this.standingRocks(ownTick),
      scrap: this.lyingScrap(),
      marks: this.freshMarks(at.now),
      half: world.half(ownTick),
      nextHalf: world.coming?.half ?? null,
    };
  }

  private ownShip(at: Now): ShipView | null {
    const { own, seat, rules } = this.world;
    const place = this.predicted(at);
    if (!own || !place) {
      this.error.clear();
      return null;
    }
    this.error.melt(at.ms);
    return {
      slot: seat,
      x: place.x + this.error.x,
      y: place.y + this.error.y,
      angle: at.aim,
      hull: Math.min(1, own.hull / fullHull(own.stats, rules)),
      // Of this moment's wish and not of the last input: the flame answers in the next drawn frame.
      boosting: this.prediction.boosts(at.wish),
      shielded: own.shield > 0,
      away: false,
      crowned: this.world.crown?.slot === seat,
      level: own.level,
      own: true,
    };
  }

  /** Into `ships`. */
  private otherShips(at: Now, ownTick: number): readonly ShipView[] {
    const { world } = this;
    this.ships.begin();
    for (const ship of world.ships.values()) if (ship.slot !== world.seat) this.otherShip(ship, at);
    keep(world.leaving, (ship) => {
      if (at.remoteTick < ship.gone && ship.gone - at.remoteTick < world.tickRate) {
        this.otherShip(ship, at);
        return true;
      }
      if (ship.destroyed) this.burst(ship, Math.min(ownTick, at.remoteTick));
      return false;
    });
    return this.ships.end();
  }

  private otherShip({ slot, track }: Ship, at: Now): void {
    if (at.remoteTick < track.oldest.tick - 1) return;
    const { world } = this;
    const { x, y, angle, state } = track.draw(at.remoteTick, at.ms);
    const view = this.ships.next();
    view.slot = slot;
    view.x = x;
    view.y = y;
    view.angle = angle;
    view.hull = (state & ShipState.HULL) / ShipState.HULL;
    view.boosting = (state & ShipState.BOOST) !== 0;
    view.shielded = (state & ShipState.SHIELD) !== 0;
    view.away = (state & ShipState.AWAY) !== 0;
    view.crowned = world.crown?.slot === slot;
    view.level = world.levelOf(slot);
    view.own = false;
  }

  private showBeams(remoteTick: number): void {
    const { beams, happenings, seat } = this.world;
    for (const { owner, x, y, dx, dy, length, what } of beams.due(remoteTick)) {
      const angle = Math.atan2(dy, dx);
      happenings.push({ kind: "rail", x, y, angle, length, what, owner, own: owner === seat });
    }
  }

  private burst(ship: Ship, tick: number): void {
    const { x, y } = ship.track.at(tick);
    this.world.happenings.push({ kind: "explosion", x, y, slot: ship.slot, own: false });
  }

  /** Where the server's view is drawn: with the ship that it follows, if that is known. */
  private followed(ships: readonly ShipView[]): { x: number; y: number } {
    const { view } = this.world;
    return (view.slot !== NOBODY && ships.find((ship) => ship.slot === view.slot)) || view;
  }

  /** At once to `held`, else smoothly to `followed`. */
  private moveCamera(held: { x: number; y: number } | null, followed: { x: number; y: number }, ms: number): void {
    const target = held ?? followed;
    const { middle } = this;
    const far = Math.hypot(target.x - middle.x, target.y - middle.y);
    const share = held || !this.placed || far > CUT_UNITS ? 1 : 1 - Math.exp(-ms * FOLLOW_PER_MS);
    middle.x += (target.x - middle.x) * share;
    middle.y += (target.y - middle.y) * share;
    this.placed = true;
  }

  private flyShots(moments: Moments): readonly ShotView[] {
    const { world } = this;
    this.shots.begin();
    for (const shot of world.shots.values()) {
      if (this.flyShot(shot, moments)) continue;
      world.shots.delete(shot.slot);
      world.spentShots.push(shot);
    }
    keep(world.oldShots, (shot) => {
      const flies = this.flyShot(shot, moments);
      if (!flies) world.spentShots.push(shot);
      return flies;
    });
    keep(world.ghosts, (shot) => this.flyShot(shot, moments));
    return this.shots.end();
  }

  /** False when the shot is over. */
  private flyShot(shot: Shot, moments: Moments): boolean {
    const { steps, seat, happenings } = this.world;
    const { owner, dx, dy, angle, what } = shot;
    const age = drawnAge(shot, steps, moments);
    if (age < 0) return true;
    // One's own muzzle flash was shown when the trigger was pulled.
    if (!shot.seen && age < 3 && owner !== seat) {
      happenings.push({ kind: "muzzle", x: shot.x, y: shot.y, angle, owner, own: false });
    }
    shot.seen = true;
    const over = age >= shot.endAge;
    const way = (over ? shot.endAge : age) * steps.shot_step;
    const x = shot.x + dx * way;
    const y = shot.y + dy * way;
    if (over) {
      if (what) happenings.push({ kind: "spark", x, y, angle, owner, what });
      return false;
    }
    if (age >= shot.blockedAge) return true;
    const view = this.shots.next();
    view.x = x;
    view.y = y;
    view.angle = angle;
    view.owner = owner;
    return true;
  }

  private lyingScrap(): readonly Scrap[] {
    let count = 0;
    for (const piece of this.world.scrap.values()) this.scrap[count++] = piece;
    this.scrap.length = count;
    return this.scrap;
  }

  private freshMarks(now: number): readonly MarkView[] {
    this.marks.begin();
    keep(this.world.marks, ({ slot, x, y, since }) => {
      const age = now - since;
      if (age >= MARK_MS) return false;
      const view = this.marks.next();
      view.slot = slot;
      view.x = x;
      view.y = y;
      view.age = age;
      return true;
    });
    return this.marks.end();
  }

  private standingRocks(tick: number): readonly RockView[] {
    const { world } = this;
    const { notice_ticks: notice, crack_ticks: cracking } = world.steps;
    this.rocks.begin();
    for (const rock of world.rocks()) {
      if (tick >= rock.until) {
        if (!rock.fallen) world.happenings.push({ kind: "rubble", ...rock });
        rock.fallen = true;
        continue;
      }
      const view = this.rocks.next();
      view.rock = rock;
      view.solid = Math.max(0, Math.min(1, 1 - (rock.from - tick) / notice));
      view.crack = Math.max(0, Math.min(1, 1 - (rock.until - tick) / cracking));
      view.brittle = world.breaks(rock);
    }
    return this.rocks.end();
  }
}

function emptyRock(): RockView {
  const rock = { slot: NOBODY, look: 0, x: 0, y: 0, radius: 0, from: 0, until: 0, fallen: false };
  return { rock, solid: 0, crack: 0, brittle: false };
}

function emptyShip(): ShipView {
  const flags = { boosting: false, shielded: false, away: false, crowned: false, own: false };
  return { slot: NOBODY, x: 0, y: 0, angle: 0, hull: 1, level: 1, ...flags };
}
