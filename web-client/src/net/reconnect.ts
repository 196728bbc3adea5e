// When to try again after a connection is lost. Pure: time and chance are passed in.

import { CloseCode, FINAL_CLOSE_CODES } from "../protocol/generated";

/** Milliseconds before the first new attempt, at the most. */
const BACKOFF_MIN_MS = 500;
/** Milliseconds before any attempt, at the most. */
export const BACKOFF_MAX_MS = 8_000;
/** Milliseconds for which the server keeps a seat whose line broke. */
export const SEAT_KEPT_MS = 30_000;

/**
 * Milliseconds to wait before attempt number `attempt` (from 1). The span doubles from 0.5 s up to 8 s and the
 * wait falls into its upper half, so that a thousand clients of a restarted server do not knock at once.
 * `chance` is a random number from 0 to 1.
 */
export function backoffMs(attempt: number, chance: number): number {
  const span = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(attempt - 1, 10));
  return span * (0.5 + chance / 2);
}

/** The close code that a browser gives to a connection that just broke. */
export const BROKEN = 1006;

/** What helps a person whose visit is over: a fresh page, to come back as he is, or another room. */
export type Way = "reload" | "return" | "rooms";

/** Why there is no connection, or no answer: of this page's own finding, or the last part of a problem's type. */
export interface Why {
  name: string;
  /** What the server says of it, in English; "" when it says nothing. */
  detail: string;
}

/** What the end of a connection asks of the client. */
export type Verdict = { kind: "retry"; why: Why } | { kind: "final"; why: Why; way: Way };

/** Reads a WebSocket close code. */
export function verdict(code: number, reason: string): Verdict {
  if (!FINAL_CLOSE_CODES.includes(code)) return { kind: "retry", why: { name: retryName(code), detail: "" } };
  const final = (name: string, way: Way) => ({ kind: "final", why: { name, detail: reason }, way }) as const;
  switch (code) {
    case CloseCode.WrongVersion:
      return final("wrong-version", "reload");
    case CloseCode.NoSuchRoom:
      return final("no-such-room", "rooms");
    case CloseCode.TooFast:
      return final("too-fast", "reload");
    case CloseCode.TakenOver:
      return final("taken-over", "return");
    case CloseCode.Kicked:
      return final("kicked", "rooms");
    case CloseCode.Banned:
      return final("banned", "rooms");
    case CloseCode.RoomClosed:
      return final("room-closed", "rooms");
    default:
      return final("closed", "reload");
  }
}

function retryName(code: number): string {
  switch (code) {
    case CloseCode.GoingAway:
      return "restarts";
    case CloseCode.TryAgainLater:
      return "busy";
    default:
      return "lost";
  }
}
