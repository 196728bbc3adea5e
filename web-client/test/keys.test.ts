// What an action does beside flying, by what is open.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Action } from "../src/bindings/actions";
import type { Game } from "../src/game";
import { pressed } from "../src/keys";
import { change, DEFAULTS, settings } from "../src/settings";
import { host, seat } from "../src/ui/company";
import * as state from "../src/ui/state";

let done: string[];
let game: Game;
/** What a gamepad could walk in. */
let menu: unknown;

class Dialog {
  close() {
    done.push("close");
  }
}

function press(action: Action | null, code = "", event: Event | null = null): void {
  pressed(game, action, code, event);
}

beforeEach(() => {
  done = [];
  menu = null;
  const note = (what: string) => () => done.push(what);
  game = {
    play: note("play"),
    leave: note("leave"),
    voices: { showSign: (sign: number) => done.push(`sign ${sign}`) },
    arena: {
      point: note("point"),
      follow: (step: number) => done.push(`follow ${step}`),
      visit: { spend: (stat: number) => done.push(`spend ${stat}`) },
    },
  } as unknown as Game;
  state.mode.value = "play";
  state.status.value = { kind: "seated", slot: 3, name: "Ann" };
  state.panel.value = "none";
  state.dialog.value = null;
  seat.value = 3;
  host.value = null;
  change(DEFAULTS);
  vi.stubGlobal("document", { querySelectorAll: () => [], querySelector: () => menu });
  vi.stubGlobal("HTMLDialogElement", Dialog);
});
afterEach(() => vi.unstubAllGlobals());

describe("in the fight", () => {
  test("a digit spends a point", () => {
    press("stat2", "Digit2");
    expect(done).toEqual(["spend 1"]);
  });

  test("a digit shows a sign where signs are open, spends nothing, and closes them", () => {
    press("signs", "KeyT");
    press("stat2", "Digit2");
    expect(done).toEqual(["sign 1"]);
    expect(state.panel.value).toBe("none");
  });

  test("the key that opens the chat is not written into it", () => {
    const event = new Event("keydown", { cancelable: true });
    press("chat", "Enter", event);
    expect(state.panel.value).toBe("chat");
    expect(event.defaultPrevented).toBe(true);
  });

  test("a mark is set", () => {
    press("mark", "KeyG");
    expect(done).toEqual(["point"]);
  });

  test("Escape goes one level up: out of the panel, then out of the fight", () => {
    press("players", "KeyP");
    press("leave", "Escape");
    expect([state.panel.value, ...done]).toEqual(["none"]);
    press("leave", "Escape");
    expect(done).toEqual(["leave"]);
  });

  test("the same key closes what it opened, and another opens its own instead", () => {
    press("players");
    press("help");
    expect(state.panel.value).toBe("help");
    press("help");
    expect(state.panel.value).toBe("none");
  });

  test("only the host rules", () => {
    press("host");
    expect(state.panel.value).toBe("none");
    host.value = { slot: 3, name: "Ann" };
    press("host");
    expect(state.panel.value).toBe("host");
  });

  test("the net graph goes from nothing to a line, to curves, and back", () => {
    const seen = [1, 2, 3].map(() => {
      press("netGraph");
      return settings.value.netGraph;
    });
    expect(seen).toEqual([1, 2, 0]);
  });

  test("a key that only flies does nothing else", () => {
    press("left", "KeyA");
    press("fire", "Space");
    expect(done).toEqual([]);
  });
});

describe("a watcher", () => {
  beforeEach(() => {
    state.mode.value = "watch";
  });

  test("goes from ship to ship by the keys that fly, or the cross", () => {
    press("left", "KeyA");
    press("right", "ArrowRight");
    press("stat2", "Pad15");
    press("stat4", "Pad14");
    expect(done).toEqual(["follow -1", "follow 1", "follow 1", "follow -1"]);
  });

  test.each(["Space", "Enter", "NumpadEnter", "Pad0"])("plays by %s, whatever that is bound to", (code) => {
    press("chat", code);
    expect(done).toEqual(["play"]);
    expect(state.panel.value).toBe("none");
  });

  test("reads the chat, and shows no sign", () => {
    press("signs", "KeyT");
    expect(state.panel.value).toBe("none");
    press("chat", "KeyC");
    expect(state.panel.value).toBe("chat");
  });
});

describe("in the menu", () => {
  beforeEach(() => {
    state.mode.value = "menu";
  });

  test.each(["Enter", "NumpadEnter", "Pad9"])("%s plays", (code) => {
    press(null, code);
    expect(done).toEqual(["play"]);
  });

  test("nothing of the fight opens, but sound and settings", () => {
    press("chat");
    press("players");
    press("leave", "Escape");
    expect([state.panel.value, ...done]).toEqual(["none"]);
    press("mute");
    expect(settings.value.muted).toBe(true);
    press("settings");
    expect(state.dialog.value).toEqual({ kind: "settings" });
  });
});

test("a card that asks has the keys to itself", () => {
  state.dialog.value = { kind: "help" };
  press("mute");
  press("settings");
  press("leave", "Escape");
  expect(done).toEqual([]);
  expect(settings.value.muted).toBe(false);
  expect(state.dialog.value).toEqual({ kind: "help" });
});

test("behind the card of a lost line nothing opens, but one can leave", () => {
  state.status.value = { kind: "waiting", attempt: 1, retryAt: 0, waitMs: 500, why: { name: "lost", detail: "" } };
  press("settings");
  press("chat");
  press("mute");
  expect([state.dialog.value, state.panel.value, settings.value.muted]).toEqual([null, "none", false]);
  press("leave", "Escape");
  expect(done).toEqual(["leave"]);
});

describe("a gamepad's B", () => {
  test("closes the card that asks", () => {
    state.dialog.value = { kind: "settings" };
    menu = new Dialog();
    press(null, "Pad1");
    expect(done).toEqual(["close"]);
  });

  test("closes the panel, and does not leave the fight", () => {
    state.panel.value = "players";
    menu = {};
    press(null, "Pad1");
    expect([state.panel.value, ...done]).toEqual(["none"]);
  });

  test("is no way out of the menu", () => {
    state.mode.value = "menu";
    menu = {};
    press(null, "Pad1");
    expect(done).toEqual([]);
  });

  test("is what it is bound to where nothing is open", () => {
    press("mark", "Pad1");
    expect(done).toEqual(["point"]);
  });
});
