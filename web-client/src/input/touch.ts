// Fingers: the left one flies, the right one aims, others hold buttons. Nothing can stick: a finger that ends in any
// way, or of which nothing more can be heard, lets go of what it had.

import type { Action } from "../bindings/actions";
import type { Held } from "./held";
import { isWidget } from "./pointer";
import { Stick } from "./stick";

/** What the fingers see and press. */
export interface Glass {
  /** Gets all that a finger does once it is down; it stays on the page. */
  readonly field: HTMLElement;
  /** Where a stick has its place on the page. */
  middleOf(side: Side): { x: number; y: number };
  /** Pixels from the middle of a stick to its edge. */
  readonly radius: number;
  /** A finger took the stick, whose middle is at x, y now, or moved it by knobX, knobY pixels; null: it was let go. */
  draw(side: Side, at: { x: number; y: number; knobX: number; knobY: number } | null): void;
}

export type Side = "left" | "right";

export interface TouchHabits {
  swap: boolean;
  floating: boolean;
}

interface Grip {
  side: Side;
  middle: { x: number; y: number };
}

export class Touch {
  readonly fly = new Stick();
  readonly aim = new Stick();
  /** What each finger has, by its pointerId. */
  private readonly sticks = new Map<number, Grip>();
  private readonly buttons = new Map<number, string>();

  /** `wanted`: fingers fly now. */
  constructor(
    target: EventTarget,
    private readonly glass: Glass,
    private readonly held: Held,
    private readonly habits: () => TouchHabits,
    private readonly wanted: () => boolean,
  ) {
    const on = (type: string, heard: (event: PointerEvent) => void) =>
      target.addEventListener(type, (event) => heard(event as PointerEvent));
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.moved(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      on(type, (event) => this.letGo(event.pointerId));
    }
    for (const type of ["blur", "pagehide", "orientationchange"]) on(type, () => this.release());
    // Safari zooms by two fingers whatever the style sheet says.
    target.addEventListener("gesturestart", (event) => this.wanted() && event.preventDefault());
  }

  /** All fingers let go of all. */
  release(): void {
    for (const id of [...this.sticks.keys(), ...this.buttons.keys()]) this.letGo(id);
  }

  private down(event: PointerEvent): void {
    if (event.pointerType !== "touch") return;
    // The first finger on the glass: the ends of those before were lost.
    if (event.isPrimary) this.release();
    if (!this.wanted()) return;
    const action = (event.target as Element).closest<HTMLElement>("[data-hold]")?.dataset.hold;
    if (action) this.hold(event.pointerId, action as Action);
    else if (isWidget(event)) return;
    else this.take(event);
    this.glass.field.setPointerCapture(event.pointerId);
    // No mouse events of old, no focus, no selection.
    event.preventDefault();
  }

  private hold(id: number, action: Action): void {
    const holder = `Finger${id}`;
    this.buttons.set(id, holder);
    this.held.press(holder, action);
  }

  private take({ pointerId, clientX, clientY }: PointerEvent): void {
    const side = clientX < innerWidth / 2 ? "left" : "right";
    // A new finger has the stick; who had it before holds nothing.
    for (const [id, grip] of this.sticks) if (grip.side === side) this.letGo(id);
    const middle = this.habits().floating ? { x: clientX, y: clientY } : this.glass.middleOf(side);
    this.sticks.set(pointerId, { side, middle });
    this.push(side, middle, clientX, clientY);
  }

  private moved({ pointerId, clientX, clientY }: PointerEvent): void {
    const grip = this.sticks.get(pointerId);
    if (!grip) return;
    if (this.habits().floating) follow(grip.middle, clientX, clientY, this.glass.radius);
    this.push(grip.side, grip.middle, clientX, clientY);
  }

  private push(side: Side, middle: { x: number; y: number }, x: number, y: number): void {
    const { radius } = this.glass;
    const [dx, dy] = [(x - middle.x) / radius, (y - middle.y) / radius];
    this.stickOf(side).thumb(dx, dy);
    const shown = radius / Math.max(1, Math.hypot(dx, dy));
    this.glass.draw(side, { ...middle, knobX: dx * shown, knobY: dy * shown });
  }

  private letGo(id: number): void {
    const holder = this.buttons.get(id);
    if (holder) this.held.letGo(holder);
    this.buttons.delete(id);
    const grip = this.sticks.get(id);
    if (!grip) return;
    this.sticks.delete(id);
    this.stickOf(grip.side).rest();
    this.glass.draw(grip.side, null);
  }

  private stickOf(side: Side): Stick {
    return (side === "left") === this.habits().swap ? this.aim : this.fly;
  }
}

/** The middle comes after a thumb that went beyond the edge: else the way back would be longer than the way there. */
function follow(middle: { x: number; y: number }, x: number, y: number, radius: number): void {
  const far = Math.hypot(x - middle.x, y - middle.y);
  if (far <= radius) return;
  const share = 1 - radius / far;
  middle.x += (x - middle.x) * share;
  middle.y += (y - middle.y) * share;
}
