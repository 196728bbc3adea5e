// Where a watcher looks: at whom the server shows, at a ship of his choice, or at a place that he moves. Pure; what
// the server must know leaves as messages.

import { CHOICE, ClientMessageKind, NOBODY, type Watch } from "../protocol/generated";
import type { World } from "./world";

/** Milliseconds between two places told to the server while the view is dragged. */
const TELL_MS = 100;

export type Look = { kind: "choice" } | { kind: "follow"; slot: number } | { kind: "free"; x: number; y: number };

export class Gaze {
  look: Look = { kind: "choice" };
  private told = true;
  private toldAt = Number.NEGATIVE_INFINITY;

  /** Follows the next known ship after the one in view, or the former. */
  step(world: World, step: 1 | -1): void {
    const shown = this.look.kind === "follow" ? this.look.slot : world.view.slot;
    const slot = neighbour(known(world), shown, step);
    if (slot !== null) this.set({ kind: "follow", slot });
  }

  /** Looks at (x, y), kept inside of the world. */
  free(world: World, x: number, y: number): void {
    const half = world.half(world.tick);
    const inside = (v: number) => Math.max(-half, Math.min(half, v));
    this.set({ kind: "free", x: inside(x), y: inside(y) });
  }

  /** Leaves it to the server again. */
  release(): void {
    this.set({ kind: "choice" });
  }

  /** What the server is to be told at `now` (ms); null: nothing new. */
  due(now: number): Watch | null {
    if (this.told || now - this.toldAt < TELL_MS) return null;
    this.told = true;
    this.toldAt = now;
    return this.message();
  }

  /** A new connection knows nothing of it. */
  repeat(): void {
    this.told = this.look.kind === "choice";
    this.toldAt = Number.NEGATIVE_INFINITY;
  }

  private set(look: Look): void {
    this.look = look;
    this.told = false;
  }

  private message(): Watch {
    const { look } = this;
    switch (look.kind) {
      case "choice":
        return [ClientMessageKind.Watch, NOBODY, CHOICE, 0];
      case "follow":
        return [ClientMessageKind.Watch, look.slot, 0, 0];
      case "free":
        return [ClientMessageKind.Watch, NOBODY, Math.round(look.x), Math.round(look.y)];
    }
  }
}

/** Slots that can be followed: the best, and whoever is in view. */
function known(world: World): number[] {
  const best = world.board?.rows.map(([slot]) => slot) ?? [];
  const others = [...world.ships.keys()].filter((slot) => !best.includes(slot)).sort((a, b) => a - b);
  return [...best, ...others];
}

/** The one `step` places after `from` in a ring; the first or last when `from` is not in it. Null: nobody is there. */
export function neighbour(slots: readonly number[], from: number, step: 1 | -1): number | null {
  if (slots.length === 0) return null;
  const at = slots.indexOf(from);
  const start = at >= 0 ? at : step > 0 ? -1 : 0;
  return slots[(start + step + slots.length) % slots.length] ?? null;
}
