// The few things remembered between visits. Storage may be forbidden or full; they then last as long as the page.

const PREFIX = "fracas.";

/** What could not be stored. Without it each new line would be that of another guest, whose ship is a new one. */
const unstored = new Map<string, string>();

export function recall(key: string): string | null {
  const kept = unstored.get(key);
  if (kept !== undefined) return kept;
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
    unstored.delete(key);
  } catch {
    unstored.set(key, value);
  }
}

/** Calls `changed` with what another tab of this browser made of `key`; null: it was taken away. */
export function follow(key: string, changed: (value: string | null) => void): void {
  globalThis.addEventListener?.("storage", (event) => {
    // What is kept now, not what the event tells: when two tabs write at once, both end with the same.
    if (event.key === PREFIX + key || event.key === null) changed(recall(key));
  });
}

export function forget(key: string): void {
  unstored.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // What could not be kept needs no forgetting.
  }
}
