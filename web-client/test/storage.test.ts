import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memory } from "../src/storage";

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
  memory.forget("token");
  vi.unstubAllGlobals();
});

test.each([
  ["full", ["write"]],
  ["forbidden", ["read", "write"]],
])("a %s storage forgets nothing while the page is open", (_, what) => {
  memory.remember("token", "old");
  refused = what;
  memory.remember("token", "new");
  expect(memory.recall("token")).toBe("new");
  memory.forget("token");
  expect(memory.recall("token")).not.toBe("new");
});

test("what can be stored again is, and another tab's word counts then", () => {
  refused = ["write"];
  memory.remember("token", "first");
  refused = [];
  memory.remember("token", "second");
  stored.set("fracas.token", "another tab's");
  expect(memory.recall("token")).toBe("another tab's");
});
