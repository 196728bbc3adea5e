// The whole screen for the fight, where the browser can: an iPhone cannot.

import { signal } from "@preact/signals";

/** Keys that the page would like to have there: Escape goes back in the game, and Ctrl with W closes no tab. */
const KEYS = ["Escape", "KeyW"];

interface LockableKeyboard {
  lock?(codes: string[]): Promise<void>;
}

export const canFullscreen = globalThis.document?.fullscreenEnabled === true;
export const isFullscreen = signal(false);

globalThis.document?.addEventListener("fullscreenchange", () => {
  isFullscreen.value = document.fullscreenElement !== null;
});

export async function toggleFullscreen(): Promise<void> {
  if (!canFullscreen) return;
  try {
    if (document.fullscreenElement) {
      await document.exitFullscreen();
      return;
    }
    await document.documentElement.requestFullscreen({ navigationUI: "hide" });
    await (navigator as { keyboard?: LockableKeyboard }).keyboard?.lock?.(KEYS);
  } catch {
    // Not by this gesture, or not in this frame: the game goes on in its window.
  }
}
