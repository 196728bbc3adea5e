import { decode, encode } from "@msgpack/msgpack";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BACKOFF_MAX_MS } from "../src/net/reconnect";
import { Session, type Status } from "../src/net/session";
import { CloseCode, PROTOCOL_VERSION, RulesFields, StepsFields } from "../src/protocol/generated";

/** The browser's WebSocket, as far as a Session uses it; the test is the server behind it. */
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: unknown[] = [];
  closedWith: number | undefined;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(
    readonly url: string,
    readonly subprotocols: string[],
  ) {
    FakeSocket.all.push(this);
  }

  send(bytes: Uint8Array): void {
    this.sent.push(decode(bytes));
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closedWith ??= code;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(message: unknown): void {
    const bytes = encode(message);
    this.onmessage?.({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) });
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: "" });
  }
}

const zeros = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 0]));
const WELCOME = [1, PROTOCOL_VERSION, "main", 30, 7, 1500.5, zeros(RulesFields), zeros(StepsFields)];
const HELLO = [1, PROTOCOL_VERSION, "main"];
const JOIN = [2, "Ann"];
const SEATED = [3, 12, "Ann"];

/** The server's answers to those who ask for tickets: a number each, until a test says otherwise. */
let answer: (request: RequestInit) => Response | Promise<Response>;
let tickets: number;
let session: Session;
let refused: string[];
const newest = (): FakeSocket => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
};
const kind = (): Status["kind"] => session.status.kind;

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
/** Lets time pass, and what waits for answers go on. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  vi.useFakeTimers();
  tickets = 0;
  answer = () => json(200, { ticket: `t${++tickets}`, token: "who" });
  vi.stubGlobal("fetch", async (_: string, request: RequestInit) => answer(request));
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.all = [];
  refused = [];
  session = new Session("ws://here/ws", "main", {
    status: () => {},
    welcome: () => {},
    snapshot: () => {},
    refused: (message) => refused.push(message[2]),
  });
  session.connect();
  await pass(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("watches at once", () => {
  newest().open();
  newest().say(WELCOME);
  expect(newest().subprotocols).toEqual(["fracas.v1", "fracas.ticket.t1"]);
  expect(newest().sent).toEqual([HELLO]);
  expect(kind()).toBe("watching");
});

test.each(["before the line is open", "before Welcome", "after Welcome"])("a wish to play %s is sent once", (when) => {
  if (when === "before the line is open") session.join("Ann");
  newest().open();
  if (when === "before Welcome") session.join("Ann");
  newest().say(WELCOME);
  if (when === "after Welcome") session.join("Ann");
  expect(newest().sent).toEqual([HELLO, JOIN]);
  expect(kind()).toBe("joining");
  newest().say(SEATED);
  expect(session.status).toEqual({ kind: "seated", slot: 12, name: "Ann" });
});

test("a lost line comes back by itself, with a new ticket, and takes a seat under the same name", async () => {
  session.join("Ann");
  newest().open();
  newest().say(WELCOME);
  newest().say(SEATED);
  newest().end(1006);
  expect(session.status).toMatchObject({ kind: "waiting", attempt: 1 });
  await pass(500);
  expect(FakeSocket.all.length).toBe(2);
  expect(newest().subprotocols).toContain("fracas.ticket.t2");
  newest().open();
  expect(newest().sent).toEqual([HELLO, JOIN]);
});

test("waits longer after each failure, and from the start again after a success", async () => {
  newest().end(1006);
  await pass(500);
  newest().end(1006);
  await pass(499);
  expect(FakeSocket.all.length).toBe(2);
  await pass(501);
  expect(FakeSocket.all.length).toBe(3);
  newest().open();
  newest().say(WELCOME);
  newest().end(CloseCode.GoingAway);
  expect(session.status).toMatchObject({ kind: "waiting", attempt: 1 });
});

test("a final close code ends it", async () => {
  newest().open();
  newest().end(CloseCode.WrongVersion);
  expect(session.status).toMatchObject({ kind: "closed", way: "reload" });
  await pass(60_000);
  expect(FakeSocket.all.length).toBe(1);
});

test("bytes that are no message end it with the advice to load the page anew", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  newest().open();
  newest().say([77]);
  expect(session.status).toMatchObject({ kind: "closed", way: "reload" });
});

test("a refusal is told, and watching goes on", () => {
  newest().open();
  newest().say(WELCOME);
  session.join("Ann");
  newest().say([4, 1, "This room is full."]);
  expect(kind()).toBe("watching");
  expect(refused).toEqual(["This room is full."]);
  session.join("Ann");
  expect(newest().sent).toEqual([HELLO, JOIN, JOIN]);
});

test("who leaves while the seat is under way gives it back", () => {
  newest().open();
  newest().say(WELCOME);
  session.join("Ann");
  session.leave();
  newest().say(SEATED);
  expect(newest().sent).toEqual([HELLO, JOIN, [5]]);
  expect(kind()).toBe("watching");
});

test("a line that is silent for 5 s is given up", async () => {
  newest().open();
  newest().say(WELCOME);
  await pass(4_900);
  expect(FakeSocket.all.length).toBe(1);
  await pass(2_000);
  expect(FakeSocket.all.length).toBe(2);
});

describe("who comes back to the page", () => {
  beforeEach(() => {
    session.join("Ann");
    newest().open();
    newest().say(WELCOME);
  });

  test("and finds the line alive goes on as he was", async () => {
    await pass(900);
    session.back();
    await pass(100);
    newest().say(SEATED);
    await pass(2_000);
    expect(FakeSocket.all.length).toBe(1);
    expect(kind()).toBe("seated");
  });

  test("and finds it silent has a new one within a second", async () => {
    await pass(4_000);
    session.back();
    await pass(999);
    expect(FakeSocket.all.length).toBe(2);
    expect(kind()).toBe("connecting");
  });

  test("while the next try waits tries at once", async () => {
    newest().end(1006);
    expect(kind()).toBe("waiting");
    session.back();
    await pass(0);
    expect(FakeSocket.all.length).toBe(2);
    await pass(2_000);
    expect(FakeSocket.all.length).toBe(2);
  });

  test("often and quickly asks for one line only", async () => {
    await pass(4_000);
    for (let i = 0; i < 5; i++) session.back();
    await pass(1_500);
    expect(FakeSocket.all.length).toBe(2);
  });

  test("who sees another tab has his seat is not thrown into a tug of war", async () => {
    newest().end(CloseCode.TakenOver);
    session.back();
    await pass(3_000);
    expect(FakeSocket.all.length).toBe(1);
  });
});

test("a machine that slept lets what waits be read before it gives a line up", async () => {
  session.join("Ann");
  newest().open();
  newest().say(WELCOME);
  newest().say(SEATED);
  // No timer ran for a minute.
  vi.setSystemTime(Date.now() + 60_000);
  await pass(1_000);
  expect(FakeSocket.all.length).toBe(1);
  newest().say(SEATED);
  await pass(1_000);
  expect(FakeSocket.all.length).toBe(1);
  vi.setSystemTime(Date.now() + 60_000);
  await pass(1_900);
  expect(FakeSocket.all.length).toBe(2);
});

test("what passes is counted", () => {
  newest().open();
  newest().say(WELCOME);
  const { bytesIn, bytesOut, messagesIn } = session.traffic;
  expect(messagesIn).toBe(1);
  expect(bytesIn).toBe(encode(WELCOME).length);
  expect(bytesOut).toBe(encode(HELLO).length);
});

test("an old socket that still speaks is not heard", () => {
  const old = newest();
  old.open();
  old.say(WELCOME);
  session.cut();
  old.say(SEATED);
  expect(kind()).toBe("waiting");
});

describe("without a ticket there is no socket", () => {
  const again = async () => {
    FakeSocket.all = [];
    session.connect();
    await pass(0);
  };

  test.each([
    [404, "no-such-room"],
    [403, "banned"],
    [400, "malformed"],
  ])("%i ends it", async (status, name) => {
    answer = () => json(status, { type: `/problems/${name}`, detail: "Not here." });
    await again();
    expect(session.status).toEqual({ kind: "closed", why: { name, detail: "Not here." }, way: "rooms" });
    await pass(60_000);
    expect(FakeSocket.all.length).toBe(0);
  });

  test.each([
    ["too many requests", () => json(429, { type: "/problems/too-many-requests" })],
    ["a full server", () => json(503, { type: "/problems/full" })],
    ["another program's answer", () => new Response("<html>", { status: 502 })],
    ["an answer without a ticket", () => json(200, {})],
    ["no line", () => Promise.reject(new TypeError("failed"))],
    ["no answer for 6 s", ({ signal }: RequestInit) => silence(signal)],
  ])("%s is waited out", async (_, said) => {
    const good = answer;
    answer = said;
    await again();
    await pass(6_000);
    expect(FakeSocket.all.length).toBe(0);
    answer = good;
    for (let waited = 0; waited < BACKOFF_MAX_MS && FakeSocket.all.length === 0; waited += 500) await pass(500);
    expect(FakeSocket.all.length).toBe(1);
  });

  /** An answer that never comes; who gives up is told. */
  const silence = (signal: AbortSignal | null | undefined) =>
    new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));

  test("who cuts the line while he waits for one asks anew, and the old answer is not heard", async () => {
    const good = answer;
    let late = (_: Response) => {};
    answer = () => new Promise((resolve) => (late = resolve));
    await again();
    session.cut();
    answer = good;
    await pass(500);
    expect(FakeSocket.all.length).toBe(1);
    late(json(200, { ticket: "late", token: "who" }));
    await pass(0);
    expect(FakeSocket.all.length).toBe(1);
  });
});

describe("the token", () => {
  const stored = new Map<string, string>();
  const shown = ({ headers }: RequestInit) => (headers as Record<string, string>).authorization;

  beforeEach(() => {
    stored.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    });
  });

  test("is kept, shown the next time, and replaced by a newer one", async () => {
    const seen: unknown[] = [];
    answer = (request) => json(200, { ticket: "t", token: `token ${seen.push(shown(request))}` });
    for (let visit = 0; visit < 2; visit++) {
      session.connect();
      await pass(0);
    }
    expect(seen).toEqual([undefined, "Bearer token 1"]);
    expect([...stored.values()]).toEqual(["token 2"]);
  });

  test("is forgotten when the server does not know it, and a newcomer comes in at once", async () => {
    stored.set("fracas.token", "old");
    const seen: unknown[] = [];
    answer = (request) => {
      seen.push(shown(request));
      if (seen.length === 1) return json(401, { type: "/problems/bad-token", detail: "no" });
      return json(200, { ticket: "t", token: "new" });
    };
    session.connect();
    await pass(0);
    expect(seen).toEqual(["Bearer old", undefined]);
    expect([...stored.values()]).toEqual(["new"]);
    expect(newest().subprotocols).toContain("fracas.ticket.t");
  });
});

test("the password of a room goes with the question only", async () => {
  let body: unknown;
  answer = (request) => {
    body = JSON.parse(String(request.body));
    return json(200, { ticket: "t", token: "who" });
  };
  session.password = "sesame";
  session.connect();
  await pass(0);
  expect(body).toEqual({ room: "main", password: "sesame" });
  expect(newest().url).toBe("ws://here/ws");
});

describe("the end of a visit", () => {
  test("gives the seat back and tries nothing more", async () => {
    session.join("Ann");
    newest().open();
    newest().say(WELCOME);
    newest().say(SEATED);
    const last = newest();
    session.end();
    expect(last.closedWith).toBe(1000);
    last.end(1000);
    await pass(60_000);
    expect(FakeSocket.all.length).toBe(1);
  });

  test("ends the wait for another try, too", async () => {
    newest().end(1006);
    session.end();
    await pass(60_000);
    expect(FakeSocket.all.length).toBe(1);
  });

  test("in another tab can be taken back", async () => {
    session.join("Ann");
    newest().open();
    newest().say(WELCOME);
    newest().say(SEATED);
    newest().end(CloseCode.TakenOver);
    expect(session.status).toMatchObject({ kind: "closed", way: "return" });
    session.retryNow();
    await pass(0);
    newest().open();
    expect(newest().sent).toEqual([HELLO, JOIN]);
  });
});
