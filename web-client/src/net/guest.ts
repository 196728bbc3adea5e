// Who the player is: a token, which the server makes for a newcomer and this page keeps between visits.

import { memory } from "../storage";
import { type Answer, ask, textOf } from "./api";

/** Where the token is remembered. */
const TOKEN = "token";

/** The request in the player's name that is under way. */
let underWay: Promise<unknown> | null = null;

/**
 * Asks for something in the player's name, and keeps the token of the answer; `signal` ends the waiting. Nobody asks
 * beside a newcomer's first request: two at once would be two players, one of them forgotten.
 */
export async function askAsGuest(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  while (underWay && memory.recall(TOKEN) === null) await underWay;
  const answer = askNow(path, body, signal);
  underWay = answer;
  try {
    return await answer;
  } finally {
    if (underWay === answer) underWay = null;
  }
}

async function askNow(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  const token = memory.recall(TOKEN);
  const request = { method: "POST", body, ...(signal && { signal }) } as const;
  let answer = await ask(path, { ...request, token });
  if (token !== null && !answer.ok && answer.problem.name === "bad-token") {
    // Another server under the same address, or a season has passed: a newcomer, then.
    memory.forget(TOKEN);
    answer = await ask(path, request);
  }
  const fresh = answer.ok ? textOf(answer.body, "token") : "";
  if (fresh) memory.remember(TOKEN, fresh);
  return answer;
}
