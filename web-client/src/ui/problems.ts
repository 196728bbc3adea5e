// The page's own words for what the server refuses, by its name; where there are none, the server's English ones.

import type { Problem } from "../net/api";
import type { Why } from "../net/reconnect";
import { Refusal } from "../protocol/generated";
import { type Key, t } from "../text";

/** Keys of texts without slots. */
const WHYS = {
  lost: "why.lost",
  restarts: "why.restarts",
  busy: "why.busy",
  "wrong-version": "why.version",
  "no-such-room": "why.noRoom",
  "too-fast": "why.tooFast",
  "taken-over": "why.takenOver",
  kicked: "why.kicked",
  banned: "why.banned",
  "room-closed": "why.roomClosed",
  silent: "problem.silent",
  nonsense: "problem.nonsense",
  "foreign-origin": "problem.foreign",
  "too-many-rooms": "problem.tooManyRooms",
  "too-many-requests": "problem.tooMany",
  "too-many-connections": "problem.tooMany",
  full: "problem.full",
  "no-answer": "problem.internal",
  internal: "problem.internal",
} as const satisfies Record<string, Key>;

const REFUSALS = {
  [Refusal.ROOM_FULL]: "refusal.full",
  [Refusal.BAD_NAME]: "refusal.name",
  [Refusal.TOO_SOON]: "refusal.soon",
  [Refusal.BUSY]: "refusal.busy",
} as const satisfies Record<number, Key>;

/** Why the line to the room is gone. */
export function whyText({ name, detail }: Why): string {
  return ownText(name) ?? (detail ? t("why.closedBecause", { detail }) : t("why.closed"));
}

/** Why a request brought nothing. */
export function problemText({ name, detail, status }: Problem): string {
  return ownText(name) ?? (detail || t("problem.refused", { status }));
}

/** Why there is no seat: one of Refusal, and the server's words. */
export function refusalText(reason: number, detail: string): string {
  return reason in REFUSALS ? t(REFUSALS[reason as keyof typeof REFUSALS]) : detail;
}

function ownText(name: string): string | undefined {
  return name in WHYS ? t(WHYS[name as keyof typeof WHYS]) : undefined;
}
