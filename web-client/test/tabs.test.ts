// The settings of several tabs of one browser: what one keeps the others hear of, a moment later.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DEFAULTS, settingsFrom } from "../src/settings";

let kept: Map<string, string>;
/** How each tab hears of the storage. */
let tabs: ((event: { key: string }) => void)[];
let acting: number;
/** Who is still to hear of what. */
let news: (() => void)[];
let writes: number;

function tell(key: string): void {
  for (const [tab, hear] of tabs.entries()) if (tab !== acting) news.push(() => hear({ key }));
}

/** All hear of all; no more than they can have to say. */
function tellAll(): void {
  for (let i = 0; i < 9; i++) news.shift()?.();
}

async function open() {
  const tab = tabs.length;
  vi.resetModules();
  const page = await import("../src/settings");
  const does = (act: (its: typeof page) => void) => {
    acting = tab;
    act(page);
  };
  return { settings: page.settings, does };
}

beforeEach(() => {
  [kept, tabs, acting, news, writes] = [new Map(), [], 0, [], 0];
  vi.stubGlobal("addEventListener", (_: "storage", hear: (event: { key: string }) => void) => tabs.push(hear));
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      writes++;
      kept.set(key, value);
      tell(key);
    },
    removeItem: (key: string) => {
      kept.delete(key);
      tell(key);
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

test("what one changes both have, and nobody writes back", async () => {
  const [one, two] = [await open(), await open()];
  one.does(({ change }) => change({ volume: 0.2 }));
  tellAll();
  expect(two.settings.value).toEqual({ ...DEFAULTS, volume: 0.2 });
  two.does(({ change }) => change({ trails: false }));
  tellAll();
  expect(one.settings.value).toEqual({ ...DEFAULTS, volume: 0.2, trails: false });
  expect(writes).toBe(2);
});

test("two that change something at once end with the same, which is what is kept", async () => {
  const [one, two] = [await open(), await open()];
  one.does(({ change }) => change({ volume: 0.2 }));
  two.does(({ change }) => change({ volume: 0.9 }));
  tellAll();
  expect(one.settings.value.volume).toBe(0.9);
  expect(two.settings.value).toEqual(one.settings.value);
  expect(settingsFrom(kept.get("fracas.settings") ?? null)).toEqual(one.settings.value);
});

test("when one begins anew the other does", async () => {
  const [one, two] = [await open(), await open()];
  one.does(({ change }) => change({ muted: true }));
  tellAll();
  one.does(({ reset }) => reset());
  tellAll();
  expect(two.settings.value).toEqual(DEFAULTS);
});

test("what a later page wrote leaves an older one as it is", async () => {
  const { settings, does } = await open();
  does(({ change }) => change({ volume: 0.2 }));
  kept.set("fracas.settings", JSON.stringify({ version: 2, volume: 0.9 }));
  acting = -1;
  tell("fracas.settings");
  tellAll();
  expect(settings.value.volume).toBe(0.2);
});

test("what else is kept is no news", async () => {
  const [one, two] = [await open(), await open()];
  one.does(({ change }) => change({ volume: 0.2 }));
  tellAll();
  const before = two.settings.value;
  one.does(() => localStorage.setItem("fracas.name", "Ann"));
  tellAll();
  expect(two.settings.value).toBe(before);
});
