// All devices as one pair of hands: what is held, where it aims, and which device it is.

import { type Action, actionOf } from "../bindings/actions";
import { type Device, device, listener } from "../bindings/device";
import { settings } from "../settings";
import type { Wish } from "../world/prediction";
import { Pad, Steps } from "./gamepad";
import { Held } from "./held";
import { type CodeTaker, listenToKeys } from "./keyboard";
import { listenToMouse } from "./mouse";
import type { Stick } from "./stick";
import { type Glass, Touch } from "./touch";

/** Thrust at full. */
const FULL = 127;
/** How far from the middle a stick aims, in heights of the stage. */
const REACH = 0.3;
/** Pixels that a mouse moves before it takes over from another device: a table may shake. */
const MOVED_PX = 3;
/** A thumb pushed so far fires, if it does not fire by aiming alone. */
const EDGE = 0.85;

export interface HandsHost {
  /** A ship is flown and nothing lies over it that wants the keys. */
  flying(): boolean;
  /** An action was asked for, or a code that has none. */
  pressed(action: Action | null, code: string, event: Event | null): void;
}

export class Hands implements CodeTaker {
  /** Where it aims: CSS pixels from the middle of the stage. */
  readonly aim = { x: 1, y: 0 };
  private readonly held = new Held();
  private readonly touch: Touch;
  private readonly pad: Pad;
  private readonly steps = new Steps();
  private readonly mouse = { x: 0, y: 0 };
  /** Of the stage: kept, for asking at every move of the mouse would have the page laid out each time. */
  private box: DOMRect;
  /** The window has the focus: no device is read without. */
  private awake = true;

  constructor(
    stage: HTMLElement,
    glass: Glass,
    private readonly host: HandsHost,
  ) {
    this.box = stage.getBoundingClientRect();
    const measured = new ResizeObserver(() => {
      this.box = stage.getBoundingClientRect();
    });
    measured.observe(stage);
    measured.observe(document.documentElement);
    listenToKeys(window, this);
    listenToMouse(window, this, (x, y) => this.pointed(x, y));
    const habits = () => settings.value.touch;
    this.touch = new Touch(window, glass, this.held, habits, () => host.flying());
    this.pad = new Pad(window, this, () => navigator.getGamepads());
    window.addEventListener("blur", () => {
      this.awake = false;
      this.release();
    });
    window.addEventListener("focus", () => {
      this.awake = true;
    });
    window.addEventListener("pointerdown", ({ pointerType }) => use(pointerType === "touch" ? "touch" : "keys"), true);
  }

  down(code: string, event: Event | null): boolean {
    if (!code.startsWith("Pad")) use("keys");
    else if (listener.value) {
      listener.value(code);
      return true;
    }
    const action = actionOf(code, settings.value.bindings);
    const flying = this.host.flying();
    if (action && flying) this.held.press(code, action);
    this.host.pressed(action, code, event);
    return action !== null && flying;
  }

  up(code: string): void {
    this.held.letGo(code);
  }

  /** Reads what must be read; call it before each look at what is held. */
  read(now: number): void {
    if (this.awake && this.pad.poll()) use("pad");
    // A stick that is nudged meanwhile shall not move the focus away from the field that waits.
    if (listener.value) return;
    const { fly, aim } = this.sticks;
    if (!this.host.flying()) {
      const step = this.steps.at(this.pad.fly, now);
      if (step) this.host.pressed(null, step, null);
      return;
    }
    if (aim.push > 0) this.point(aim);
    // A thumb that rests looks where it flies, but a gun that fires keeps its aim.
    else if (device.value !== "keys" && fly.push > 0 && !this.held.holds("fire")) this.point(fly);
  }

  /** The wish of this moment. */
  get wish(): Wish {
    const { held } = this;
    let x = Number(held.holds("right")) - Number(held.holds("left"));
    let y = Number(held.holds("down")) - Number(held.holds("up"));
    const { fly } = this.sticks;
    if (x === 0 && y === 0) {
      x = fly.x;
      y = fly.y;
    }
    const long = Math.max(1, Math.hypot(x, y));
    return {
      x: Math.round((x / long) * FULL),
      y: Math.round((y / long) * FULL),
      boost: held.holds("boost"),
      fire: held.wants("fire") || this.thumbFires,
      rail: held.wants("rail"),
    };
  }

  holds(action: Action): boolean {
    return this.held.holds(action);
  }

  /** An input was made of what was held. */
  sampled(): void {
    this.held.sampled();
  }

  /** Nothing is held any more, on any device. */
  release(): void {
    this.held.release();
    this.touch.release();
    this.pad.rest();
  }

  /** Shakes the gamepad, if there is one in use and it may. */
  rumble(strength: number, ms: number): void {
    if (device.value === "pad" && settings.value.vibration) this.pad.rumble(strength, ms);
  }

  private get sticks(): { fly: Stick; aim: Stick } {
    return device.value === "pad" ? this.pad : this.touch;
  }

  private get thumbFires(): boolean {
    return this.touch.aim.push > (settings.value.touch.autoFire ? 0 : EDGE);
  }

  private point(stick: Stick): void {
    const reach = (this.box.height * REACH) / stick.push;
    this.aim.x = stick.x * reach;
    this.aim.y = stick.y * reach;
  }

  private pointed(clientX: number, clientY: number): void {
    const moved = Math.hypot(clientX - this.mouse.x, clientY - this.mouse.y);
    if (device.value !== "keys" && moved < MOVED_PX) return;
    use("keys");
    this.mouse.x = clientX;
    this.mouse.y = clientY;
    const { box } = this;
    this.aim.x = clientX - (box.left + box.width / 2);
    this.aim.y = clientY - (box.top + box.height / 2);
  }
}

function use(now: Device): void {
  if (device.value !== now) device.value = now;
}
