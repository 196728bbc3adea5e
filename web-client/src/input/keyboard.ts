// Keys by their place on the board, except those that somebody types with.

import { listener } from "../bindings/device";

/** Takes what is pressed on any device, by code. */
export interface CodeTaker {
  /** True when the page shall not have it as well. */
  down(code: string, event: Event | null): boolean;
  up(code: string): void;
  release(): void;
}

/** Keys that a focused button or switch wants, and whoever goes from one to the next. */
const PRESSING = ["Space", "Enter", "NumpadEnter", "Tab"];
/** Keys that a slider wants as well. */
const SLIDING = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

export function listenToKeys(target: Window, taker: CodeTaker): void {
  /** Pressed, and not the page's until they come up. */
  const taken = new Set<string>();
  target.addEventListener("keydown", (event) => {
    const { code } = event;
    if (event.repeat) {
      // It must not scroll the page, nor write into the field that it has just opened.
      if (taken.has(code)) event.preventDefault();
      return;
    }
    taken.delete(code);
    if (!code || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!taker.down(code, event)) return;
    taken.add(code);
    event.preventDefault();
  });
  target.addEventListener("keyup", (event) => {
    taken.delete(event.code);
    taker.up(event.code);
    // While Cmd is held a Mac does not tell which keys come up.
    if (event.key === "Meta") taker.release();
  });
  target.addEventListener("keydown", (event) => hearKey(event), { capture: true });
}

/** Before everything else: a key that somebody waits for is for him alone. */
function hearKey(event: KeyboardEvent): void {
  if (!listener.value || event.repeat || !event.code) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  listener.value(event.code);
}

/** A field wants letters (a list too: it looks for them), and a focused button wants to be pressed. */
function isTyping({ target, code, isComposing }: KeyboardEvent): boolean {
  if (isComposing || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) {
    if (target.type === "range") return PRESSING.includes(code) || SLIDING.includes(code);
    return target.type !== "checkbox" || PRESSING.includes(code);
  }
  return target instanceof Element && target.closest("button, .drawer") !== null && PRESSING.includes(code);
}
