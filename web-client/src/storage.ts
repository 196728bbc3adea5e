// The few things remembered between visits. Storage may be forbidden or full; the game then forgets, no more.

const PREFIX = "fracas.";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Private mode or a full disk: play goes on without a memory.
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
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // What could not be kept needs no forgetting.
  }
}
