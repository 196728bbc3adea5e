// The own weapons at the click: flash, shot and beam are shown without asking the server.

import { pack16, unpack16 } from "../protocol/heading";
import { shotsOf } from "./ghosts";
import type { Fired, Prediction } from "./prediction";
import { firstStop } from "./ray";
import type { ShipView } from "./scene";
import type { World } from "./world";

/** Units from the middle of a ship to its gun. */
const GUN_UNITS = 24;

/** Shows what the newest input fired along `aim` (as sent), among the others as they were drawn last. */
export function showFired(
  world: World,
  prediction: Prediction,
  fired: Fired,
  aim: { x: number; y: number },
  drawn: readonly ShipView[],
): void {
  const { state, tick } = prediction;
  if (!state) return;
  const { rules, steps, seat: owner } = world;
  if (fired.blaster) {
    const obstacles = world.obstacles(tick, tick + steps.shot_ticks);
    const triple = (world.own?.triple ?? 0) > tick - world.tick;
    world.ghosts.push(...shotsOf({ owner, x: state.x, y: state.y, tick, aim, triple }, rules, steps, obstacles));
    const angle = Math.atan2(aim.y, aim.x);
    const [x, y] = [state.x + Math.cos(angle) * GUN_UNITS, state.y + Math.sin(angle) * GUN_UNITS];
    world.happenings.push({ kind: "muzzle", x, y, angle, owner, own: true });
  }
  if (fired.rail) {
    const { x: dx, y: dy } = unpack16(pack16(aim.x, aim.y));
    const ships = drawn.filter((ship) => !ship.own).map(({ x, y }) => ({ x, y, radius: rules.ship_radius }));
    const { x, y } = state;
    const { length, what } = firstStop({ x, y, dx, dy }, rules.rail_range, rules.rail_radius, {
      ...world.obstacles(tick),
      ships,
    });
    world.beams.predicted(tick);
    world.happenings.push({ kind: "rail", x, y, angle: Math.atan2(dy, dx), length, what, owner, own: true });
  }
}
