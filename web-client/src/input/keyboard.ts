// Held keys by their place on the board (event.code), so that WASD is the same hand on every layout.

export type Action = "up" | "down" | "left" | "right" | "boost" | "fire";

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
};

export class Keyboard {
  private readonly held = new Set<string>();

  /** `pressed` gets the code of each new key that is not held to play; it is not called while one types. */
  constructor(target: Window, pressed: (code: string, event: KeyboardEvent) => void) {
    target.addEventListener("keydown", (event) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.code in BINDINGS) {
        this.held.add(event.code);
        // The page must not be scrolled.
        event.preventDefault();
      }
      if (!event.repeat) pressed(event.code, event);
    });
    target.addEventListener("keyup", (event) => this.held.delete(event.code));
    target.addEventListener("blur", () => this.held.clear());
  }

  holds(action: Action): boolean {
    for (const code of this.held) if (BINDINGS[code] === action) return true;
    return false;
  }

  release(): void {
    this.held.clear();
  }
}

/** A field wants letters, and a focused button wants to be pressed by Space. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return event.isComposing || target instanceof HTMLInputElement || target instanceof HTMLButtonElement;
}
