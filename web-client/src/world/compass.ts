// Where the arrows at the edge of the screen point: to the nearest enemy and to the nearest scrap. Pure.

import { FAR_CELLS } from "../protocol/generated";

export interface Place {
  x: number;
  y: number;
}

/** Half the view, units. */
export interface Window {
  halfW: number;
  halfH: number;
}

/** The nearest of `places` to `from`, or null; what is `own` is not looked for. */
export function nearest<T extends Place & { own?: boolean }>(from: Place, places: Iterable<T>): T | null {
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const far = square(from, place);
    if (place.own || far >= least) continue;
    best = place;
    least = far;
  }
  return best;
}

function square(from: Place, to: Place): number {
  return (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
}

export function inWindow(from: Place, place: Place, window: Window): boolean {
  return Math.abs(place.x - from.x) <= window.halfW && Math.abs(place.y - from.y) <= window.halfH;
}

/**
 * Where to look for a fight: null while an enemy is on the screen; else the nearest known ship beyond its edge;
 * else the middle of the fullest cell of the far tier that is out of view, the nearer of equal ones.
 */
export function enemyTarget(
  from: Place,
  ships: Iterable<Place & { own?: boolean }>,
  far: Uint8Array | null,
  half: number,
  window: Window,
): Place | null {
  const ship = nearest(from, ships);
  if (ship) return inWindow(from, ship, window) ? null : ship;
  return far && fullestCell(from, far, half, window);
}

function fullestCell(from: Place, far: Uint8Array, half: number, window: Window): Place | null {
  const side = (2 * half) / FAR_CELLS;
  let most = 0;
  let cells: Place[] = [];
  far.forEach((count, i) => {
    if (count === 0 || count < most) return;
    const cell = { x: -half + ((i % FAR_CELLS) + 0.5) * side, y: -half + (Math.floor(i / FAR_CELLS) + 0.5) * side };
    if (inWindow(from, cell, window)) return;
    if (count > most) cells = [];
    most = count;
    cells.push(cell);
  });
  return nearest(from, cells);
}
