// Where the arrows at the edge of the screen point: to the nearest enemy and to the nearest scrap. Pure.

import { FAR_CELLS } from "../protocol/generated";
import type { View } from "./camera";

export interface Place {
  x: number;
  y: number;
}

/** The nearest to `from` of those `places` that are `wanted`, or null. */
export function nearest<T extends Place>(from: Place, places: readonly T[], wanted: (place: T) => boolean): T | null {
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const far = square(from, place);
    if (far >= least || !wanted(place)) continue;
    best = place;
    least = far;
  }
  return best;
}

function isOther({ own }: { own?: boolean }): boolean {
  return !own;
}

function isAny(): boolean {
  return true;
}

function square(from: Place, to: Place): number {
  return (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
}

export function inView(from: Place, place: Place, view: View): boolean {
  return Math.abs(place.x - from.x) <= view.halfW && Math.abs(place.y - from.y) <= view.halfH;
}

/**
 * Where to look for a fight: null while an enemy is on the screen; else the nearest known ship beyond its edge;
 * else the middle of the fullest cell of the far tier that is out of view, the nearer of equal ones.
 */
export function enemyTarget(
  from: Place,
  ships: readonly (Place & { own?: boolean })[],
  far: Uint8Array | null,
  half: number,
  view: View,
): Place | null {
  const ship = nearest(from, ships, isOther);
  if (ship) return inView(from, ship, view) ? null : ship;
  return far && fullestCell(from, far, half, view);
}

function fullestCell(from: Place, far: Uint8Array, half: number, view: View): Place | null {
  const side = (2 * half) / FAR_CELLS;
  let most = 0;
  let cells: Place[] = [];
  far.forEach((count, i) => {
    if (count === 0 || count < most) return;
    const cell = { x: -half + ((i % FAR_CELLS) + 0.5) * side, y: -half + (Math.floor(i / FAR_CELLS) + 0.5) * side };
    if (inView(from, cell, view)) return;
    if (count > most) cells = [];
    most = count;
    cells.push(cell);
  });
  return nearest(from, cells, isAny);
}
