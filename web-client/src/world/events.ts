// The events of a snapshot: what happened, once each.

import { type Event, EventKind, NOBODY, Weapon } from "../protocol/generated";
import { unpack8 } from "../protocol/heading";
import { social } from "./social";
import type { World } from "./world";

/** Takes an event told at local time `now` (ms). True when it was news that prediction should have had before. */
export function happen(world: World, event: Event, now: number): boolean {
  const { happenings } = world;
  switch (event[0]) {
    case EventKind.Name:
      world.players.set(event[1], { name: event[2], bot: event[3], level: event[4], here: true });
      return false;
    case EventKind.Kill:
      kill(world, event[1], event[2], event[3]);
      return false;
    case EventKind.Hit:
      hit(world, event[1], event[2]);
      return false;
    case EventKind.Hurt: {
      const way = unpack8(event[3]);
      happenings.push({ kind: "hurt", by: event[1], damage: event[2], x: way.x, y: way.y });
      return false;
    }
    case EventKind.Death:
      world.score = Math.max(0, world.score - event[3]);
      happenings.push({ kind: "death", by: event[1], respawn: event[2], lost: event[3] });
      return false;
    case EventKind.Board: {
      const [, players, rank, rows, crown] = event;
      world.board = { players, rank, rows };
      // Who wears it is told at once by an event of its own; here it is told where, and to newcomers who.
      world.crown = crown && { slot: crown[0], place: { x: crown[1], y: crown[2] } };
      happenings.push({ kind: "board" });
      return false;
    }
    case EventKind.World:
      world.resize(event[1], event[2]);
      return event[2] <= world.tick;
    case EventKind.Crown: {
      const before = world.crown?.slot ?? NOBODY;
      world.crown = event[1] === NOBODY ? null : { slot: event[1], place: null };
      happenings.push({ kind: "crown", slot: event[1], before });
      return false;
    }
    case EventKind.Speed:
      world.speed = event[1] / 100;
      return false;
    case EventKind.Gauge:
      world.serverTickUs = event[1];
      return false;
    default:
      social(world, event, now);
      return false;
  }
}

/** The mark belongs to the ship as one sees it, which is where it was a moment ago; it may have been destroyed by it. */
function hit(world: World, slot: number, damage: number): void {
  world.happenings.push({ kind: "hit", victim: slot, damage });
  const ship = world.ships.get(slot) ?? world.leaving.findLast((s) => s.slot === slot);
  if (ship) world.happenings.push({ kind: "confirmed", ...ship.track.drawn, slot, damage });
}

/** The victim left in this snapshot or an earlier one; it bursts when its drawn self reaches that tick. */
function kill(world: World, victim: number, killer: number, what: number): void {
  const ship = world.leaving.findLast((s) => s.slot === victim) ?? world.ships.get(victim);
  if (ship) ship.destroyed = true;
  // That the crown passes on is told after the kill.
  const bounty = world.crown?.slot === victim ? world.rules.crown_points : 0;
  const points = world.rules.kill_points + bounty;
  const weapon = what === Weapon.RAIL ? "rail" : "blaster";
  world.happenings.push({ kind: "kill", victim, killer, weapon, points });
}
