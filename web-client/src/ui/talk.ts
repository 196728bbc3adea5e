// What is said in a room, as lines to read: people, notices, and what is meant for the reader alone. Pure.

import { CHAT_CHARS_MAX, NOBODY, NoticeWhat } from "../protocol/generated";
import { type Key, type PlainKey, t } from "../text";
import type { Happening } from "../world/happenings";

export interface TalkLine {
  /** Counts up; the line's name in the list. */
  id: number;
  /** Local milliseconds. */
  at: number;
  /** Who speaks; NOBODY: the server, or it is a notice. */
  slot: number;
  name: string;
  text: string;
  tone: "said" | "dim" | "warn";
  own: boolean;
  /** Only the newest of its kind is news. */
  passing?: boolean;
}

/** Lines kept to read again. */
export const LINES_MAX = 80;
/** Milliseconds for which a line is shown while the log is closed. */
export const FADE_MS = 8_000;
/** Lines shown while the log is closed, the newest. */
export const LINES_CLOSED = 6;
/** Bytes that the server takes at most. */
const BYTES_MAX = 400;

/** What of a happening is to be read; null: nothing. `muted` are names that the reader does not want to hear. */
export function lineOf(
  h: Happening,
  seat: number,
  muted: ReadonlySet<string>,
): Pick<TalkLine, "slot" | "name" | "text" | "tone" | "own" | "passing"> | null {
  switch (h.kind) {
    case "said": {
      const own = h.slot === seat && seat !== NOBODY;
      if (!own && h.slot !== NOBODY && muted.has(h.name)) return null;
      return { slot: h.slot, name: h.name, text: h.text, tone: "said", own };
    }
    case "notice": {
      const own = h.slot === seat && seat !== NOBODY;
      const text = noticeText(h.what, own ? null : h.name, h.value);
      const tone = h.what in TO_READER ? "warn" : "dim";
      return text ? { slot: NOBODY, name: "", text, tone, own, passing: h.what === NoticeWhat.CROWNED } : null;
    }
    case "host": {
      const own = h.slot === seat && seat !== NOBODY;
      return { slot: NOBODY, name: "", text: hostText(h.slot, h.name, own), tone: "dim", own };
    }
    default:
      return null;
  }
}

/**
 * `lines` with a new one; what is oldest is forgotten. Among equals the crown changes hands often: such a line takes
 * the place of one right before it.
 */
export function withLine(lines: readonly TalkLine[], line: Omit<TalkLine, "id">): TalkLine[] {
  const last = lines.at(-1);
  const kept = line.passing && last?.passing ? lines.slice(0, -1) : lines;
  return [...kept, { ...line, id: (last?.id ?? 0) + 1 }].slice(-LINES_MAX);
}

/** The lines to show at `now`: all of them while the log is open, else the newest for a while. */
export function shownLines(lines: readonly TalkLine[], open: boolean, now: number): readonly TalkLine[] {
  if (open) return lines;
  return lines.slice(-LINES_CLOSED).filter((line) => now - line.at < FADE_MS);
}

/** What a person typed as it can be sent: no ends of blanks, not too long; empty when nothing is left. */
export function speech(text: string): string {
  const cut = [...text.trim()].slice(0, CHAT_CHARS_MAX);
  while (new TextEncoder().encode(cut.join("")).length > BYTES_MAX) cut.pop();
  return cut.join("").trim();
}

/** Notices to the reader alone. */
const TO_READER: Readonly<Record<number, PlainKey>> = {
  [NoticeWhat.MUTED]: "notice.muted",
  [NoticeWhat.UNMUTED]: "notice.unmuted",
  [NoticeWhat.TOO_FAST]: "notice.tooFast",
  [NoticeWhat.REPEATED]: "notice.repeated",
  [NoticeWhat.BLOCKED]: "notice.blocked",
  [NoticeWhat.NOT_HOST]: "notice.notHost",
  [NoticeWhat.REPORTED]: "notice.reported",
};

/** Notices of what the reader did himself. */
const OF_READER = {
  [NoticeWhat.CROWNED]: "notice.crownedYou",
  [NoticeWhat.STREAK]: "notice.streakYou",
  [NoticeWhat.BACK]: "notice.backYou",
} as const satisfies Record<number, Key>;

const OF_OTHERS = {
  [NoticeWhat.JOINED]: "notice.joined",
  [NoticeWhat.LEFT]: "notice.left",
  [NoticeWhat.CROWNED]: "notice.crowned",
  [NoticeWhat.STREAK]: "notice.streak",
  [NoticeWhat.BACK]: "notice.back",
  [NoticeWhat.KICKED]: "notice.kicked",
  [NoticeWhat.BANNED]: "notice.banned",
} as const satisfies Record<number, Key>;

/** The words of a notice about `name`, or about the reader (null); empty when there is nothing to say. */
export function noticeText(what: number, name: string | null, value: number): string {
  const alone = TO_READER[what];
  if (alone) return t(alone);
  if (name !== null) return what in OF_OTHERS ? t(OF_OTHERS[what as keyof typeof OF_OTHERS], { name, n: value }) : "";
  return what in OF_READER ? t(OF_READER[what as keyof typeof OF_READER], { n: value }) : "";
}

function hostText(slot: number, name: string, own: boolean): string {
  if (slot === NOBODY) return t("notice.noHost");
  return own ? t("notice.hostYou") : t("notice.host", { name });
}
