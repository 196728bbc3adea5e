// What leaves the ground: taken by whom, or grown together with a piece beside it.

import { Pickup } from "../protocol/generated";
import type { Scrap, World } from "./world";

/** Units beyond the reach of a ship within which it may have taken a piece: it moved since it was told. */
const SLACK_UNITS = 24;
/** Units beyond the rule's within which a new piece may have grown from an old one: it lies between the two. */
const MERGE_SLACK_UNITS = 4;

/** The piece among `entering` that `piece` became a part of; undefined when it was taken, or grew old. */
export function grownInto<T extends { x: number; y: number; value: number; what: number }>(
  piece: T,
  entering: readonly T[],
  merge: number,
): T | undefined {
  if (piece.what !== Pickup.SCRAP) return undefined;
  return entering.find(
    (other) =>
      other.what === Pickup.SCRAP &&
      other.value > piece.value &&
      Math.hypot(other.x - piece.x, other.y - piece.y) <= merge + MERGE_SLACK_UNITS,
  );
}

/** Tells who took `piece`, which left: the ship in reach of it, the own one when it gained by it. */
export function taken(world: World, piece: Scrap, gained: number): void {
  const reach = world.rules.scrap_reach + SLACK_UNITS;
  const near = (p: { x: number; y: number }) => Math.hypot(p.x - piece.x, p.y - piece.y) < reach;
  const { x, y, value, what } = piece;
  const power = what !== Pickup.SCRAP;
  if (world.own && near(world.own) && (power || gained > 0)) {
    world.happenings.push(power ? { kind: "power", x, y, what } : { kind: "pickup", x, y, value });
    return;
  }
  for (const ship of world.ships.values()) {
    if (near(ship.track.newest)) {
      world.happenings.push({ kind: "taken", x, y, slot: ship.slot, what });
      return;
    }
  }
}
