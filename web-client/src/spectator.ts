// Where somebody without a ship looks: behind the menu where the fight is, as a watcher where he likes. The server is
// told.

import { type ClientMessage, ClientMessageKind, NOBODY } from "./protocol/generated";
import { taste } from "./render/taste";
import { freeMiddle } from "./ui/clearing";
import { watched } from "./ui/company";
import { mode } from "./ui/state";
import type { Visit } from "./visit";
import type { View } from "./world/camera";
import { Director } from "./world/director";
import { Gaze } from "./world/gaze";

/** Milliseconds between two looks for the liveliest fight, which are told as well. */
const LOOK_MS = 250;
/** Milliseconds between two looks at where the menu leaves it free: windows turn, and lists of rooms grow. */
const LAYOUT_MS = 1_000;

export class Spectator {
  private readonly gaze = new Gaze();
  private readonly director = new Director();
  private lookedAt = 0;
  /** Where the fight behind the menu is to be, in halves of the stage from its middle, and when that was measured. */
  private aside = { x: 0, y: 0, since: Number.NEGATIVE_INFINITY };

  constructor(
    private readonly stage: HTMLElement,
    private readonly send: (message: ClientMessage) => void,
  ) {}

  /** The place in the middle of the picture; null: the server's view is followed. */
  get free(): { x: number; y: number } | null {
    if (mode.value === "menu") return this.director.wanted && this.director.eye;
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

  /** Moves the eye behind the menu by `ms`. */
  move({ world }: Visit, now: number, ms: number, drawn: number): void {
    if (mode.value === "menu") this.director.move(world, now, ms, drawn, taste.calm);
  }

  /** Tells the server what is new. `view`: half of the picture. */
  beat(visit: Visit, now: number, view: View): void {
    if (mode.value === "watch") this.watch(visit, now);
    else if (mode.value === "menu" && now - this.lookedAt > LOOK_MS) this.direct(visit, now, view);
  }

  /** A new connection knows nothing of where one looked. */
  repeat(): void {
    this.director.reset();
    this.gaze.repeat();
  }

  release(): void {
    this.director.reset();
    this.gaze.release();
  }

  /** Tells the page as well whom one watches. */
  private watch({ world }: Visit, now: number): void {
    const message = this.gaze.due(now);
    if (message) this.send(message);
    const name = world.players.get(world.view.slot)?.name ?? "";
    const { kind } = this.gaze.look;
    if (watched.value.kind !== kind || watched.value.name !== name) watched.value = { kind, name };
  }

  private direct({ world }: Visit, now: number, view: View): void {
    this.lookedAt = now;
    if (now - this.aside.since > LAYOUT_MS) this.aside = { ...freeMiddle(this.stage), since: now };
    const { x, y } = this.aside;
    this.director.look(world, now, view, { x: x * view.halfW, y: y * view.halfH }, taste.calm);
    const { wanted } = this.director;
    if (wanted) this.send([ClientMessageKind.Watch, NOBODY, Math.round(wanted.x), Math.round(wanted.y)]);
  }
}
