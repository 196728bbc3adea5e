// The mouse: where it points, and its buttons as codes. Fingers are not its business.

import { listener } from "../bindings/device";
import type { CodeTaker } from "./keyboard";
import { isWidget } from "./pointer";

/** Code of each bit of `event.buttons`: it counts the right button before the middle one. */
const CODES = ["Mouse0", "Mouse2", "Mouse1", "Mouse3", "Mouse4"] as const;

export function listenToMouse(target: Window, taker: CodeTaker, pointed: (x: number, y: number) => void): void {
  let held = 0;
  /** What began on a widget belongs to it, and what began in the arena to the fight, wherever it moves. */
  let onWidget = false;
  const moved = (event: PointerEvent) => {
    if (event.pointerType === "touch") return;
    pointed(event.clientX, event.clientY);
    // A second button comes and goes by pointermove.
    const now = onWidget ? 0 : event.buttons;
    CODES.forEach((code, bit) => {
      const [was, is] = [held & (1 << bit), now & (1 << bit)];
      if (is && !was) taker.down(code, event);
      if (was && !is) taker.up(code);
    });
    held = now;
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") onWidget = isWidget(event);
    moved(event);
  });
  for (const type of ["pointermove", "pointerup", "pointercancel"] as const) target.addEventListener(type, moved);
  target.addEventListener("blur", () => {
    held = 0;
  });
  target.addEventListener("contextmenu", (event) => isField(event) || event.preventDefault());
  for (const type of ["mousedown", "mouseup"] as const) target.addEventListener(type, stay);
  target.addEventListener("pointerdown", (event) => hearButton(event), { capture: true });
}

/** The middle button would scroll, the side buttons go back and forth in the history. */
function stay(event: MouseEvent): void {
  if (event.button === 1 || event.button > 2) event.preventDefault();
}

/** Before everything else: a button that somebody waits for is for him alone, and its click for nobody. */
function hearButton(event: PointerEvent): void {
  if (!listener.value || event.pointerType === "touch") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const deaf = (click: Event) => {
    click.preventDefault();
    click.stopImmediatePropagation();
  };
  window.addEventListener("click", deaf, { capture: true });
  const over = () => setTimeout(() => window.removeEventListener("click", deaf, { capture: true }));
  window.addEventListener("pointerup", over, { once: true, capture: true });
  listener.value(`Mouse${event.button}`);
}

/** A text field keeps its menu: one pastes by it. */
function isField(event: Event): boolean {
  return event.target instanceof HTMLInputElement;
}
