import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Held } from "../src/input/held";
import { Touch } from "../src/input/touch";

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
