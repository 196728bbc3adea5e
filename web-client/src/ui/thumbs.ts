// Sticks and buttons for thumbs, over the whole window. They show what fingers do; what it means is the input's.

import { effect } from "@preact/signals";
import { settings } from "../settings";
import { t } from "../text";
import { element, say } from "./dom";

/** CSS pixels from the middle of a stick to its edge, at size 1. */
const RADIUS_PX = 60;

type Side = "left" | "right";

/** Held while a finger is on them. */
const HELD = ["boost", "rail"] as const;

export class Thumbs {
  readonly field: HTMLElement;
  private readonly bases: Record<Side, HTMLElement>;

  constructor(stage: HTMLElement) {
    this.field = document.createElement("div");
    this.field.id = "thumbs";
    stage.after(this.field);
    this.bases = { left: this.base("left"), right: this.base("right") };
    for (const action of HELD) {
      const button = element("button", action, this.field);
      button.type = "button";
      button.tabIndex = -1;
      button.dataset.hold = action;
      say(button, () => t(`touch.${action}`));
    }
    effect(() => this.fit());
  }

  get radius(): number {
    return RADIUS_PX * settings.value.touch.size;
  }

  /** Where a stick has its place while nobody has it. */
  middleOf(side: Side): { x: number; y: number } {
    const box = this.bases[side].getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }

  draw(side: Side, at: { x: number; y: number; knobX: number; knobY: number } | null): void {
    const base = this.bases[side];
    const knob = base.firstElementChild as HTMLElement;
    base.classList.toggle("on", at !== null);
    // Where it rests is the style sheet's to say.
    base.style.left = at ? `${at.x - this.radius}px` : "";
    base.style.top = at ? `${at.y - this.radius}px` : "";
    knob.style.transform = at ? `translate(${at.knobX.toFixed(1)}px, ${at.knobY.toFixed(1)}px)` : "";
  }

  private fit(): void {
    const { swap, opacity } = settings.value.touch;
    this.field.style.setProperty("--radius", `${this.radius}px`);
    this.field.style.setProperty("--clear", String(opacity));
    this.field.classList.toggle("swapped", swap);
  }

  private base(side: Side): HTMLElement {
    const base = element("div", `base ${side}`, this.field);
    element("i", "", base);
    return base;
  }
}
