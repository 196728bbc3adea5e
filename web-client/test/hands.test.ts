// All devices together, on a page of cardboard: what they ask the game for.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { device, listener } from "../src/bindings/device";
import { Hands } from "../src/input/hands";
import type { Glass } from "../src/input/touch";

class Box extends EventTarget {
  getBoundingClientRect() {
    return { left: 0, top: 0, width: 800, height: 600 };
  }
}

describe("hands", () => {
  let page: EventTarget;
  let pad: { axes: number[]; pressed: number[] };
  let flying: boolean;
  let asked: string[];
  let hands: Hands;

  beforeEach(() => {
    page = new EventTarget();
    pad = { axes: [0, 0, 0, 0], pressed: [] };
    flying = true;
    asked = [];
    vi.stubGlobal("window", page);
    vi.stubGlobal("document", { documentElement: new Box() });
    vi.stubGlobal("navigator", { getGamepads: () => [gamepad()] });
    for (const name of ["HTMLInputElement", "HTMLSelectElement", "Element"]) vi.stubGlobal(name, class {});
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe() {}
      },
    );
    const glass = { field: new Box(), radius: 50, middleOf: () => ({ x: 0, y: 0 }), draw: () => {} };
    hands = new Hands(new Box() as unknown as HTMLElement, glass as unknown as Glass, {
      flying: () => flying,
      pressed: (action, code) => asked.push(action ?? code),
    });
    page.dispatchEvent(new Event("gamepadconnected"));
  });
  afterEach(() => {
    device.value = "keys";
    listener.value = null;
    vi.unstubAllGlobals();
  });

  function gamepad() {
    const buttons = Array.from({ length: 17 }, (_, i) => {
      const pressed = pad.pressed.includes(i);
      return { pressed, value: Number(pressed) };
    });
    return { connected: true, mapping: "standard", axes: pad.axes, buttons };
  }
  function key(type: "keydown" | "keyup", code: string) {
    page.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { code, repeat: false }));
  }

  test("fly by two keys at full thrust, not faster aslant", () => {
    key("keydown", "KeyW");
    key("keydown", "KeyD");
    expect(hands.wish).toMatchObject({ x: 90, y: -90 });
    key("keyup", "KeyW");
    expect(hands.wish).toMatchObject({ x: 127, y: 0 });
  });

  test("let go of all when another window has the focus, and read no gamepad there", () => {
    key("keydown", "KeyW");
    page.dispatchEvent(new Event("blur"));
    pad.axes = [1, 0, 0, 0];
    hands.read(0);
    expect(hands.wish).toMatchObject({ x: 0, y: 0 });
    page.dispatchEvent(new Event("focus"));
    hands.read(10);
    expect(hands.wish).toMatchObject({ x: 127, y: 0 });
  });

  test("fly with what was used last", () => {
    pad.axes = [1, 0, 0, 0];
    hands.read(0);
    expect(device.value).toBe("pad");
    pad.axes = [0, 0, 0, 0];
    key("keydown", "KeyA");
    expect(device.value).toBe("keys");
    expect(hands.wish).toMatchObject({ x: -127 });
  });

  test("hold nothing by a key that was pressed where nobody flies", () => {
    flying = false;
    key("keydown", "Comma");
    key("keydown", "KeyW");
    flying = true;
    expect(asked).toEqual(["settings", "up"]);
    expect(hands.wish).toMatchObject({ x: 0, y: 0 });
  });

  test("walk through a menu by a stick", () => {
    flying = false;
    pad.axes = [0, 1, 0, 0];
    hands.read(0);
    expect(asked).toEqual(["Pad13"]);
  });

  test("do not walk away from a field that waits for a button, and give it the button", () => {
    flying = false;
    const heard = vi.fn();
    listener.value = heard;
    pad.axes = [0, 1, 0, 0];
    hands.read(0);
    pad.pressed = [5];
    hands.read(10);
    expect(heard.mock.calls).toEqual([["Pad5"]]);
    expect(asked).toEqual([]);
  });
});
