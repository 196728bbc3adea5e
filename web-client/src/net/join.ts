// The way in: asks for the ticket that opens one socket. Who the player is stands in a token, which is kept between
// visits; the server makes one for a newcomer.

import { forget, recall, remember } from "../storage";
import { type Answer, ask, textOf } from "./api";
import type { Verdict } from "./reconnect";

/** Where the token is remembered. */
const TOKEN = "token";

/** What came of asking: a ticket, or what to do without one. */
export type Admission = { kind: "ticket"; ticket: string } | Refusal;

/** `problem` is the last part of the problem's type, such as "no-such-room"; "" when there was no answer. */
export type Refusal = Verdict & { problem: string };

/** Who the player is to this server; null: a newcomer. */
export function knownToken(): string | null {
  return recall(TOKEN);
}

export function keepToken(token: string): void {
  remember(TOKEN, token);
}

/** Asks for a ticket for `room`. `password` is "" where none is wanted; `signal` ends the waiting. */
export async function join(room: string, password: string, signal: AbortSignal): Promise<Admission> {
  const token = knownToken();
  const body = password === "" ? { room } : { room, password };
  const answer = await ask("/api/join", { method: "POST", body, token, signal });
  if (token === null || answer.ok || answer.problem.name !== "bad-token") return admission(answer);
  // Another server under the same address, or a season has passed: a newcomer, then.
  forget(TOKEN);
  return admission(await ask("/api/join", { method: "POST", body, signal }));
}

function admission(answer: Answer): Admission {
  if (!answer.ok) return refused(answer.problem.status, answer.problem.name, answer.problem.detail);
  const ticket = textOf(answer.body, "ticket");
  // An answer that is not this server's: something stands between.
  if (ticket === "") return { kind: "retry", text: "Connection lost", problem: "" };
  keepToken(textOf(answer.body, "token"));
  return { kind: "ticket", ticket };
}

/** What a refusal asks of the client; `status` is 0 when nobody answered. */
export function refused(status: number, problem: string, detail: string): Refusal {
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
