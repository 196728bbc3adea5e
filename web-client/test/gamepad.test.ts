import { beforeEach, describe, expect, test, vi } from "vitest";
import { Pad, Steps } from "../src/input/gamepad";
import { Stick } from "../src/input/stick";

describe("a gamepad", () => {
  let calls: string[];
  let target: EventTarget;
  let pads: (Gamepad | null)[];
  let pad: Pad;
  const taker = {
    down: (code: string) => {
      calls.push(`+${code}`);
      return true;
    },
    up: (code: string) => calls.push(`-${code}`),
    release: () => {},
  };

  function held(axes: number[], pressed: Record<number, number> = {}) {
    const buttons = Array.from({ length: 17 }, (_, i) => ({
      value: pressed[i] ?? 0,
      pressed: (pressed[i] ?? 0) > 0.9,
    }));
    return { connected: true, mapping: "standard", axes, buttons } as unknown as Gamepad;
  }

  beforeEach(() => {
    calls = [];
    target = new EventTarget();
    pads = [null];
    pad = new Pad(target, taker, () => pads);
    target.dispatchEvent(new Event("gamepadconnected"));
  });

  test("that was not plugged in is not asked", () => {
    const read = vi.fn(() => []);
    expect(new Pad(new EventTarget(), taker, read).poll()).toBe(false);
    expect(read).not.toHaveBeenCalled();
  });

  test("flies and aims with its sticks", () => {
    pads = [held([1, 0, 0, -1])];
    expect(pad.poll()).toBe(true);
    expect([pad.fly.x, pad.aim.y]).toEqual([1, -1]);
  });

  test("lying on the table does nothing", () => {
    pads = [held([0.05, -0.1, 0, 0.12])];
    expect(pad.poll()).toBe(false);
  });

  test("with a worn stick is in nobody's hands, and flies all the same once it is", () => {
    pads = [held([0.4, 0, 0, 0])];
    expect(pad.poll()).toBe(false);
    expect(pad.fly.x).toBeCloseTo(0.27, 2);
  });

  test("of an unknown make does not aim with what may be a trigger", () => {
    pads = [{ ...held([0, 0, -1, -1]), mapping: "" } as unknown as Gamepad];
    expect(pad.poll()).toBe(false);
    expect(pad.aim.push).toBe(0);
  });

  test("presses each button once, and a trigger before its end", () => {
    pads = [held([0, 0, 0, 0], { 7: 0.5 })];
    pad.poll();
    pad.poll();
    pads = [held([0, 0, 0, 0])];
    pad.poll();
    expect(calls).toEqual(["+Pad7", "-Pad7"]);
  });

  test("that is pulled out lets go of all", () => {
    pads = [held([1, 0, 0, 0], { 7: 1 })];
    pad.poll();
    target.dispatchEvent(new Event("gamepaddisconnected"));
    expect(calls).toEqual(["+Pad7", "-Pad7"]);
    expect(pad.fly.push).toBe(0);
  });

  test("with a button held through a change of screens has not pressed it again", () => {
    pads = [held([0, 0, 0, 0], { 9: 1 })];
    pad.poll();
    pad.rest();
    pad.poll();
    expect(calls).toEqual(["+Pad9"]);
  });

  test("shakes as long and as strongly as asked, and one that cannot does nothing", () => {
    const playEffect = vi.fn(() => Promise.reject(new Error("not now")));
    pads = [{ ...held([0, 0, 0, 0]), vibrationActuator: { playEffect } } as unknown as Gamepad];
    pad.poll();
    pad.rumble(0.5, 80);
    expect(playEffect).toHaveBeenCalledWith("dual-rumble", {
      duration: 80,
      strongMagnitude: 0.5,
      weakMagnitude: 0.5,
    });
    pads = [held([0, 0, 0, 0])];
    pad.poll();
    pad.rumble(0.5, 80);
    expect(playEffect).toHaveBeenCalledTimes(1);
  });

  test("of two, the one that is used flies", () => {
    pads = [held([0, 0, 0, 0]), held([-1, 0, 0, 0])];
    pad.poll();
    expect(pad.fly.x).toBe(-1);
  });
});

describe("a stick in a menu", () => {
  test("goes one step, waits, and goes on", () => {
    const steps = new Steps();
    const stick = new Stick();
    stick.thumb(0, 1);
    const at = (now: number) => steps.at(stick, now);
    expect([at(0), at(100), at(420), at(500), at(560)]).toEqual(["Pad13", null, "Pad13", null, "Pad13"]);
    stick.thumb(-1, 0);
    expect(at(570)).toBe("Pad14");
    stick.rest();
    expect(at(580)).toBeNull();
    stick.thumb(-1, 0);
    expect(at(590)).toBe("Pad14");
  });
});
