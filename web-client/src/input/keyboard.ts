// Held keys by their place on the board (event.code), so that WASD is the same hand on every layout.

export type Action = "up" | "down" | "left" | "right" | "boost" | "fire" | "rail" | "scores";

const BINDINGS: Record<string, Action> = {
  KeyW: "up",
  ArrowUp: "up",
  KeyS: "down",
  ArrowDown: "down",
  KeyA: "left",
  ArrowLeft: "left",
  KeyD: "right",
  ArrowRight: "right",
  ShiftLeft: "boost",
  ShiftRight: "boost",
  Space: "fire",
  KeyE: "rail",
  Tab: "scores",
};

export class Keyboard {
  private readonly held = new Set<string>();
  /** Pressed since the last input, perhaps let go already: a press shorter than a tick counts. */
  private readonly tapped = new Set<string>();

  /**
   * `pressed` gets the code of each new key; it is not called while one types. Keys are held to play only while
   * `playing`: in the menus Tab and Space are the browser's.
   */
  constructor(target: Window, playing: () => boolean, pressed: (code: string, event: KeyboardEvent) => void) {
    target.addEventListener("keydown", (event) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.code in BINDINGS && playing()) {
        this.held.add(event.code);
        this.tapped.add(event.code);
        // The page must not be scrolled, nor the focus moved.
        event.preventDefault();
      }
      if (!event.repeat) pressed(event.code, event);
    });
    target.addEventListener("keyup", (event) => this.held.delete(event.code));
    target.addEventListener("blur", () => this.release());
  }

  holds(action: Action): boolean {
    for (const code of this.held) if (BINDINGS[code] === action) return true;
    return false;
  }

  /** True when the key is held or was pressed since the last input. */
  wants(action: Action): boolean {
    for (const code of this.tapped) if (BINDINGS[code] === action) return true;
    return this.holds(action);
  }

  /** An input was made of what was held. */
  sampled(): void {
    this.tapped.clear();
  }

  release(): void {
    this.held.clear();
    this.tapped.clear();
  }
}

/** Keys that a focused button wants, and whoever goes from one to the next. */
const PRESSING = ["Space", "Enter", "NumpadEnter", "Tab"];

/** A field wants letters, and a focused button wants to be pressed. */
function isTyping({ target, code, isComposing }: KeyboardEvent): boolean {
  if (isComposing || target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return true;
  return target instanceof Element && target.closest("button, .drawer") !== null && PRESSING.includes(code);
}
