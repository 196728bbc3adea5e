import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FIRST_BINDINGS } from "../src/bindings/actions";
import { DEFAULTS, fileOf, type Settings, settingsFrom } from "../src/settings";

/** The settings of a visit with this storage at this address. */
async function visit(kept: Map<string, string> | null, search = "") {
  vi.resetModules();
  vi.stubGlobal("location", { search, pathname: "/r/main" });
  vi.stubGlobal("history", { state: null, replaceState: vi.fn() });
  const storage = kept && {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  };
  if (storage) vi.stubGlobal("localStorage", storage);
  return import("../src/settings");
}

describe("stored settings", () => {
  test.each([
    ["nothing", null],
    ["no JSON", "{volume"],
    ["no record", "[1]"],
    ["null", "null"],
    ["a later version", JSON.stringify({ ...DEFAULTS, version: 2, volume: 0.1 })],
  ])("%s: as at first", (_, text) => expect(settingsFrom(text)).toEqual(DEFAULTS));

  test("what fits is taken, what cannot be is as at first", () => {
    const touch = { swap: true, size: 99, opacity: "much", floating: false };
    const text = JSON.stringify({
      version: 1,
      volume: 0.25,
      shake: -3,
      quality: 0.5,
      netGraph: 7,
      flashes: "no",
      touch,
    });
    expect(settingsFrom(text)).toEqual({
      ...DEFAULTS,
      volume: 0.25,
      quality: 0.5,
      touch: { ...DEFAULTS.touch, swap: true, floating: false },
    });
  });

  test("fields that nobody knows are left out", () => {
    expect(settingsFrom('{"version":1,"spare":1,"touch":{"spare":2}}')).toEqual(DEFAULTS);
  });

  test("every setting that can be is read as it was written", () => {
    const mine = { ...DEFAULTS, language: "de", motion: "less", colours: "two", nameTags: "none", netGraph: 2 };
    expect(settingsFrom(JSON.stringify(mine))).toEqual(mine);
  });
});

describe("a visit", () => {
  let kept: Map<string, string>;
  beforeEach(() => {
    kept = new Map();
  });
  afterEach(() => vi.unstubAllGlobals());

  test("finds what the last one changed", async () => {
    (await visit(kept)).change({ volume: 0.2, language: "de" });
    const { settings } = await visit(kept);
    expect(settings.value).toEqual({ ...DEFAULTS, volume: 0.2, language: "de" });
  });

  test("without storage plays with what it has", async () => {
    const { settings, change } = await visit(null);
    change({ volume: 0.3 });
    expect(settings.value.volume).toBe(0.3);
  });

  test("with ?reset begins anew, and the address loses the word", async () => {
    (await visit(kept)).change({ bindings: { ...FIRST_BINDINGS, up: ["KeyI", "", ""] } });
    const { settings } = await visit(kept, "?reset&resolution=1");
    expect(settings.value).toEqual(DEFAULTS);
    expect(kept.size).toBe(0);
    expect(history.replaceState).toHaveBeenCalledWith(null, "", "?resolution=1");
  });

  test("has less motion when the setting or the system says so", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: () => {} }));
    const { lessMotion, change } = await visit(kept);
    expect(lessMotion()).toBe(true);
    change({ motion: "full" });
    expect(lessMotion()).toBe(false);
    vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
    const other = await visit(new Map());
    expect(other.lessMotion()).toBe(false);
    other.change({ motion: "less" });
    expect(other.lessMotion()).toBe(true);
  });
});

describe("a file of settings", () => {
  const mine: Settings = {
    ...DEFAULTS,
    language: "de",
    shake: 0.4,
    bindings: { ...FIRST_BINDINGS, up: ["KeyI", "", ""] },
    touch: { ...DEFAULTS.touch, swap: true },
  };
  let kept: Map<string, string>;
  beforeEach(() => {
    kept = new Map();
  });
  afterEach(() => vi.unstubAllGlobals());

  test("brings all of them to another machine, which keeps them", async () => {
    const { settings, takeFile } = await visit(kept);
    expect(takeFile(fileOf(mine))).toBe("taken");
    expect(settings.value).toEqual(mine);
    expect((await visit(kept)).settings.value).toEqual(mine);
  });

  test.each([
    ["a picture", "\x89PNG", "notOurs"],
    ["an empty one", "", "notOurs"],
    ["another program's, with a version, too", '{"version":1,"volume":0}', "notOurs"],
    ["one of a later page", fileOf(mine).replace('"version": 1', '"version": 2'), "otherVersion"],
  ])("that is none changes nothing: %s", async (_, text, answer) => {
    const { settings, takeFile } = await visit(kept);
    expect(takeFile(text)).toBe(answer);
    expect(settings.value).toEqual(DEFAULTS);
    expect(kept.size).toBe(0);
  });

  test("that somebody wrote in sets what can be", async () => {
    const { settings, takeFile } = await visit(kept);
    const text = fileOf({ ...mine, volume: 11, bindings: { ...FIRST_BINDINGS, leave: ["KeyX", "", ""] } });
    expect(takeFile(text)).toBe("taken");
    expect(settings.value).toMatchObject({ shake: 0.4, volume: DEFAULTS.volume });
    expect(settings.value.bindings.leave[0]).toBe("Escape");
  });
});
