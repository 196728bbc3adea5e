// What the page shows, as signals. Written by the game, read by the components; hot values of the fight are
// not here but in the HUD's own text nodes.

import { computed, signal } from "@preact/signals";
import type { Status } from "../net/session";
import type { RoomCard } from "../protocol/card";
import { NAME_CHARS_MAX } from "../protocol/generated";
import { settings } from "../settings";
import { memory } from "../storage";
import { t } from "../text";
import type { WeaponName } from "../world/happenings";

export interface DeathCard {
  by: string;
  /** What did it. */
  weapon: WeaponName;
  lost: number;
  /** Seconds until the new ship. */
  left: number;
  /** Of the life that is over: ships destroyed, the most points and the highest level, seconds. */
  kills: number;
  score: number;
  level: number;
  seconds: number;
  /** Which death of this visit it is, from 1. */
  count: number;
}

/** The menu over the live arena, the arena to look at, or a ship to fly. */
export type Mode = "menu" | "watch" | "play";

/** What is open beside the fight; one at a time. */
export type Panel = "none" | "chat" | "signs" | "players" | "host" | "help";

/** A card that wants an answer before anything else. */
export type Dialog =
  | { kind: "create" }
  /** The room wants a password; `wrong`: it was not the one given. */
  | { kind: "password"; code: string; wrong: boolean }
  /** The link of the room, to send to friends. */
  | { kind: "share"; code: string }
  | { kind: "settings" }
  | { kind: "help" };

export const status = signal<Status>({ kind: "connecting", attempt: 1 });
export const mode = signal<Mode>("menu");
export const playing = computed(() => mode.value === "play");
/** There was a ship since Play: the server keeps it for a while. */
export const hadShip = signal(false);
export const panel = signal<Panel>("none");
export const dialog = signal<Dialog | null>(null);
/** The large scoreboard stays, for those who have no key to hold. */
export const scores = signal(false);
export const death = signal<DeathCard | null>(null);
/** Why the server gave no seat. */
export const refusal = signal("");
/** Code of the room that is entered or shown; empty while none is chosen. */
export const room = signal("");
/** The public rooms; null while they are not known. */
export const rooms = signal<readonly RoomCard[] | null>(null);
/** The server was asked for them and gave none. */
export const noList = signal(false);
/** Milliseconds to this server and back; null while nobody knows. */
export const ping = signal<number | null>(null);
/** The card of a room that is not in the list. */
export const hiddenRoom = signal<RoomCard | null>(null);
/** The card of the chosen room; null while it is not known. */
export const roomCard = computed(
  () =>
    rooms.value?.find((card) => card.code === room.value) ??
    (hiddenRoom.value?.code === room.value ? hiddenRoom.value : null),
);
export const muted = computed(() => settings.value.muted);
/** Local milliseconds, a few times a second, for countdowns. */
export const clock = signal(0);
export const name = signal(firstName());

export function togglePanel(which: Panel): void {
  panel.value = panel.value === which ? "none" : which;
}

function firstName(): string {
  const known = memory.recall("name");
  return known && fits(known) ? known : t("menu.guest", { number: String(1000 + Math.floor(Math.random() * 9000)) });
}

/** True when the server can take this name (it counts characters, not UTF-16 units). */
export function fits(text: string): boolean {
  const length = [...text.trim()].length;
  return length >= 1 && length <= NAME_CHARS_MAX;
}

export function keepName(text: string): void {
  name.value = text;
  memory.remember("name", text);
}
