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

export function forget(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // What could not be kept needs no forgetting.
  }
}
