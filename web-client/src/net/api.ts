// One request to the server's HTTP API, and what came of it as a value: an answer or a problem with words.

/** Milliseconds after which nobody waits for an answer any more. */
const ANSWER_MS = 6_000;

/** Why there is no answer; `name` is that of /problems/NAME, or "unreachable". */
export interface Problem {
  name: string;
  /** A sentence for the person. */
  detail: string;
}

export type Answer = { ok: true; body: unknown } | { ok: false; problem: Problem };

export interface Request {
  method?: "GET" | "POST";
  body?: unknown;
  /** Who asks. */
  token?: string | null;
}

export async function ask(path: string, { method = "GET", body, token }: Request = {}): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const read: unknown = await response.json().catch(() => null);
    return response.ok ? { ok: true, body: read } : { ok: false, problem: problemOf(read, response.status) };
  } catch {
    return {
      ok: false,
      problem: { name: "unreachable", detail: "The server does not answer. Try again in a moment." },
    };
  }
}

/** Reads `application/problem+json`; what is no such thing still has a status. */
export function problemOf(value: unknown, status: number): Problem {
  const { type, title, detail } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const name = typeof type === "string" ? (/^\/problems\/([a-z-]+)$/.exec(type)?.[1] ?? "") : "";
  const words = [detail, title].find((text) => typeof text === "string" && text !== "");
  return { name, detail: typeof words === "string" ? words : `The server refused (${status}).` };
}
