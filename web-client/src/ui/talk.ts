// What is said in a room, as lines to read: people, notices, and what is meant for the reader alone. Pure.

import { CHAT_CHARS_MAX, NOBODY, NoticeWhat } from "../protocol/generated";
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
): Pick<TalkLine, "slot" | "name" | "text" | "tone" | "own"> | null {
  switch (h.kind) {
    case "said": {
      const own = h.slot === seat && seat !== NOBODY;
      if (!own && h.slot !== NOBODY && muted.has(h.name)) return null;
      return { slot: h.slot, name: h.name, text: h.text, tone: "said", own };
    }
    case "notice": {
      const own = h.slot === seat && seat !== NOBODY;
      const text = noticeText(h.what, own ? null : h.name, h.value);
      const tone = ALONE.includes(h.what) ? "warn" : "dim";
      return text ? { slot: NOBODY, name: "", text, tone, own } : null;
    }
    case "host": {
      const own = h.slot === seat && seat !== NOBODY;
      return { slot: NOBODY, name: "", text: hostText(h.slot, h.name, own), tone: "dim", own };
    }
    default:
      return null;
  }
}

/** `lines` with a new one; what is oldest is forgotten. */
export function withLine(lines: readonly TalkLine[], line: Omit<TalkLine, "id">): TalkLine[] {
  return [...lines, { ...line, id: (lines.at(-1)?.id ?? 0) + 1 }].slice(-LINES_MAX);
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
const ALONE: readonly number[] = [
  NoticeWhat.MUTED,
  NoticeWhat.UNMUTED,
  NoticeWhat.TOO_FAST,
  NoticeWhat.REPEATED,
  NoticeWhat.BLOCKED,
  NoticeWhat.NOT_HOST,
  NoticeWhat.REPORTED,
];

/** The words of a notice about `name`, or about the reader (null); empty when there is nothing to say. */
export function noticeText(what: number, name: string | null, value: number): string {
  switch (what) {
    case NoticeWhat.JOINED:
      return name === null ? "" : `${name} joined`;
    case NoticeWhat.LEFT:
      return name === null ? "" : `${name} left`;
    case NoticeWhat.CROWNED:
      return name === null ? "You take the crown" : `${name} takes the crown`;
    case NoticeWhat.STREAK:
      return name === null ? `You destroyed ${value} in one life` : `${name} destroyed ${value} in one life`;
    case NoticeWhat.BACK:
      return name === null ? "You are back in your ship" : `${name} is back`;
    case NoticeWhat.KICKED:
      return name === null ? "" : `The host sent ${name} out`;
    case NoticeWhat.BANNED:
      return name === null ? "" : `The host sent ${name} out for good`;
    case NoticeWhat.MUTED:
      return "The host muted you: nobody reads what you write.";
    case NoticeWhat.UNMUTED:
      return "The host lets you be heard again.";
    case NoticeWhat.TOO_FAST:
      return "Not sent: too much at once. Wait a moment.";
    case NoticeWhat.REPEATED:
      return "Not sent: you have just said that.";
    case NoticeWhat.BLOCKED:
      return "Not sent: the word filter does not pass it.";
    case NoticeWhat.NOT_HOST:
      return "Only the host of the room can do that.";
    case NoticeWhat.REPORTED:
      return "Thank you: your report was noted.";
    default:
      return "";
  }
}

function hostText(slot: number, name: string, own: boolean): string {
  if (slot === NOBODY) return "The room has no host any more";
  return own ? "You are the host of this room: O opens its settings" : `${name} is the host of this room`;
}
