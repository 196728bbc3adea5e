// The way in: asks for the ticket that opens one socket. Who the player is stands in a token, which is kept between
// visits; the server makes one for a newcomer.

import { forget, recall, remember } from "../storage";
import type { Verdict } from "./reconnect";

/** Where the token is remembered. */
const TOKEN = "token";
/** Milliseconds after which no answer will come: as long as a silent line is waited for. */
const ANSWER_MS = 6_000;

/** What came of asking: a ticket, or what to do without one. */
export type Admission = { kind: "ticket"; ticket: string } | Refusal;

/** `problem` is the last part of the problem's type, such as "no-such-room"; "" when there was no answer. */
export type Refusal = Verdict & { problem: string };

/** Asks for a ticket for `room`. `password` is "" where none is wanted; `signal` ends the waiting. */
export async function join(room: string, password: string, signal: AbortSignal): Promise<Admission> {
  const token = recall(TOKEN);
  const admission = await ask(room, password, token, signal);
  if (token === null || admission.kind === "ticket" || admission.problem !== "bad-token") return admission;
  // Another server under the same address, or a season has passed: a newcomer, then.
  forget(TOKEN);
  return ask(room, password, null, signal);
}

async function ask(room: string, password: string, token: string | null, signal: AbortSignal): Promise<Admission> {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, ANSWER_MS);
  signal.addEventListener("abort", giveUp);
  try {
    const answer = await fetch("/api/join", {
      method: "POST",
      headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(password === "" ? { room } : { room, password }),
      signal: patience.signal,
    });
    const body: unknown = await answer.json();
    return answer.ok ? admitted(body) : refused(answer.status, body);
  } catch {
    // No line, no answer in time, or one that is not the server's.
    return { kind: "retry", text: "Connection lost", problem: "" };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}

function admitted(body: unknown): Admission {
  const ticket = text(body, "ticket");
  if (ticket === "") throw new Error("an answer without a ticket");
  remember(TOKEN, text(body, "token"));
  return { kind: "ticket", ticket };
}

/** What a refusal asks of the client. */
export function refused(status: number, body: unknown): Refusal {
  const problem = text(body, "type").replace("/problems/", "");
  const final = (text: string) => ({ kind: "final", text, reload: false, problem }) as const;
  switch (status) {
    case 404:
      return final("There is no such room.");
    case 400:
    case 401:
    case 403:
      return final(text(body, "detail") || "The server does not let you in.");
    default:
      return { kind: "retry", text: "The server is busy", problem };
  }
}

/** A field of an answer; "" when it is not there. */
function text(body: unknown, field: string): string {
  const value = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[field] : undefined;
  return typeof value === "string" ? value : "";
}
