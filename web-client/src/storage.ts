// The few things remembered, over visits or while a tab is open. Storage may be forbidden or full; they then last as long
// as the page.

const PREFIX = "fracas.";

class Memory {
  /** What could not be stored. Without it each new line would be that of another guest, whose ship is a new one. */
  private readonly unstored = new Map<string, string>();

  /** Asked at each use: where storage is forbidden, its very name throws. */
  constructor(private readonly storage: () => Storage) {}

  recall(key: string): string | null {
    const kept = this.unstored.get(key);
    if (kept !== undefined) return kept;
    try {
      return this.storage().getItem(PREFIX + key);
    } catch {
      return null;
    }
  }

  remember(key: string, value: string): void {
    try {
      this.storage().setItem(PREFIX + key, value);
      this.unstored.delete(key);
    } catch {
      this.unstored.set(key, value);
    }
  }

  forget(key: string): void {
    this.unstored.delete(key);
    try {
      this.storage().removeItem(PREFIX + key);
    } catch {
      // What could not be kept needs no forgetting.
    }
  }
}

/** The browser's: all its tabs share it, over visits. */
export const memory = new Memory(() => localStorage);
/** One tab's own, until it is closed. */
export const tabMemory = new Memory(() => sessionStorage);

/** Calls `changed` with what another tab of this browser made of `key`; null: it was taken away. */
export function follow(key: string, changed: (value: string | null) => void): void {
  globalThis.addEventListener?.("storage", (event) => {
    // What is kept now, not what the event tells: when two tabs write at once, both end with the same.
    if (event.key === PREFIX + key || event.key === null) changed(memory.recall(key));
  });
}
