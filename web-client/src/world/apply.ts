// A snapshot changes the world: each part in the order that PROTOCOL.md gives.

import { type Event, EventKind, type Snapshot } from "../protocol/generated";
import { unpack8, unpack16 } from "../protocol/heading";
import { unpack } from "../protocol/quantize";
import { eachEnd, eachRock, eachScrap, eachShip, eachShot, eachSlot, readOwn } from "../protocol/records";
import { Track } from "./interpolation";
import { birthTick, endShot } from "./shots";
import type { Ship, World } from "./world";

/** What prediction must know of a snapshot beyond the own state. */
export interface Applied {
  /** A rock near the own ship, or a wall, was told only when it had already counted. */
  lateNews: boolean;
}

/** Units from the own ship within which a rock may have touched it since the last snapshot. */
const TOUCH_UNITS = 250;

/** Applies `snapshot`, which arrived at local time `now` (ms). */
export function apply(world: World, snapshot: Snapshot, now: number): Applied {
  const [, tick, , , own, view, leaves, ships, ends, shots, rocks, scrap, far, events] = snapshot;
  const hadShip = world.own !== null;
  const scoreBefore = world.own?.score ?? 0;
  world.tick = tick;
  world.own = own && readOwn(own);
  if (view) world.view = { slot: view[0], x: view[1], y: view[2] };
  if (world.own && !hadShip) world.happenings.push({ kind: "spawned" });
  const gained = world.own && hadShip ? world.own.score - scoreBefore : 0;

  const { x: midX, y: midY } = world.middle;
  if (leaves) leave(world, leaves, gained);
  eachShip(ships, (slot, px, py, heading, state) => {
    const aim = unpack8(heading);
    const angle = Math.atan2(aim.y, aim.x);
    const sample = { tick, x: unpack(px, midX), y: unpack(py, midY), angle, state };
    const known = world.ships.get(slot);
    if (known) known.track.push(sample);
    else world.ships.set(slot, { slot, track: new Track(sample), gone: Number.POSITIVE_INFINITY, destroyed: false });
  });
  eachEnd(ends, (slot, px, py, what) => {
    const shot = world.shots.get(slot);
    if (shot) endShot(shot, unpack(px, midX), unpack(py, midY), what, world.steps);
  });
  eachShot(shots, (slot, owner, px, py, heading, low) => {
    const old = world.shots.get(slot);
    if (old) world.oldShots.push(old);
    const way = unpack16(heading);
    const birth = birthTick(low, tick);
    const x = unpack(px, midX);
    const y = unpack(py, midY);
    const endAge = world.steps.shot_ticks;
    world.shots.set(slot, { slot, owner, x, y, birth, dx: way.x, dy: way.y, endAge, what: 0, seen: false });
  });
  let lateNews = false;
  eachRock(rocks, (slot, look, x, y, radius, from, until) => {
    const near = Math.hypot(x - midX, y - midY) < radius + TOUCH_UNITS;
    const known = world.rock(slot);
    const late = known ? until !== known.until && until <= tick : from <= tick;
    lateNews ||= near && late;
    world.setRock({ slot, look, x, y, radius, from, until, fallen: false });
  });
  eachScrap(scrap, (slot, px, py, value) => {
    world.scrap.set(slot, { slot, x: unpack(px, midX), y: unpack(py, midY), value, since: now });
  });
  if (far) world.far = far.slice();
  for (const event of events ?? []) lateNews = happen(world, event) || lateNews;
  return { lateNews };
}

function leave(world: World, [ships, rocks, scrap]: [Uint8Array, Uint8Array, Uint8Array], gained: number): void {
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
    if (piece) collected(world, piece, gained);
  });
}

/** Scrap that goes with a ship in reach was taken by it; other scrap went out of view or grew old. */
function collected(world: World, piece: { x: number; y: number; value: number }, gained: number): void {
  const reach = world.rules.scrap_reach + 24;
  const near = (p: { x: number; y: number }) => Math.hypot(p.x - piece.x, p.y - piece.y) < reach;
  if (world.own && gained > 0 && near(world.own)) {
    world.happenings.push({ kind: "pickup", ...piece });
    return;
  }
  for (const ship of world.ships.values()) {
    if (near(ship.track.newest)) {
      world.happenings.push({ kind: "taken", x: piece.x, y: piece.y, slot: ship.slot });
      return;
    }
  }
}

function sendOff(world: World, ship: Ship): void {
  ship.gone = world.tick;
  world.ships.delete(ship.slot);
  world.leaving.push(ship);
}

/** True when the event was news that prediction should have had before. */
function happen(world: World, event: Event): boolean {
  switch (event[0]) {
    case EventKind.Name:
      world.players.set(event[1], { name: event[2], bot: event[3] });
      return false;
    case EventKind.Kill:
      kill(world, event[1], event[2]);
      return false;
    case EventKind.Hit:
      world.happenings.push({ kind: "hit", victim: event[1], damage: event[2] });
      return false;
    case EventKind.Hurt: {
      const way = unpack8(event[3]);
      world.happenings.push({ kind: "hurt", by: event[1], damage: event[2], x: way.x, y: way.y });
      return false;
    }
    case EventKind.Death:
      world.happenings.push({ kind: "death", by: event[1], respawn: event[2], lost: event[3] });
      return false;
    case EventKind.Board:
      world.board = { players: event[1], rank: event[2], rows: event[3] };
      world.happenings.push({ kind: "board" });
      return false;
    case EventKind.World:
      world.resize(event[1], event[2]);
      return event[2] <= world.tick;
  }
}

/** The victim left in this snapshot or an earlier one; it bursts when its drawn self reaches that tick. */
function kill(world: World, victim: number, killer: number): void {
  const ship = world.leaving.findLast((s) => s.slot === victim) ?? world.ships.get(victim);
  if (ship) ship.destroyed = true;
  world.happenings.push({ kind: "kill", victim, killer });
}
