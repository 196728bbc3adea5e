import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forget, recall, remember } from "../src/storage";

/** A storage that refuses what it is asked to do. */
let refused: string[];
const stored = new Map<string, string>();

beforeEach(() => {
  refused = [];
  stored.clear();
  const unless = (what: string) => {
    if (refused.includes(what)) throw new DOMException("no", what === "write" ? "QuotaExceededError" : "SecurityError");
  };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => {
      unless("read");
      return stored.get(key) ?? null;
    },
    setItem: (key: string, value: string) => {
      unless("write");
      stored.set(key, value);
    },
    removeItem: (key: string) => stored.delete(key),
  });
});

afterEach(() => {
  forget("token");
  vi.unstubAllGlobals();
});

test.each([
  ["full", ["write"]],
  ["forbidden", ["read", "write"]],
])("a %s storage forgets nothing while the page is open", (_, what) => {
  remember("token", "old");
  refused = what;
  remember("token", "new");
  expect(recall("token")).toBe("new");
  forget("token");
  expect(recall("token")).not.toBe("new");
});

test("what can be stored again is, and another tab's word counts then", () => {
  refused = ["write"];
  remember("token", "first");
  refused = [];
  remember("token", "second");
  stored.set("fracas.token", "another tab's");
  expect(recall("token")).toBe("another tab's");
});
