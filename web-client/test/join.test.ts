import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { join, joinAhead } from "../src/net/join";

/** What was asked for, in turn. */
let asked: unknown[];
const patient = new AbortController().signal;
const ticket = (number: number) => ({ kind: "ticket", ticket: `t${number}` });

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body));
    return new Response(JSON.stringify({ ticket: `t${asked.length}` }));
  });
});
afterEach(() => vi.unstubAllGlobals());

test("a ticket asked for ahead opens the first socket, and only that", async () => {
  joinAhead("main");
  expect(await join("main", "", patient)).toEqual(ticket(1));
  expect(await join("main", "", patient)).toEqual(ticket(2));
  expect(asked).toEqual([{ room: "main" }, { room: "main" }]);
});

test("a ticket for another room stays unused", async () => {
  joinAhead("main");
  expect(await join("duel", "", patient)).toEqual(ticket(2));
  expect(await join("main", "", patient)).toEqual(ticket(3));
});

test("who has a password asks by it, whatever was asked for ahead", async () => {
  joinAhead("vault");
  expect(await join("vault", "sesame", patient)).toEqual(ticket(2));
  expect(asked.at(-1)).toEqual({ room: "vault", password: "sesame" });
});
