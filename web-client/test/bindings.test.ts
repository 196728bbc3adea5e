import { describe, expect, test } from "vitest";
import { ACTIONS, actionOf, bind, bindingsFrom, FIRST_BINDINGS, isReserved } from "../src/bindings/actions";
import { labelOf } from "../src/bindings/labels";

describe("bindings", () => {
  test("at first give no code to two actions, and nothing to Ctrl", () => {
    const codes = ACTIONS.flatMap((action) => FIRST_BINDINGS[action]).filter((code) => code !== "");
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter(isReserved)).toEqual(["Escape"]);
  });

  test("a code leads to its action, an unbound one to none", () => {
    expect(actionOf("Mouse2", FIRST_BINDINGS)).toBe("rail");
    expect(actionOf("KeyZ", FIRST_BINDINGS)).toBeNull();
    expect(actionOf("", FIRST_BINDINGS)).toBeNull();
  });

  test("a free key takes the place of the old one", () => {
    const bindings = bind(FIRST_BINDINGS, "up", 0, "KeyI");
    expect(bindings.up).toEqual(["KeyI", "ArrowUp", ""]);
    expect(actionOf("KeyW", bindings)).toBeNull();
  });

  test("a key that another action has is swapped", () => {
    const bindings = bind(FIRST_BINDINGS, "up", 0, "KeyE");
    expect(bindings.up[0]).toBe("KeyE");
    expect(bindings.rail).toEqual(["Mouse2", "KeyW", "Pad6"]);
  });

  test("the two keys of one action can change places", () => {
    expect(bind(FIRST_BINDINGS, "up", 0, "ArrowUp").up).toEqual(["ArrowUp", "KeyW", ""]);
  });

  test("a binding can be taken away", () => {
    expect(bind(FIRST_BINDINGS, "help", 1, "").help).toEqual(["KeyH", "", ""]);
  });

  test.each([
    ["Ctrl", "boost", 1, "ControlLeft"],
    ["the way out", "boost", 1, "Escape"],
    ["another key for the way out", "leave", 0, "KeyQ"],
    ["a gamepad's button as a key", "boost", 0, "Pad1"],
    ["a key as a gamepad's button", "boost", 2, "KeyQ"],
  ] as const)("%s is refused", (_, action, slot, code) => {
    expect(bind(FIRST_BINDINGS, action, slot, code)).toBe(FIRST_BINDINGS);
  });
});

describe("stored bindings", () => {
  test("come back as they were", () => {
    const mine = bind(bind(FIRST_BINDINGS, "up", 0, "KeyE"), "boost", 2, "Pad6");
    expect(bindingsFrom(JSON.parse(JSON.stringify(mine)))).toEqual(mine);
  });

  test.each([null, 7, [], { up: "KeyW" }])("%o: as at first", (stored) => {
    expect(bindingsFrom(stored)).toEqual(FIRST_BINDINGS);
  });

  test("with one code twice keep it once, and an action of a later version does not take a key from its owner", () => {
    const { settings: _, ...older } = FIRST_BINDINGS;
    const stored = { ...older, up: ["Comma", "Comma", ""], leave: ["KeyQ", "", ""] };
    const bindings = bindingsFrom(stored);
    expect(bindings.up).toEqual(["Comma", "", ""]);
    expect(bindings.settings).toEqual(["", "", ""]);
    expect(bindings.leave).toEqual(["Escape", "", ""]);
  });
});

describe("what stands on a key", () => {
  const azerty = new Map([
    ["KeyW", "z"],
    ["Digit1", "&"],
    ["Space", " "],
  ]);
  test.each([
    ["KeyW", null, "W"],
    ["KeyW", azerty, "Z"],
    ["Digit1", azerty, "&"],
    ["Space", azerty, "Space"],
    ["ShiftLeft", null, "Shift"],
    ["Numpad4", null, "Num 4"],
    ["Mouse2", null, "Right click"],
    ["Pad7", null, "RT"],
    ["Pad30", null, "Button 30"],
    ["", null, ""],
  ])("%s", (code, letters, label) => expect(labelOf(code, letters)).toBe(label));
});
