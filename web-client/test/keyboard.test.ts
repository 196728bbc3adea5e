import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listener } from "../src/bindings/device";
import { listenToKeys } from "../src/input/keyboard";

class Field extends EventTarget {
  constructor(readonly type = "text") {
    super();
  }
}

describe("a key", () => {
  let page: EventTarget;
  let calls: string[];
  let wanted: boolean;

  /** The key as the page hears it; true when the page may have it as well. */
  function key(type: "keydown" | "keyup", code: string, more = {}) {
    const event = new Event(type, { cancelable: true });
    Object.defineProperty(event, "target", { value: null, configurable: true });
    for (const [name, value] of Object.entries({ code, repeat: false, ...more })) {
      Object.defineProperty(event, name, { value });
    }
    return page.dispatchEvent(event);
  }
  const typing = { target: new Field() };

  beforeEach(() => {
    vi.stubGlobal("HTMLInputElement", Field);
    vi.stubGlobal("HTMLSelectElement", class {});
    vi.stubGlobal("Element", class {});
    page = new EventTarget();
    calls = [];
    wanted = true;
    listenToKeys(page as Window, {
      down: (code) => {
        calls.push(`+${code}`);
        return wanted;
      },
      up: (code) => calls.push(`-${code}`),
      release: () => calls.push("release"),
    });
  });
  afterEach(() => {
    listener.value = null;
    vi.unstubAllGlobals();
  });

  test("is pressed once while it is held, and the page does not have it", () => {
    expect(key("keydown", "Space")).toBe(false);
    expect(key("keydown", "Space", { repeat: true })).toBe(false);
    key("keyup", "Space");
    expect(calls).toEqual(["+Space", "-Space"]);
  });

  test("that is typed is nobody else's", () => {
    expect(key("keydown", "KeyW", typing)).toBe(true);
    expect(calls).toEqual([]);
  });

  test.each([
    ["checkbox", "KeyW", true],
    ["checkbox", "ArrowLeft", true],
    ["checkbox", "Space", false],
    ["checkbox", "Tab", false],
    ["range", "KeyW", true],
    ["range", "ArrowLeft", false],
    ["range", "Space", false],
    ["number", "Digit1", false],
  ])("where a %s has the focus: %s flies on: %s", (type, code, flies) => {
    key("keydown", code, { target: new Field(type) });
    expect(calls.includes(`+${code}`)).toBe(flies);
  });

  test("that opened a field does not write in it while it is held", () => {
    key("keydown", "KeyW");
    expect(key("keydown", "KeyW", { ...typing, repeat: true })).toBe(false);
    key("keyup", "KeyW", typing);
    expect(key("keydown", "KeyW", typing)).toBe(true);
  });

  test("of which the end was lost is the page's again when nobody wants it", () => {
    key("keydown", "Tab");
    wanted = false;
    expect(key("keydown", "Tab")).toBe(true);
    expect(key("keydown", "Tab", { repeat: true })).toBe(true);
  });

  test.each(["ctrlKey", "metaKey", "altKey"])("with %s is the browser's", (modifier) => {
    expect(key("keydown", "KeyW", { [modifier]: true })).toBe(true);
    expect(calls).toEqual([]);
  });

  test("is let go of with Cmd, for a Mac does not tell of its end", () => {
    key("keydown", "KeyW");
    key("keyup", "MetaLeft", { key: "Meta" });
    expect(calls).toContain("release");
  });

  test("that somebody waits for is for him alone", () => {
    const heard = vi.fn();
    listener.value = heard;
    expect(key("keydown", "KeyQ", typing)).toBe(false);
    expect(heard).toHaveBeenCalledWith("KeyQ");
    expect(calls).toEqual([]);
  });
});
