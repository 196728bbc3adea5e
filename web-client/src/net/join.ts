// The way in: asks for the ticket that opens one socket.

import { type Problem, textOf } from "./api";
import { askAsGuest } from "./guest";
import type { Verdict } from "./reconnect";

/** What came of asking: a ticket, or what to do without one. */
export type Admission = { kind: "ticket"; ticket: string } | Verdict;

/** Milliseconds for which a ticket asked for ahead is worth offering: the server takes it for 30 s. */
const AHEAD_MS = 20_000;

interface Asked {
  room: string;
  /** Local milliseconds. */
  at: number;
  admission: Promise<Admission>;
}

/** What was asked for before there was anybody to take it: it opens one socket, the first. */
let ahead: Asked | null = null;
/** The first socket's ticket was asked for. */
let begun = false;

/** Asks for a ticket for `room`, which the first `join` takes if it wants that. */
export function joinAhead(room: string): void {
  if (!begun) ahead = { room, at: performance.now(), admission: ask(room, "") };
}

/** Asks for a ticket for `room`. `password` is "" where none is wanted; `signal` ends the waiting. */
export function join(room: string, password: string, signal: AbortSignal): Promise<Admission> {
  const first = ahead;
  ahead = null;
  begun = true;
  const fits = first?.room === room && password === "" && performance.now() - first.at < AHEAD_MS;
  return fits ? first.admission : ask(room, password, signal);
}

async function ask(room: string, password: string, signal?: AbortSignal): Promise<Admission> {
  const answer = await askAsGuest("/api/join", password === "" ? { room } : { room, password }, signal);
  if (!answer.ok) return refused(answer.problem);
  const ticket = textOf(answer.body, "ticket");
  // An answer that is not this server's: something stands between.
  return ticket ? { kind: "ticket", ticket } : { kind: "retry", why: { name: "lost", detail: "" } };
}

/** Problems that pass, and of which a person wants to know which it is. */
const RETRY_NAMES = ["full", "too-many-requests", "too-many-connections"];

/** What a refusal asks of the client. */
function refused({ status, name, detail }: Problem): Verdict {
  switch (status) {
    case 0:
      return { kind: "retry", why: { name: "lost", detail: "" } };
    case 400:
    case 401:
    case 403:
    case 404:
      return { kind: "final", why: { name, detail }, way: "rooms" };
    default:
      return { kind: "retry", why: { name: RETRY_NAMES.includes(name) ? name : "busy", detail } };
  }
}
