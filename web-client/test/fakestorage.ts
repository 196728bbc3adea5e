// A browser's storage made of a map.

import { vi } from "vitest";

/** Puts it in the place of the browser's, until globals are themselves again; what is in it. */
export function fakeStorage(name: "localStorage" | "sessionStorage", kept = new Map<string, string>()) {
  vi.stubGlobal(name, {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  return kept;
}
