import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeStorage } from "./fakestorage";

/** Who asked for what, in turn, and the answers that are still to be given. */
let asked: { who: string | null; body: unknown }[];
let answers: (() => void)[];
let join: typeof import("../src/net/join").join;
let joinAhead: typeof import("../src/net/join").joinAhead;
const patient = new AbortController().signal;
const ticket = (number: number) => ({ kind: "ticket", ticket: `t${number}` });
/** Lets what waits go on. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(async () => {
  asked = [];
  answers = [];
  fakeStorage("localStorage");
  vi.stubGlobal("fetch", async (_: string, { headers, body, signal }: RequestInit & { body: string }) => {
    signal?.throwIfAborted();
    const number = asked.push({
      who: (headers as Record<string, string>).authorization?.replace("Bearer ", "") ?? null,
      body: JSON.parse(body),
    });
    await new Promise<void>((answer) => answers.push(answer));
    return new Response(JSON.stringify({ ticket: `t${number}`, token: `who${number}` }));
  });
  vi.resetModules();
  ({ join, joinAhead } = await import("../src/net/join"));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function answerAll(): Promise<void> {
  for (let i = 0; i < answers.length; i++) {
    answers[i]?.();
    await breath();
  }
}

test("a ticket asked for ahead opens the first socket, and only that", async () => {
  joinAhead("main");
  const [first, second] = [join("main", "", patient), join("main", "", patient)];
  await answerAll();
  expect([await first, await second]).toEqual([ticket(1), ticket(2)]);
});

test("a ticket for another room stays unused, also later", async () => {
  joinAhead("main");
  const [other, back] = [join("duel", "", patient), join("main", "", patient)];
  await answerAll();
  expect([await other, await back]).toEqual([ticket(2), ticket(3)]);
});

test("who has a password asks by it, whatever was asked for ahead", async () => {
  joinAhead("vault");
  const admission = join("vault", "sesame", patient);
  await answerAll();
  expect(await admission).toEqual(ticket(2));
  expect(asked.at(-1)?.body).toEqual({ room: "vault", password: "sesame" });
});

test("nothing is asked for ahead of what was asked for already", async () => {
  const admission = join("main", "", patient);
  joinAhead("main");
  await answerAll();
  expect(await admission).toEqual(ticket(1));
  expect(asked.length).toBe(1);
});

test("a ticket that lay about for too long is not offered", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
  joinAhead("main");
  clock.mockReturnValue(22_000);
  const admission = join("main", "", patient);
  await answerAll();
  expect(await admission).toEqual(ticket(2));
});

test("a newcomer who turns to another room before his first answer is one player", async () => {
  joinAhead("main");
  const elsewhere = join("duel", "", patient);
  await breath();
  expect(asked.length).toBe(1);
  await answerAll();
  expect(await elsewhere).toEqual(ticket(2));
  expect(asked.map(({ who }) => who)).toEqual([null, "who1"]);
});

test("who gives up while somebody else's answer is waited for asks nothing", async () => {
  joinAhead("main");
  const impatient = new AbortController();
  const admission = join("duel", "", impatient.signal);
  impatient.abort();
  await answerAll();
  expect(await admission).toMatchObject({ kind: "retry" });
  expect(asked.length).toBe(1);
});
