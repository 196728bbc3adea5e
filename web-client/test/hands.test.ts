import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Pad, Steps } from "../src/input/gamepad";
import { Held } from "../src/input/held";
import { Stick } from "../src/input/stick";
import { Touch } from "../src/input/touch";

describe("what is held", () => {
  test("by two keys is held until both are up", () => {
    const held = new Held();
    held.press("KeyW", "up");
    held.press("ArrowUp", "up");
    held.letGo("KeyW");
    expect(held.holds("up")).toBe(true);
    held.letGo("ArrowUp");
    expect(held.holds("up")).toBe(false);
  });

  test("counts once, however often its key repeats", () => {
    const held = new Held();
    held.press("KeyW", "up");
    held.press("KeyW", "up");
    held.letGo("KeyW");
    expect(held.holds("up")).toBe(false);
  });

  test("shorter than a tick is wanted until an input was made of it", () => {
    const held = new Held();
    held.press("Mouse0", "fire");
    held.letGo("Mouse0");
    expect(held.wants("fire")).toBe(true);
    held.sampled();
    expect(held.wants("fire")).toBe(false);
  });

  test("is forgotten at once, and its key that comes up later takes nothing away", () => {
    const held = new Held();
    held.press("KeyW", "up");
    held.release();
    expect(held.wants("up")).toBe(false);
    held.press("ArrowUp", "up");
    held.letGo("KeyW");
    expect(held.holds("up")).toBe(true);
  });
});

describe("a stick", () => {
  test.each([
    ["at rest", 0.1, 0.05, 0],
    ["just out of the dead zone", 0.15, 0, 0.0116],
    ["at the edge", 0, -1, 1],
    ["beyond it", 3, 4, 1],
    ["of no number", Number.NaN, 0, 0],
  ])("%s is pushed by so much", (_, x, y, push) => {
    const stick = new Stick();
    stick.thumb(x, y);
    expect(stick.push).toBeCloseTo(push, 3);
  });

  test("keeps the direction of the thumb", () => {
    const stick = new Stick();
    stick.thumb(-0.3, 0.4);
    expect(Math.atan2(stick.y, stick.x)).toBeCloseTo(Math.atan2(0.4, -0.3), 9);
  });

  test("of a gamepad is full before the end of its way", () => {
    const stick = new Stick();
    stick.axes(0.95, 0);
    expect(stick.x).toBe(1);
  });
});

/** A target of pointer events: the page, or a button that is held. */
class Place extends EventTarget {
  captured: number[] = [];
  constructor(readonly hold: string | null = null) {
    super();
  }
  closest(selector: string) {
    return selector === "[data-hold]" && this.hold ? { dataset: { hold: this.hold } } : null;
  }
  setPointerCapture(id: number) {
    this.captured.push(id);
  }
}

describe("fingers", () => {
  const habits = { swap: false, floating: true };
  let page: Place;
  let held: Held;
  let touch: Touch;
  let flying: boolean;
  let drawn: unknown[];

  function pointer(type: string, id: number, x: number, y = 300, more = {}) {
    const event = new Event(type, { cancelable: true });
    const fields = { pointerId: id, pointerType: "touch", isPrimary: false, clientX: x, clientY: y };
    page.dispatchEvent(Object.assign(event, fields, more));
  }

  beforeEach(() => {
    vi.stubGlobal("innerWidth", 800);
    vi.stubGlobal("Element", Place);
    page = new Place();
    held = new Held();
    flying = true;
    drawn = [];
    Object.assign(habits, { swap: false, floating: true });
    const glass = {
      field: page as unknown as HTMLElement,
      radius: 50,
      middleOf: () => ({ x: 100, y: 300 }),
      draw: (side: string, at: unknown) => drawn.push([side, at]),
    };
    touch = new Touch(
      page,
      glass,
      held,
      () => habits,
      () => flying,
    );
  });
  afterEach(() => vi.unstubAllGlobals());

  /** The left thumb pushes to the right, all the way. */
  function push() {
    pointer("pointerdown", 1, 100, 300, { isPrimary: true });
    pointer("pointermove", 1, 180);
    expect(touch.fly.x).toBe(1);
  }

  test("fly on the left and aim on the right, both at once", () => {
    push();
    pointer("pointerdown", 2, 600);
    pointer("pointermove", 2, 600, 200);
    expect([touch.fly.x, touch.aim.y]).toEqual([1, -1]);
    pointer("pointerup", 2, 600, 200);
    expect([touch.fly.x, touch.aim.push]).toEqual([1, 0]);
  });

  test("are captured, so that they are heard wherever they go", () => {
    push();
    expect(page.captured).toEqual([1]);
  });

  test.each(["pointerup", "pointercancel", "lostpointercapture"])("let go by %s", (type) => {
    push();
    pointer(type, 1, 180);
    expect(touch.fly.push).toBe(0);
    expect(drawn.at(-1)).toEqual(["left", null]);
    pointer("pointermove", 1, 20);
    expect(touch.fly.push).toBe(0);
  });

  test.each(["blur", "pagehide", "orientationchange"])("let go when the page hears %s", (type) => {
    push();
    page.dispatchEvent(new Event(type));
    expect(touch.fly.push).toBe(0);
  });

  test("a second finger on the same stick has it, and the first has nothing", () => {
    push();
    pointer("pointerdown", 2, 200);
    expect(touch.fly.push).toBe(0);
    pointer("pointermove", 1, 20);
    expect(touch.fly.push).toBe(0);
    pointer("pointermove", 2, 120);
    expect(touch.fly.x).toBe(-1);
    pointer("pointerup", 2, 120);
    expect(touch.fly.push).toBe(0);
  });

  test("a first finger ends what earlier ones left behind", () => {
    push();
    pointer("pointerdown", 7, 600, 300, { isPrimary: true });
    expect(touch.fly.push).toBe(0);
  });

  test("hold a button until they end, and let it go with everything", () => {
    const button = new Place("boost");
    const down = new Event("pointerdown");
    Object.defineProperty(down, "target", { value: button });
    page.dispatchEvent(Object.assign(down, { pointerId: 3, pointerType: "touch", isPrimary: true }));
    expect(held.holds("boost")).toBe(true);
    pointer("pointercancel", 3, 0);
    expect(held.holds("boost")).toBe(false);
  });

  test("can be swapped", () => {
    habits.swap = true;
    pointer("pointerdown", 1, 100);
    pointer("pointermove", 1, 180);
    expect([touch.fly.push, touch.aim.x]).toEqual([0, 1]);
  });

  test("have a floating stick come after them, so that the way back is short", () => {
    push();
    pointer("pointermove", 1, 400);
    pointer("pointermove", 1, 350);
    expect(touch.fly.push).toBe(0);
    pointer("pointermove", 1, 300);
    expect(touch.fly.x).toBe(-1);
  });

  test("find a fixed stick where it is, and leave it there", () => {
    habits.floating = false;
    pointer("pointerdown", 1, 150);
    expect(touch.fly.x).toBe(1);
    pointer("pointermove", 1, 400);
    pointer("pointermove", 1, 100);
    expect(touch.fly.push).toBe(0);
  });

  test("do nothing where nobody flies, and a mouse is no finger", () => {
    pointer("pointerdown", 1, 100, 300, { pointerType: "mouse" });
    pointer("pointermove", 1, 180, 300, { pointerType: "mouse" });
    flying = false;
    pointer("pointerdown", 2, 100);
    pointer("pointermove", 2, 180);
    expect(touch.fly.push).toBe(0);
    expect(page.captured).toEqual([]);
  });
});

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
