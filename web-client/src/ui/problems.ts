// The page's own words for what the server refuses, by its name; where there are none, the server's English ones.

import type { Problem } from "../net/api";
import type { Why } from "../net/reconnect";
import { Refusal } from "../protocol/generated";
import { type PlainKey, t } from "../text";

/** Why there is no line: a heading, or the begin of a sentence. */
const WHYS: Readonly<Record<string, PlainKey>> = {
  lost: "why.lost",
  restarts: "why.restarts",
  busy: "why.busy",
  full: "why.full",
  "too-many-requests": "why.tooMany",
  "too-many-connections": "why.tooMany",
  "wrong-version": "why.version",
  "no-such-room": "why.noRoom",
  "too-fast": "why.tooFast",
  "taken-over": "why.takenOver",
  kicked: "why.kicked",
  banned: "why.banned",
  "room-closed": "why.roomClosed",
  "foreign-origin": "problem.foreign",
};

/** Why something asked for was not done. */
const PROBLEMS: Readonly<Record<string, PlainKey>> = {
  silent: "problem.silent",
  nonsense: "problem.nonsense",
  "foreign-origin": "problem.foreign",
  "too-many-rooms": "problem.tooManyRooms",
  "too-many-requests": "problem.tooMany",
  "too-many-connections": "problem.tooMany",
  full: "problem.full",
  "no-answer": "problem.internal",
  internal: "problem.internal",
};

const REFUSALS: Readonly<Record<number, PlainKey>> = {
  [Refusal.ROOM_FULL]: "refusal.full",
  [Refusal.BAD_NAME]: "refusal.name",
  [Refusal.TOO_SOON]: "refusal.soon",
  [Refusal.BUSY]: "refusal.busy",
};

/** Why the line to the room is gone. */
export function whyText({ name, detail }: Why): string {
  const key = WHYS[name];
  if (key) return t(key);
  return detail ? t("why.closedBecause", { detail }) : t("why.closed");
}

/** Why a request brought nothing. */
export function problemText({ name, detail, status }: Problem): string {
  const key = PROBLEMS[name];
  return key ? t(key) : detail || t("problem.refused", { status });
}

/** Why there is no seat: one of Refusal, and the server's words. */
export function refusalText(reason: number, detail: string): string {
  const key = REFUSALS[reason];
  return key ? t(key) : detail;
}
