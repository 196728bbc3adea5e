import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listener } from "../src/bindings/device";
import { listenToMouse } from "../src/input/mouse";

class Thing extends EventTarget {
  constructor(readonly widget: boolean) {
    super();
  }
  closest() {
    return this.widget ? this : null;
  }
}
class Field extends Thing {}

const ARENA = new Thing(false);
const BUTTON = new Thing(true);
/** Bits of `buttons`, as the browser counts them. */
const [LEFT, RIGHT, MIDDLE] = [1, 2, 4];

describe("the mouse", () => {
  let page: EventTarget;
  let calls: string[];

  /** True when the page may have it as well. */
  function tell(type: string, more: object = {}) {
    const event = new Event(type, { cancelable: true });
    const all = { target: ARENA, pointerType: "mouse", buttons: 0, button: 0, clientX: 0, clientY: 0, ...more };
    for (const [name, value] of Object.entries(all)) Object.defineProperty(event, name, { value });
    return page.dispatchEvent(event);
  }

  beforeEach(() => {
    vi.useFakeTimers();
    page = new EventTarget();
    calls = [];
    vi.stubGlobal("window", page);
    vi.stubGlobal("Element", Thing);
    vi.stubGlobal("HTMLInputElement", Field);
    const taker = {
      down: (code: string) => calls.push(`+${code}`) > 0,
      up: (code: string) => calls.push(`-${code}`),
      release: () => {},
    };
    listenToMouse(page as Window, taker, (x, y) => calls.push(`${x},${y}`));
  });
  afterEach(() => {
    listener.value = null;
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const buttons = () => calls.filter((call) => /^[+-]/.test(call));

  test("points where it moves", () => {
    tell("pointermove", { clientX: 30, clientY: 40 });
    expect(calls).toEqual(["30,40"]);
  });

  test("presses once while it is dragged, and lets go", () => {
    tell("pointerdown", { buttons: LEFT });
    tell("pointermove", { buttons: LEFT });
    tell("pointerup");
    expect(buttons()).toEqual(["+Mouse0", "-Mouse0"]);
  });

  test("has a second button, of which the browser tells by a move", () => {
    tell("pointerdown", { buttons: LEFT });
    tell("pointermove", { buttons: LEFT | RIGHT });
    tell("pointermove", { buttons: RIGHT | MIDDLE });
    tell("pointercancel");
    expect(buttons()).toEqual(["+Mouse0", "+Mouse2", "-Mouse0", "+Mouse1", "-Mouse2", "-Mouse1"]);
  });

  test("that pressed a widget fires nothing when it is drawn off it", () => {
    tell("pointerdown", { target: BUTTON, buttons: LEFT });
    tell("pointermove", { buttons: LEFT });
    tell("pointerup");
    expect(buttons()).toEqual([]);
    tell("pointerdown", { buttons: LEFT });
    expect(buttons()).toEqual(["+Mouse0"]);
  });

  test("that fires goes on over a widget", () => {
    tell("pointerdown", { buttons: LEFT });
    tell("pointermove", { target: BUTTON, buttons: LEFT });
    expect(buttons()).toEqual(["+Mouse0"]);
  });

  test("is no finger", () => {
    tell("pointerdown", { pointerType: "touch", buttons: LEFT });
    tell("pointermove", { pointerType: "touch", clientX: 9 });
    expect(calls).toEqual([]);
  });

  test("is not told that a finger came down on a widget while it fires", () => {
    tell("pointerdown", { buttons: LEFT });
    tell("pointerdown", { pointerType: "touch", target: BUTTON });
    tell("pointermove", { buttons: LEFT });
    expect(buttons()).toEqual(["+Mouse0"]);
  });

  test("whose button is held through another window's turn presses it anew", () => {
    tell("pointerdown", { buttons: LEFT });
    tell("blur");
    tell("pointermove", { buttons: LEFT });
    expect(buttons()).toEqual(["+Mouse0", "+Mouse0"]);
  });

  test("opens no menu in the arena, but in a field, where one pastes", () => {
    expect(tell("contextmenu")).toBe(false);
    expect(tell("contextmenu", { target: new Field(true) })).toBe(true);
  });

  test.each([
    [0, true],
    [1, false],
    [2, true],
    [3, false],
    [4, false],
  ])("leaves the browser what its button %i does: %s", (button, left) => {
    expect(tell("mousedown", { button })).toBe(left);
    expect(tell("mouseup", { button })).toBe(left);
  });

  test("has a button that somebody waits for: it is for him alone, and its click for nobody", () => {
    const heard = vi.fn();
    const clicked = vi.fn();
    listener.value = heard;
    expect(tell("pointerdown", { target: BUTTON, button: 2, buttons: RIGHT })).toBe(false);
    listener.value = null;
    // As late as the page's own: this flat page knows no capture.
    page.addEventListener("click", clicked);
    tell("pointerup", { target: BUTTON, button: 2 });
    expect(tell("click", { target: BUTTON })).toBe(false);
    expect(heard.mock.calls).toEqual([["Mouse2"]]);
    expect(buttons()).toEqual([]);
    vi.runAllTimers();
    expect(tell("click", { target: BUTTON })).toBe(true);
    expect(clicked).toHaveBeenCalledTimes(1);
  });

  test("is not what a finger taps while a button is waited for", () => {
    const heard = vi.fn();
    listener.value = heard;
    expect(tell("pointerdown", { pointerType: "touch", target: BUTTON })).toBe(true);
    expect(heard).not.toHaveBeenCalled();
  });
});
