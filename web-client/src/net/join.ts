// The way in: asks for the ticket that opens one socket.

import { type Problem, textOf } from "./api";
import { askAsGuest } from "./guest";
import type { Verdict } from "./reconnect";

/** What came of asking: a ticket, or what to do without one. */
export type Admission = { kind: "ticket"; ticket: string } | Refusal;

/** `problem` is the last part of the problem's type, such as "no-such-room"; "" when there was no answer. */
export type Refusal = Verdict & { problem: string };

/** Asks for a ticket for `room`. `password` is "" where none is wanted; `signal` ends the waiting. */
export async function join(room: string, password: string, signal: AbortSignal): Promise<Admission> {
  const answer = await askAsGuest("/api/join", password === "" ? { room } : { room, password }, signal);
  if (!answer.ok) return refused(answer.problem);
  const ticket = textOf(answer.body, "ticket");
  // An answer that is not this server's: something stands between.
  return ticket ? { kind: "ticket", ticket } : { kind: "retry", text: "Connection lost", problem: "" };
}

/** What a refusal asks of the client. */
function refused({ status, name: problem, detail }: Problem): Refusal {
  switch (status) {
    case 0:
      return { kind: "retry", text: "Connection lost", problem };
    case 404:
      return { kind: "final", text: "There is no such room.", way: "rooms", problem };
    case 400:
    case 401:
    case 403:
      return { kind: "final", text: detail, way: "rooms", problem };
    default:
      return { kind: "retry", text: "The server is busy", problem };
  }
}
