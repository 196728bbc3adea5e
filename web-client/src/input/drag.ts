// Dragging the arena with mouse or finger, as a watcher does.

import { isWidget } from "./pointer";

/** Pixels before a press counts as a drag. */
const SLACK_PX = 4;

export class Drag {
  private pointer: number | null = null;
  private last = { x: 0, y: 0 };
  private moving = false;

  /** `moved` gets CSS pixels since the last call, while `enabled`. */
  constructor(stage: HTMLElement, enabled: () => boolean, moved: (dx: number, dy: number) => void) {
    stage.addEventListener("pointerdown", (event) => {
      if (!enabled() || this.pointer !== null || event.button !== 0 || isWidget(event)) return;
      this.pointer = event.pointerId;
      this.last = { x: event.clientX, y: event.clientY };
      this.moving = false;
      // The finger may leave the stage and still drags.
      stage.setPointerCapture(event.pointerId);
    });
    stage.addEventListener("pointermove", (event) => {
      if (event.pointerId !== this.pointer || !enabled()) return;
      const [dx, dy] = [event.clientX - this.last.x, event.clientY - this.last.y];
      this.moving ||= Math.hypot(dx, dy) > SLACK_PX;
      if (!this.moving) return;
      this.last = { x: event.clientX, y: event.clientY };
      moved(dx, dy);
    });
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
      stage.addEventListener(type, (event) => {
        if (event.pointerId === this.pointer) this.pointer = null;
      });
    }
  }
}
