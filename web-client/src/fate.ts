// The end of the own ship and the wait for the next: what the card of the dead says.

import { Weapon } from "./protocol/generated";
import * as state from "./ui/state";
import type { Happening } from "./world/happenings";
import type { World } from "./world/world";

export class Fate {
  private respawn: { tick: number; by: number; lost: number } | null = null;
  /** What ended the own ship last. */
  private endedBy: "blaster" | "rail" = "blaster";

  heard(h: Happening, seat: number): void {
    if (h.kind === "spawned") this.clear();
    if (h.kind === "death") this.respawn = { tick: h.respawn, by: h.by, lost: h.lost };
    if (h.kind === "kill" && h.victim === seat) this.endedBy = h.weapon === Weapon.RAIL ? "rail" : "blaster";
  }

  /** Writes the card when it changed. */
  draw(world: World): void {
    const { respawn } = this;
    if (!respawn) return;
    const left = Math.max(0, world.seconds(respawn.tick - world.tick));
    const by = world.nameOf(respawn.by);
    const card = state.death.value;
    const weapon = this.endedBy;
    if (card?.by === by && card.weapon === weapon && card.left.toFixed(1) === left.toFixed(1)) return;
    state.death.value = { by, weapon, lost: respawn.lost, left };
  }

  clear(): void {
    this.respawn = null;
    state.death.value = null;
  }
}
