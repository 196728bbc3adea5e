// Shots fly by rule: told once, with the tick and place of their birth.
//
// Others are drawn in the past and the own ship in the future, so one moment for all shots would be wrong at
// one of their ends: an own shot would leave the gun late, or a hostile one would strike before it touches.
// So a shot near the own ship is drawn in the own ship's time, one near the others in theirs, and between
// them in between.

import type { Rules, Steps } from "../protocol/generated";
import { type Disc, enters, type Line, leaves } from "./ray";

export interface Shot {
  slot: number;
  owner: number;
  /** Birth place, units; the tick after which it is there. */
  x: number;
  y: number;
  birth: number;
  /** Unit vector of its way. */
  dx: number;
  dy: number;
  /** Radians of its way. */
  angle: number;
  /** Age in ticks at which it is gone; less than the rule's when it struck something. */
  endAge: number;
  /** Age at which a rock or the wall stands in its way: not drawn beyond, though its end is not told yet. */
  blockedAge: number;
  /** What it struck (one of End), 0 while nothing is known. */
  what: number;
  /** It has been drawn. */
  seen: boolean;
}

/** Everything of it is still to be written. */
export function newShot(): Shot {
  const way = { x: 0, y: 0, dx: 0, dy: 0, angle: 0 };
  return { slot: -1, owner: -1, ...way, birth: 0, endAge: 0, blockedAge: 0, what: 0, seen: false };
}

/** Units from the own ship up to which its time counts, and from which the others' counts. */
const OWN_TIME_UNITS = 120;
const THEIR_TIME_UNITS = 520;

/** The two moments of a drawn frame, in ticks, and the own ship's place. */
export interface Moments {
  remote: number;
  own: number;
  ship: { x: number; y: number } | null;
}

/** The age of a shot (ticks) at which to draw it. */
export function drawnAge(shot: Shot, steps: Steps, moments: Moments): number {
  const age = moments.remote - shot.birth;
  if (!moments.ship) return age;
  const way = Math.max(0, age) * steps.shot_step;
  const x = shot.x + shot.dx * way - moments.ship.x;
  const y = shot.y + shot.dy * way - moments.ship.y;
  const far = (Math.sqrt(x * x + y * y) - OWN_TIME_UNITS) / (THEIR_TIME_UNITS - OWN_TIME_UNITS);
  const own = 1 - Math.max(0, Math.min(1, far));
  return age + own * Math.max(0, moments.own - moments.remote);
}

/** What stands where a shot may fly: half the side of the world, and the rocks. */
export interface Obstacles {
  half: number;
  rocks: Iterable<Disc>;
}

/** The age (ticks) at which a shot along `line` comes to a rock or the wall; its whole life when nothing is there. */
export function blockedAge(line: Line, rules: Rules, steps: Steps, obstacles: Obstacles): number {
  const range = steps.shot_ticks * steps.shot_step;
  let length = Math.min(range, leaves(line, obstacles.half));
  for (const rock of obstacles.rocks) length = Math.min(length, enters(line, rock, rules.blaster_radius) ?? length);
  return length / steps.shot_step;
}

/** Notes that a shot ended at (x, y). */
export function endShot(shot: Shot, x: number, y: number, what: number, steps: Steps): void {
  const way = (x - shot.x) * shot.dx + (y - shot.y) * shot.dy;
  shot.endAge = Math.max(0, Math.min(shot.endAge, way / steps.shot_step));
  shot.what = what;
}

/** The full tick whose low 8 bits are `low`, nearest below or at `tick`. */
export function birthTick(low: number, tick: number): number {
  return tick - ((tick - low) & 255);
}
