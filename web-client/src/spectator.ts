// The watcher's hands: arrows, dragging and the minimap move the view, and the server is told.

import type { ClientMessage } from "./protocol/generated";
import { watched } from "./ui/company";
import type { Visit } from "./visit";
import { Gaze } from "./world/gaze";

export class Spectator {
  private readonly gaze = new Gaze();

  constructor(private readonly send: (message: ClientMessage) => void) {}

  /** The place that the watcher moved the view to; null: the server's view is followed. */
  get free(): { x: number; y: number } | null {
    return this.gaze.look.kind === "free" ? this.gaze.look : null;
  }

  /** Follows the next ship, or the former. */
  step({ world }: Visit, step: 1 | -1): void {
    this.gaze.step(world, step);
  }

  /** The arena was dragged by so many units; `camera` is what the view shows. */
  dragged({ world }: Visit, dx: number, dy: number, camera: { x: number; y: number }): void {
    const from = this.free ?? camera;
    this.gaze.free(world, from.x - dx, from.y - dy);
  }

  goTo({ world }: Visit, x: number, y: number): void {
    this.gaze.free(world, x, y);
  }

  /** Tells the server what is new, and the page whom one watches. */
  beat({ world }: Visit, now: number): void {
    const message = this.gaze.due(now);
    if (message) this.send(message);
    const name = world.players.get(world.view.slot)?.name ?? "";
    const { kind } = this.gaze.look;
    if (watched.value.kind !== kind || watched.value.name !== name) watched.value = { kind, name };
  }

  /** A new connection knows nothing of where one looked. */
  repeat(): void {
    this.gaze.repeat();
  }

  release(): void {
    this.gaze.release();
  }
}
