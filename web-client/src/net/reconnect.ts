// When to try again after a connection is lost. Pure: time and chance are passed in.

import { CloseCode, FINAL_CLOSE_CODES } from "../protocol/generated";

/** Milliseconds before the first new attempt, at the most. */
export const BACKOFF_MIN_MS = 500;
/** Milliseconds before any attempt, at the most. */
export const BACKOFF_MAX_MS = 8_000;

/**
 * Milliseconds to wait before attempt number `attempt` (from 1). The span doubles from 0.5 s up to 8 s and the
 * wait falls into its upper half, so that a thousand clients of a restarted server do not knock at once.
 * `chance` is a random number from 0 to 1.
 */
export function backoffMs(attempt: number, chance: number): number {
  const span = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(attempt - 1, 10));
  return span * (0.5 + chance / 2);
}

/** What a close code asks of the client. */
export type Verdict = { kind: "retry"; text: string } | { kind: "final"; text: string; reload: boolean };

/** Reads a WebSocket close code (1006 when the connection just broke). */
export function verdict(code: number, reason: string): Verdict {
  if (!FINAL_CLOSE_CODES.includes(code)) return { kind: "retry", text: retryText(code) };
  switch (code) {
    case CloseCode.WrongVersion:
      return { kind: "final", text: "The server speaks a newer version. Load the page anew to play.", reload: true };
    case CloseCode.NoSuchRoom:
      return { kind: "final", text: "There is no such room.", reload: false };
    case CloseCode.TooFast:
      return { kind: "final", text: "The server closed the connection: too many messages.", reload: true };
    default:
      return { kind: "final", text: `The server closed the connection${reason ? `: ${reason}` : ""}.`, reload: true };
  }
}

function retryText(code: number): string {
  switch (code) {
    case CloseCode.GoingAway:
      return "The server restarts";
    case CloseCode.TryAgainLater:
      return "The server is busy";
    default:
      return "Connection lost";
  }
}
