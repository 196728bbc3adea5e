// One request to the server's HTTP API, and what came of it as a value: an answer or a problem with words.

/** Milliseconds after which no answer will come: as long as a silent line is waited for. */
const ANSWER_MS = 6_000;

/** Why there is no answer. */
export interface Problem {
  /** 0: nobody answered. */
  status: number;
  /** The last part of the problem's type, such as "no-such-room"; "" when there is none. */
  name: string;
  /** What the server says of it, in English; "" when it says nothing. */
  detail: string;
}

export type Answer = { ok: true; body: unknown } | { ok: false; problem: Problem };

interface Question {
  method?: "GET" | "POST";
  body?: unknown;
  /** Who asks. */
  token?: string | null;
  /** Ends the waiting. */
  signal?: AbortSignal;
}

export async function ask(path: string, { method = "GET", body, token, signal }: Question = {}): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, ANSWER_MS);
  signal?.addEventListener("abort", giveUp);
  if (signal?.aborted) giveUp();
  try {
    const response = await fetch(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: patience.signal,
    });
    if (response.ok) return { ok: true, body: await response.json() };
    // Who stands between may refuse without words.
    const words: unknown = await response.json().catch(() => null);
    return { ok: false, problem: problemOf(words, response.status) };
  } catch {
    // No line, no answer in time, or one that is not the server's.
    return { ok: false, problem: { status: 0, name: "silent", detail: "" } };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** Reads `application/problem+json`; what is no such thing still has a status. */
export function problemOf(value: unknown, status: number): Problem {
  const detail = textOf(value, "detail") || textOf(value, "title");
  return { status, name: textOf(value, "type").replace("/problems/", ""), detail };
}

/** A field of an answer; "" when it is not there. */
export function textOf(value: unknown, field: string): string {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : undefined;
  return typeof found === "string" ? found : "";
}
