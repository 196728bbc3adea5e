// Own shots before the server has told of them: they leave the gun at the click, on exactly the path that the
// server will compute, and the told shot takes the ghost's place without a jump.

import type { Rules, Steps } from "../protocol/generated";
import { pack16, unpack16 } from "../protocol/heading";
import { pack, unpack } from "../protocol/quantize";
import { blockedAge, type Obstacles, type Shot } from "./shots";

/** Units between the skin of a ship and that of the shot it fires, as the server has it. */
const MUZZLE_GAP = 2;
/** Ticks by which the server's shot may be born elsewhere than predicted, when inputs were late. */
const SLIP_TICKS = 2;

export interface Trigger {
  owner: number;
  /** The ship's place after its move in `tick`. */
  x: number;
  y: number;
  tick: number;
  /** As sent. */
  aim: { x: number; y: number };
  triple: boolean;
}

/** The shots that a trigger fires, as the server computes them. They are drawn up to rocks and walls. */
export function shotsOf(trigger: Trigger, rules: Rules, steps: Steps, obstacles: Obstacles): Shot[] {
  const { aim, owner, tick } = trigger;
  const muzzle = steps.radius + rules.blaster_radius + MUZZLE_GAP;
  const sides = trigger.triple ? [0, rules.power_triple_spread, -rules.power_triple_spread] : [0];
  return sides.map((side) => {
    const { x: dx, y: dy } = unpack16(pack16(aim.x - aim.y * side, aim.y + aim.x * side));
    const [x, y] = [asTold(trigger.x + dx * muzzle), asTold(trigger.y + dy * muzzle)];
    const blocked = blockedAge({ x, y, dx, dy }, rules, steps, obstacles);
    const endAge = steps.shot_ticks;
    const angle = Math.atan2(dy, dx);
    return { slot: -1, owner, x, y, dx, dy, angle, birth: tick, endAge, blockedAge: blocked, what: 0, seen: true };
  });
}

/** A coordinate in whole steps of the wire, as the server has it. */
function asTold(units: number): number {
  return unpack(pack(units), units);
}

/** The ghosts that are left once the server has told of an own shot born in tick `birth`: it takes one's place. */
export function replaceGhost(ghosts: Shot[], birth: number, dx: number, dy: number): Shot[] {
  let best = -1;
  let bestLikeness = Number.NEGATIVE_INFINITY;
  ghosts.forEach((ghost, i) => {
    if (Math.abs(ghost.birth - birth) > SLIP_TICKS) return;
    // Of the three of a triple shot the one with its way.
    const likeness = ghost.dx * dx + ghost.dy * dy - Math.abs(ghost.birth - birth);
    if (likeness > bestLikeness) [best, bestLikeness] = [i, likeness];
  });
  return ghosts.filter((_, i) => i !== best);
}

/** The ghosts that may still be told of after the snapshot of `tick`; the others never left the gun. */
export function hopefulGhosts(ghosts: Shot[], tick: number): Shot[] {
  return ghosts.filter((ghost) => tick <= ghost.birth + SLIP_TICKS);
}
