// What the menus show, as signals. Written by the game, read by the components; hot values of the fight are
// not here but in the HUD's own text nodes.

import { signal } from "@preact/signals";
import type { Status } from "../net/session";
import { NAME_CHARS_MAX } from "../protocol/generated";
import { recall, remember } from "../storage";

export interface DeathCard {
  by: string;
  /** What did it. */
  weapon: "blaster" | "rail";
  lost: number;
  /** Seconds until the new ship. */
  left: number;
}

export const status = signal<Status>({ kind: "connecting", attempt: 1 });
/** The player wants to fly; else he watches behind the menu. */
export const playing = signal(false);
export const death = signal<DeathCard | null>(null);
/** Why the server gave no seat. */
export const refusal = signal("");
/** "12 players" or nothing while it is not known. */
export const crowd = signal("");
export const room = signal("");
export const muted = signal(false);
export const helpOpen = signal(false);
/** Local milliseconds, a few times a second, for countdowns. */
export const clock = signal(0);
export const name = signal(firstName());

function firstName(): string {
  const known = recall("name");
  return known && fits(known) ? known : `Guest ${1000 + Math.floor(Math.random() * 9000)}`;
}

/** True when the server can take this name (it counts characters, not UTF-16 units). */
export function fits(text: string): boolean {
  const length = [...text.trim()].length;
  return length >= 1 && length <= NAME_CHARS_MAX;
}

export function keepName(text: string): void {
  name.value = text;
  remember("name", text);
}
