// The one function that moves a ship, line by line as protocol/src/motion.rs has it. A state rests as f32 and
// is computed in f64 with + - * / sqrt only, so that server and browser get the same bits. Keep the order.

import { Stat, type Steps } from "../protocol/generated";
import { pointsIn } from "../protocol/stats";

/** Exactly what is predicted and sent; every number is an f32 value. Units, units a second, points. */
export interface Motion {
  x: number;
  y: number;
  vx: number;
  vy: number;
  energy: number;
  spent: boolean;
  /** Ticks until the rail may fire again. */
  reload: number;
}

/** The part of an input that moves a ship: thrust on the screen, -127..127. */
export interface Drive {
  x: number;
  y: number;
  boost: boolean;
  /** A shot of the rail is asked for: it costs energy, so it is part of motion. */
  rail: boolean;
}

/** The part of a player's stats that motion knows: points in speed and in energy. */
export interface Tune {
  speed: number;
  energy: number;
}

export function tuneOf(stats: number): Tune {
  return { speed: pointsIn(stats, Stat.SPEED), energy: pointsIn(stats, Stat.ENERGY) };
}

/** A solid disc with dates: solid in tick T when from <= T < until. */
export interface SolidRock {
  x: number;
  y: number;
  radius: number;
  from: number;
  until: number;
}

/** True when both states have the same bits (so that -0 and 0 differ, as they would after a division). */
export function sameBits(a: Motion, b: Motion): boolean {
  return (
    Object.is(a.x, b.x) &&
    Object.is(a.y, b.y) &&
    Object.is(a.vx, b.vx) &&
    Object.is(a.vy, b.vy) &&
    Object.is(a.energy, b.energy) &&
    a.spent === b.spent &&
    a.reload === b.reload
  );
}

/** True when `drive` would boost the ship in this state. */
export function boosts(m: Motion, drive: Drive, k: Steps): boolean {
  return drive.boost && (drive.x !== 0 || drive.y !== 0) && !m.spent && m.energy >= k.energy_drain;
}

/** True when `drive` would fire the rail in the next step. */
export function rails(m: Motion, drive: Drive, k: Steps): boolean {
  return drive.rail && m.reload <= 1 && m.energy >= k.rail_cost;
}

/**
 * Moves a ship by one tick. `half` is half the side of the world (units) in that tick; `rocks` are those that
 * may be touched, by rising slot: a ship wedged between two ends where the order says.
 */
export function step(
  m: Motion,
  drive: Drive,
  tune: Tune,
  k: Steps,
  half: number,
  rocks: Iterable<SolidRock>,
  tick: number,
): Motion {
  const f = Math.fround;
  const after = { ...m };
  if (rails(m, drive, k)) {
    after.energy = f(m.energy - k.rail_cost);
    after.reload = k.rail_ticks;
  } else {
    after.reload = Math.max(0, m.reload - 1);
  }

  after.spent = m.spent && drive.boost && after.energy < k.energy_resume;
  const boosting = boosts(after, drive, k);
  const pushing = drive.x !== 0 || drive.y !== 0;
  let ux = drive.x / 127;
  let uy = drive.y / 127;
  const long = ux * ux + uy * uy;
  if (long > 1) {
    const length = Math.sqrt(long);
    ux = ux / length;
    uy = uy / length;
  }

  const reserve = 1 + tune.energy * k.energy_step;
  let energy = after.energy;
  if (boosting) {
    energy = energy - k.energy_drain;
  } else {
    after.spent = after.spent || (drive.boost && pushing && energy < k.energy_drain);
    energy = Math.min(energy + k.energy_gain * reserve, k.energy_max * reserve);
  }

  const power = 1 + tune.speed * k.speed_step;
  const thrust = power * (boosting ? k.boost_thrust : k.thrust);
  let vx = (m.vx + ux * thrust) * k.drag;
  let vy = (m.vy + uy * thrust) * k.drag;
  if (!pushing && vx * vx + vy * vy < k.rest_speed * k.rest_speed) {
    vx = 0;
    vy = 0;
  }
  let x = m.x + vx * k.dt;
  let y = m.y + vy * k.dt;

  for (const rock of rocks) {
    if (tick < rock.from || tick >= rock.until) continue;
    const reach = rock.radius + k.radius;
    const dx = x - rock.x;
    const dy = y - rock.y;
    const square = dx * dx + dy * dy;
    if (square >= reach * reach || square === 0) continue;
    const distance = Math.sqrt(square);
    const nx = dx / distance;
    const ny = dy / distance;
    x = rock.x + nx * reach;
    y = rock.y + ny * reach;
    const inward = vx * nx + vy * ny;
    if (inward < 0) {
      vx = vx - nx * inward * (1 + k.bounce);
      vy = vy - ny * inward * (1 + k.bounce);
    }
  }

  const wall = half - k.radius;
  after.x = f(inside(x, wall));
  after.y = f(inside(y, wall));
  after.vx = f(rebound(x, vx, wall, k.bounce));
  after.vy = f(rebound(y, vy, wall, k.bounce));
  after.energy = f(energy);
  return after;
}

function inside(at: number, wall: number): number {
  if (at > wall) return wall;
  return at < -wall ? -wall : at;
}

/** The speed after a wall, if `at` is beyond one. */
function rebound(at: number, speed: number, wall: number, bounce: number): number {
  if (at > wall) return speed > 0 ? -speed * bounce : speed;
  if (at < -wall) return speed < 0 ? -speed * bounce : speed;
  return speed;
}
