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

/** What helps a person whose visit is over: a fresh page, to come back as he is, or another room. */
export type Way = "reload" | "return" | "rooms";

/** What the end of a connection asks of the client. */
export type Verdict = { kind: "retry"; text: string } | { kind: "final"; text: string; way: Way };

/** Reads a WebSocket close code (1006 when the connection just broke). */
export function verdict(code: number, reason: string): Verdict {
  if (!FINAL_CLOSE_CODES.includes(code)) return { kind: "retry", text: retryText(code) };
  const final = (text: string, way: Way) => ({ kind: "final", text, way }) as const;
  switch (code) {
    case CloseCode.WrongVersion:
      return final("The server speaks a newer version. Load the page anew to play.", "reload");
    case CloseCode.NoSuchRoom:
      return final("There is no such room.", "rooms");
    case CloseCode.TooFast:
      return final("The server closed the connection: too many messages.", "reload");
    case CloseCode.TakenOver:
      return final("You play in another tab.", "return");
    case CloseCode.Kicked:
      return final("The host sent you out of this room.", "rooms");
    case CloseCode.Banned:
      return final("The host sent you out of this room for good.", "rooms");
    case CloseCode.RoomClosed:
      return final("This room is closed.", "rooms");
    default:
      return final(`The server closed the connection${reason ? `: ${reason}` : ""}.`, "reload");
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
