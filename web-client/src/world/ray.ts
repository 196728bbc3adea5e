// What a straight line meets first: for the own shots and the own rail, which are shown before the server has
// told of them. Only for looks; who is hit is the server's to say.

import { End } from "../protocol/generated";

export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** A line from (x, y) along the unit vector (dx, dy). */
export interface Line {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/** Where a line ends: units of its way, and one of End, 0 when it met nothing. */
export interface Stop {
  length: number;
  what: number;
}

/** Units along `line` to its first point inside of `disc` widened by `by`; null when it passes. */
export function enters(line: Line, disc: Disc, by: number): number | null {
  const mx = disc.x - line.x;
  const my = disc.y - line.y;
  const reach = disc.radius + by;
  const along = mx * line.dx + my * line.dy;
  const aside = mx * mx + my * my - along * along;
  if (mx * mx + my * my <= reach * reach) return 0;
  if (along < 0 || aside > reach * reach) return null;
  return along - Math.sqrt(reach * reach - aside);
}

/** Units along `line` to the wall of a world of half side `half`. */
export function leaves(line: Line, half: number): number {
  return Math.min(way(line.x, line.dx, half), way(line.y, line.dy, half));
}

function way(at: number, d: number, half: number): number {
  if (d === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, ((d > 0 ? half : -half) - at) / d);
}

/** The first of wall, rocks and ships that a line of half width `by` meets within `range` units. */
export function firstStop(
  line: Line,
  range: number,
  by: number,
  things: { half: number; rocks: Iterable<Disc>; ships: Iterable<Disc> },
): Stop {
  const stop: Stop = { length: range, what: 0 };
  meet(stop, leaves(line, things.half), End.WALL);
  for (const rock of things.rocks) meet(stop, enters(line, rock, by), End.ROCK);
  for (const ship of things.ships) meet(stop, enters(line, ship, by), End.SHIP);
  return stop;
}

function meet(stop: Stop, length: number | null, what: number): void {
  if (length === null || length >= stop.length) return;
  stop.length = length;
  stop.what = what;
}
