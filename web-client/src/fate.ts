// A life of the own ship, its end, and the wait for the next: what the card of the dead says.

import * as state from "./ui/state";
import type { Happening, WeaponName } from "./world/happenings";
import type { World } from "./world/world";

export class Fate {
  private respawn: { tick: number; by: number; lost: number } | null = null;
  /** What ended the own ship last. */
  private endedBy: WeaponName = "blaster";
  /** Of this life, or of the one that is over. */
  private life = { from: 0, kills: 0, score: 0, level: 1, seconds: 0 };
  private over = true;
  private deaths = 0;

  heard(h: Happening, world: World): void {
    const { seat } = world;
    if (h.kind === "spawned") {
      this.clear();
      // After a broken line the same life goes on, unless the server began anew.
      if (this.over || world.tick < this.life.from) this.begin(world.tick);
    }
    if (h.kind === "death") {
      this.respawn = { tick: h.respawn, by: h.by, lost: h.lost };
      this.life.seconds = world.seconds(world.tick - this.life.from);
      this.deaths++;
      this.over = true;
    }
    if (h.kind !== "kill") return;
    if (h.victim === seat) this.endedBy = h.weapon;
    else if (h.killer === seat) this.life.kills++;
  }

  /** Writes the card when it changed. */
  draw(world: World): void {
    const { respawn, life } = this;
    if (world.own) {
      life.score = Math.max(life.score, world.own.score);
      life.level = Math.max(life.level, world.own.level);
    }
    if (!respawn) return;
    const left = Math.max(0, world.seconds(respawn.tick - world.tick));
    const by = world.nameOf(respawn.by);
    const card = state.death.value;
    const weapon = this.endedBy;
    if (card?.by === by && card.weapon === weapon && card.left.toFixed(1) === left.toFixed(1)) return;
    const { kills, score, level, seconds } = life;
    state.death.value = { by, weapon, lost: respawn.lost, left, kills, score, level, seconds, count: this.deaths };
  }

  /** Another room, or the end of the visit: the next life is a new one. */
  leave(): void {
    this.clear();
    this.over = true;
  }

  /** Takes the card away. */
  clear(): void {
    this.respawn = null;
    state.death.value = null;
  }

  private begin(from: number): void {
    this.life = { from, kills: 0, score: 0, level: 1, seconds: 0 };
    this.over = false;
  }
}
