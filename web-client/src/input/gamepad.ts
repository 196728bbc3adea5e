// A gamepad: two sticks, and its buttons as codes. It is read, for it tells nothing by itself but its coming and going.

import type { CodeTaker } from "./keyboard";
import { Stick } from "./stick";

/** Buttons that are read; a standard gamepad has 17. */
const BUTTONS = 20;
const CODES = Array.from({ length: BUTTONS }, (_, button) => `Pad${button}`);
/** A stick pushed so far is meant. */
const MEANT = 0.6;
/** How far a trigger must be pulled. */
const PULLED = 0.35;

export class Pad {
  readonly fly = new Stick();
  readonly aim = new Stick();
  private readonly down = new Array<boolean>(BUTTONS).fill(false);
  private connected = 0;
  private newest: Gamepad | null = null;

  constructor(
    target: EventTarget,
    private readonly taker: CodeTaker,
    private readonly read: () => readonly (Gamepad | null)[],
  ) {
    target.addEventListener("gamepadconnected", () => this.connected++);
    target.addEventListener("gamepaddisconnected", () => {
      this.connected = Math.max(0, this.connected - 1);
      this.rest();
      for (let button = 0; button < BUTTONS; button++) this.button(button, false);
    });
  }

  /** Reads what is held now. True when it is in somebody's hands: a worn stick that never rests is no hand. */
  poll(): boolean {
    if (this.connected === 0) return false;
    let used = false;
    this.newest = null;
    for (const pad of this.read()) {
      // Two of them: whoever does something flies.
      if (!pad?.connected || (this.newest && !isTouched(pad))) continue;
      this.newest = pad;
    }
    const pad = this.newest;
    if (!pad) return false;
    this.fly.axes(pad.axes[0] ?? 0, pad.axes[1] ?? 0);
    // In another order the third axis may be a trigger, which rests at its end.
    if (pad.mapping === "standard") this.aim.axes(pad.axes[2] ?? 0, pad.axes[3] ?? 0);
    else this.aim.rest();
    for (let button = 0; button < BUTTONS; button++) used = this.button(button, isPulled(pad, button)) || used;
    return used || this.fly.push > MEANT || this.aim.push > MEANT;
  }

  /** Shakes it: `strength` 0 to 1 for `ms`. */
  rumble(strength: number, ms: number): void {
    const actuator = this.newest?.vibrationActuator;
    const effect = { duration: ms, strongMagnitude: strength, weakMagnitude: strength };
    // Many cannot, or not while the page is hidden.
    actuator?.playEffect?.("dual-rumble", effect).catch(() => {});
  }

  /** Forgets the sticks until they are read again. A button that is held stays so, and is no new press afterwards. */
  rest(): void {
    this.fly.rest();
    this.aim.rest();
  }

  private button(button: number, now: boolean): boolean {
    const code = CODES[button] ?? "";
    if (now && !this.down[button]) this.taker.down(code, null);
    if (!now && this.down[button]) this.taker.up(code);
    this.down[button] = now;
    return now;
  }
}

function isPulled(pad: Gamepad, button: number): boolean {
  const state = pad.buttons[button];
  return state !== undefined && (state.pressed || state.value > PULLED);
}

function isTouched(pad: Gamepad): boolean {
  return pad.buttons.some((button) => button.pressed) || pad.axes.some((axis) => Math.abs(axis) > 0.5);
}

/** Milliseconds until a held direction counts again, and between the counts after that. */
const FIRST_AGAIN_MS = 420;
const AGAIN_MS = 140;

/** A stick as four buttons that repeat, for menus. Gives the code of the cross's button, or null. */
export class Steps {
  private last = "";
  private next = 0;

  at(stick: Stick, now: number): string | null {
    const code = directionOf(stick);
    if (code === this.last && (code === "" || now < this.next)) return null;
    this.next = now + (code === this.last ? AGAIN_MS : FIRST_AGAIN_MS);
    this.last = code;
    return code || null;
  }
}

function directionOf({ x, y, push }: Stick): string {
  if (push < MEANT) return "";
  if (Math.abs(x) > Math.abs(y)) return x > 0 ? "Pad15" : "Pad14";
  return y > 0 ? "Pad13" : "Pad12";
}
