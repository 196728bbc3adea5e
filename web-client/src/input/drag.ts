// Dragging the arena with mouse or finger, as a watcher does.

import { isWidget } from "./pointer";

/** Pixels before a press counts as a drag. */
const SLACK_PX = 4;

/** `moved` gets CSS pixels since the last call, while `enabled`. */
export function listenToDrag(
  stage: HTMLElement,
  enabled: () => boolean,
  moved: (dx: number, dy: number) => void,
): void {
  let pointer: number | null = null;
  let last = { x: 0, y: 0 };
  let moving = false;
  stage.addEventListener("pointerdown", (event) => {
    if (!enabled() || pointer !== null || event.button !== 0 || isWidget(event)) return;
    pointer = event.pointerId;
    last = { x: event.clientX, y: event.clientY };
    moving = false;
    // The finger may leave the stage and still drags.
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer || !enabled()) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    moving ||= Math.hypot(dx, dy) > SLACK_PX;
    if (!moving) return;
    last = { x: event.clientX, y: event.clientY };
    moved(dx, dy);
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    stage.addEventListener(type, (event) => {
      if (event.pointerId === pointer) pointer = null;
    });
  }
}
