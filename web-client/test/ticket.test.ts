import { beforeEach, describe, expect, test } from "vitest";
import { BACKOFF_MAX_MS } from "../src/net/reconnect";
import { memory } from "../src/storage";
import { desk, FakeSocket, json, newest, pass, session } from "./fakesocket";
import { fakeStorage } from "./fakestorage";

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
    desk.answer = () => json(status, { type: `/problems/${name}`, detail: "Not here." });
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
    const good = desk.answer;
    desk.answer = said;
    await again();
    await pass(6_000);
    expect(FakeSocket.all.length).toBe(0);
    desk.answer = good;
    for (let waited = 0; waited < BACKOFF_MAX_MS && FakeSocket.all.length === 0; waited += 500) await pass(500);
    expect(FakeSocket.all.length).toBe(1);
  });

  /** An answer that never comes; who gives up is told. */
  const silence = (signal: AbortSignal | null | undefined) =>
    new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));

  test("who cuts the line while he waits for one asks anew, and the old answer is not heard", async () => {
    const good = desk.answer;
    let late = (_: Response) => {};
    desk.answer = () => new Promise((resolve) => (late = resolve));
    await again();
    session.cut();
    desk.answer = good;
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
    memory.forget("token");
    stored.clear();
    fakeStorage("localStorage", stored);
  });

  test("is kept, shown the next time, and replaced by a newer one", async () => {
    const seen: unknown[] = [];
    desk.answer = (request) => json(200, { ticket: "t", token: `token ${seen.push(shown(request))}` });
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
    desk.answer = (request) => {
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
  desk.answer = (request) => {
    body = JSON.parse(String(request.body));
    return json(200, { ticket: "t", token: "who" });
  };
  session.password = "sesame";
  session.connect();
  await pass(0);
  expect(body).toEqual({ room: "main", password: "sesame" });
  expect(newest().url).toBe("ws://here/ws");
});
