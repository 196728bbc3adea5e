// The people of the room the page is in, as signals: what they say, who they are, who rules.

import { computed, signal } from "@preact/signals";
import { NOBODY } from "../protocol/generated";
import type { RoomSettings } from "../world/world";
import type { Person } from "./people";
import { clock, panel } from "./state";
import { shownLines, type TalkLine } from "./talk";

/** Milliseconds between two looks at which lines are old. */
const BEAT_MS = 250;

/** The own slot. */
export const seat = signal(NOBODY);
export const talk = signal<readonly TalkLine[]>([]);
/** What is typed and not sent. */
export const draft = signal("");
/** What a screen reader is told now. */
export const spoken = signal("");
/** Names whose words the reader does not want. */
export const hushed = signal<ReadonlySet<string>>(new Set());
/** Names that the reader muted for everybody, as their host. The server mutes the person, whatever his seat. */
export const silenced = signal<ReadonlySet<string>>(new Set());
export const people = signal<readonly Person[]>([]);
/** Seats taken, bots too. */
export const shipCount = signal(0);
export const host = signal<{ slot: number; name: string } | null>(null);
export const hosting = computed(() => host.value !== null && host.value.slot === seat.value && seat.value !== NOBODY);
/** Of the room. */
export const roomSettings = signal<RoomSettings | null>(null);
/** Whom a watcher looks at: a name, a place of his own choice, or whom the server shows. */
export const watched = signal<{ kind: "follow" | "free" | "choice"; name: string }>({ kind: "choice", name: "" });

const beat = computed(() => Math.floor(clock.value / BEAT_MS) * BEAT_MS);
export const shownTalk = computed(() => shownLines(talk.value, panel.value === "chat", beat.value));

/** Forgets the room that was left. */
export function forgetCompany(): void {
  talk.value = [];
  draft.value = "";
  silenced.value = new Set();
  people.value = [];
  host.value = null;
  roomSettings.value = null;
  watched.value = { kind: "choice", name: "" };
}

/** `set` with `item` when it was not in it, else without. */
export function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
