// A snapshot changes the world: each part in the order that PROTOCOL.md gives.

import { unpackFar } from "../protocol/far";
import type { Snapshot } from "../protocol/generated";
import { unpack8, unpack16 } from "../protocol/heading";
import { unpack } from "../protocol/quantize";
import {
  eachEnd,
  eachRail,
  eachRock,
  eachScrap,
  eachShip,
  eachShot,
  eachSlot,
  type Own,
  readOwn,
} from "../protocol/records";
import { happen } from "./events";
import { hopefulGhosts, replaceGhost } from "./ghosts";
import { Track } from "./interpolation";
import { grownInto, taken } from "./pickups";
import { birthTick, blockedAge, endShot, newShot, type Obstacles } from "./shots";
import type { Scrap, Ship, World } from "./world";

/** What prediction must know of a snapshot beyond the own state. */
export interface Applied {
  /** A rock near the own ship, or a wall, was told only when it had already counted. */
  lateNews: boolean;
}

/** Units from the own ship within which a rock may have touched it since the last snapshot. */
const TOUCH_UNITS = 250;

const NO_OBSTACLES: Obstacles = { half: 0, rocks: [] };

/** Applies `snapshot`, which arrived at local time `now` (ms). */
export function apply(world: World, snapshot: Snapshot, now: number): Applied {
  const [, tick, , , own, view, leaves, ships, ends, shots, rocks, scrap, rails, far, events] = snapshot;
  const before = world.own;
  world.tick = tick;
  world.own = own && readOwn(own, before);
  if (view) world.view = { slot: view[0], x: view[1], y: view[2] };
  if (world.own) {
    world.score = world.own.score;
    grow(world, before, world.own);
  }
  const gained = world.own && before ? world.own.score - before.score : 0;

  const { x: midX, y: midY } = world.middle;
  const pieces: Scrap[] = [];
  eachScrap(scrap, (slot, px, py, value, what) => {
    pieces.push({ slot, x: unpack(px, midX), y: unpack(py, midY), value, what, since: now });
  });
  if (leaves) leave(world, leaves, gained, pieces);
  const sample = { tick, x: 0, y: 0, angle: 0, state: 0 };
  eachShip(ships, (slot, px, py, heading, state) => {
    const aim = unpack8(heading);
    sample.x = unpack(px, midX);
    sample.y = unpack(py, midY);
    sample.angle = Math.atan2(aim.y, aim.x);
    sample.state = state;
    const known = world.ships.get(slot);
    if (known) known.track.push(sample);
    else world.ships.set(slot, { slot, track: new Track(sample), gone: Number.POSITIVE_INFINITY, destroyed: false });
  });
  eachEnd(ends, (slot, px, py, what) => {
    const shot = world.shots.get(slot);
    if (shot) endShot(shot, unpack(px, midX), unpack(py, midY), what, world.steps);
  });
  fire(world, shots);
  world.ghosts = hopefulGhosts(world.ghosts, tick);
  let lateNews = false;
  eachRock(rocks, (slot, look, x, y, radius, from, until) => {
    const near = Math.hypot(x - midX, y - midY) < radius + TOUCH_UNITS;
    const known = world.rock(slot);
    const late = known ? until !== known.until && until <= tick : from <= tick;
    lateNews ||= near && late;
    world.setRock({ slot, look, x, y, radius, from, until, fallen: false });
  });
  for (const piece of pieces) world.scrap.set(piece.slot, piece);
  eachRail(rails, (owner, px, py, heading, length, what) => {
    const { x: dx, y: dy } = unpack16(heading);
    const beam = { owner, x: unpack(px, midX), y: unpack(py, midY), dx, dy, length, what };
    world.beams.told(beam, tick, world.seat, world.own);
  });
  if (far) world.far = unpackFar(far);
  for (const event of events ?? []) lateNews = happen(world, event, now) || lateNews;
  return { lateNews };
}

/** Shots left their guns. */
function fire(world: World, shots: Uint8Array | null): void {
  const { tick, seat, rules, steps } = world;
  const { x: midX, y: midY } = world.middle;
  // Most shots of a snapshot were born in the same tick.
  let obstaclesAt = Number.NaN;
  let obstacles = NO_OBSTACLES;
  eachShot(shots, (slot, owner, px, py, heading, low) => {
    const old = world.shots.get(slot);
    if (old) world.oldShots.push(old);
    const way = unpack16(heading);
    const birth = birthTick(low, tick);
    if (owner === seat) world.ghosts = replaceGhost(world.ghosts, birth, way.x, way.y);
    if (birth !== obstaclesAt) obstacles = world.obstacles(birth, birth + steps.shot_ticks);
    obstaclesAt = birth;
    const shot = world.spentShots.pop() ?? newShot();
    shot.slot = slot;
    shot.owner = owner;
    shot.x = unpack(px, midX);
    shot.y = unpack(py, midY);
    shot.dx = way.x;
    shot.dy = way.y;
    shot.angle = Math.atan2(way.y, way.x);
    shot.birth = birth;
    shot.endAge = steps.shot_ticks;
    shot.blockedAge = blockedAge(shot, rules, steps, obstacles);
    shot.what = 0;
    shot.seen = false;
    world.shots.set(slot, shot);
  });
}

/** What the own record tells besides the moment: a new ship, a new level, points to spend. */
function grow(world: World, before: Own | null, own: Own): void {
  if (!before) world.happenings.push({ kind: "spawned" });
  else if (own.level > before.level) world.happenings.push({ kind: "level", level: own.level });
  const waited = before !== null && before.points > 0 && before.stats === own.stats;
  if (own.points > 0 && !waited) world.pointsSince = world.tick;
}

function leave(
  world: World,
  [ships, rocks, scrap]: [Uint8Array, Uint8Array, Uint8Array],
  gained: number,
  entering: Scrap[],
): void {
  eachSlot(ships, (slot) => {
    const ship = world.ships.get(slot);
    if (ship) sendOff(world, ship);
  });
  eachSlot(rocks, (slot) => {
    const rock = world.dropRock(slot);
    // Told gone before it was drawn to fall apart: then it falls apart now.
    if (rock && !rock.fallen && rock.until <= world.tick + 1) world.happenings.push({ kind: "rubble", ...rock });
  });
  eachSlot(scrap, (slot) => {
    const piece = world.scrap.get(slot);
    world.scrap.delete(slot);
    if (!piece) return;
    const grown = grownInto(piece, entering, world.rules.scrap_merge);
    // It has popped up before.
    if (grown) grown.since = Math.min(grown.since, piece.since);
    else taken(world, piece, gained);
  });
}

function sendOff(world: World, ship: Ship): void {
  ship.gone = world.tick;
  world.ships.delete(ship.slot);
  world.leaving.push(ship);
}
