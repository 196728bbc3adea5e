// What the player has in his hands, and who waits for the next key to bind.

import { signal } from "@preact/signals";

export type Device = "keys" | "touch" | "pad";

const thumbsOnly = globalThis.matchMedia?.("(hover: none) and (pointer: coarse)").matches ?? false;

/** The last one used; before that, what the machine looks like. */
export const device = signal<Device>(thumbsOnly ? "touch" : "keys");

/** Gets the next code that is pressed, instead of the game; null: nobody waits. */
export const listener = signal<((code: string) => void) | null>(null);
