// Menus by gamepad, on a page of cardboard.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openMenu, padMenu } from "../src/ui/padmenu";

const [A, UP, DOWN, LEFT, RIGHT] = ["Pad0", "Pad12", "Pad13", "Pad14", "Pad15"] as const;

class Control extends EventTarget {
  tabIndex = 0;
  disabled = false;
  shown = true;
  role: string | null = null;
  readonly heard: string[] = [];

  constructor(readonly name: string) {
    super();
    for (const type of ["input", "change"]) this.addEventListener(type, () => this.heard.push(type));
  }
  matches() {
    return this.disabled;
  }
  getClientRects() {
    return this.shown ? [{}] : [];
  }
  focus() {
    focused = this;
  }
  scrollIntoView() {}
  click() {
    this.heard.push("click");
  }
}
class Field extends Control {
  form = { requestSubmit: () => this.heard.push("submit") };
  value = 5;
  constructor(readonly type: string) {
    super(type);
  }
  stepUp() {
    this.value++;
  }
  stepDown() {
    this.value--;
  }
}
class List extends Control {
  selectedIndex = 1;
  length = 3;
}
class Key extends Event {
  readonly key: string;
  constructor(type: string, init: { key: string; cancelable: boolean }) {
    super(type, init);
    this.key = init.key;
  }
}

let focused: Control | null;
let dialogs: string[];
let open: string | null;

beforeEach(() => {
  [focused, dialogs, open] = [null, [], null];
  vi.stubGlobal("document", {
    get activeElement() {
      return focused;
    },
    querySelectorAll: () => dialogs,
    querySelector: () => open,
  });
  vi.stubGlobal("HTMLElement", Control);
  vi.stubGlobal("HTMLInputElement", Field);
  vi.stubGlobal("HTMLSelectElement", List);
  vi.stubGlobal("KeyboardEvent", Key);
});
afterEach(() => vi.unstubAllGlobals());

function menuOf(...controls: Control[]): Element {
  const contains = (one: Control) => controls.includes(one);
  return { querySelectorAll: () => controls, contains } as unknown as Element;
}

describe("the cross", () => {
  test("goes from control to control, and round", () => {
    const [one, two] = [new Control("one"), new Control("two")];
    const menu = menuOf(one, two);
    const way = [DOWN, DOWN, DOWN, UP, UP, RIGHT, LEFT].map((code) => {
      padMenu(menu, code);
      return focused?.name;
    });
    expect(way).toEqual(["one", "two", "one", "two", "one", "two", "one"]);
  });

  test("leaves out what is off, hidden, or reached otherwise", () => {
    const all = ["first", "off", "hidden", "other tab", "last"].map((name) => new Control(name));
    const [first, off, hidden, tab] = all;
    if (!first || !off || !hidden || !tab) throw new Error("there are five");
    off.disabled = true;
    hidden.shown = false;
    tab.tabIndex = -1;
    focused = first;
    padMenu(menuOf(...all), DOWN);
    expect(focused.name).toBe("last");
  });

  test("begins at the top when the focus is not in the menu", () => {
    focused = new Control("elsewhere");
    padMenu(menuOf(new Control("top"), new Control("next")), UP);
    expect(focused.name).toBe("top");
  });

  test("stays where there is nothing to go to", () => {
    expect(padMenu(menuOf(), DOWN)).toBe(true);
    expect(focused).toBeNull();
  });

  test.each(["range", "number"])("changes a field of type %s to the sides, and leaves it upwards", (type) => {
    const field = new Field(type);
    const menu = menuOf(new Control("above"), field);
    focused = field;
    padMenu(menu, RIGHT);
    expect(field.value).toBe(6);
    padMenu(menu, LEFT);
    padMenu(menu, LEFT);
    expect(field.value).toBe(4);
    expect(field.heard).toEqual(["input", "change", "input", "change", "input", "change"]);
    expect(focused).toBe(field);
    padMenu(menu, UP);
    expect(focused).toMatchObject({ name: "above" });
  });

  test("walks in a list as far as it goes", () => {
    const list = new List("list");
    focused = list;
    const menu = menuOf(list);
    for (let i = 0; i < 4; i++) padMenu(menu, RIGHT);
    expect(list.selectedIndex).toBe(2);
    for (let i = 0; i < 4; i++) padMenu(menu, LEFT);
    expect(list.selectedIndex).toBe(0);
    expect(new Set(list.heard)).toEqual(new Set(["change"]));
  });

  test("turns tabs by the arrows that they know", () => {
    const tab = new Control("tab");
    tab.role = "tab";
    const keys: string[] = [];
    tab.addEventListener("keydown", (event) => {
      keys.push((event as Key).key);
      event.preventDefault();
    });
    focused = tab;
    const menu = menuOf(tab, new Control("page"));
    padMenu(menu, RIGHT);
    padMenu(menu, LEFT);
    expect(keys).toEqual(["ArrowRight", "ArrowLeft"]);
    expect(focused).toBe(tab);
  });
});

describe("A", () => {
  test.each([
    ["a button", () => new Control("button"), "click"],
    ["a switch", () => new Field("checkbox"), "click"],
    ["a slider", () => new Field("range"), "click"],
    ["what was written, by its form", () => new Field("text"), "submit"],
  ])("presses %s", (_, make, effect) => {
    const control = make();
    focused = control;
    expect(padMenu(menuOf(control), A)).toBe(true);
    expect(control.heard).toEqual([effect]);
  });

  test("goes into a menu that has not the focus, and presses nothing yet", () => {
    const [first, elsewhere] = [new Control("first"), new Control("elsewhere")];
    focused = elsewhere;
    padMenu(menuOf(first), A);
    expect(focused).toBe(first);
    expect([...first.heard, ...elsewhere.heard]).toEqual([]);
  });
});

test("other buttons mean nothing to a menu", () => {
  expect(padMenu(menuOf(new Control("one")), "Pad7")).toBe(false);
});

test("the topmost card comes before what lies under it", () => {
  expect(openMenu()).toBeNull();
  open = "drawer";
  expect(openMenu()).toBe("drawer");
  dialogs = ["lower", "upper"];
  expect(openMenu()).toBe("upper");
});
