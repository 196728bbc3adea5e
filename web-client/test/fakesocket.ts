// The server behind a Session, in time that the test makes pass: sockets, and answers to who asks for a ticket.
// Each test of a file that imports this begins with a session whose first socket is about to open.

import { decode, encode } from "@msgpack/msgpack";
import { afterEach, beforeEach, vi } from "vitest";
import { Session } from "../src/net/session";
import { PROTOCOL_VERSION, RulesFields, StepsFields } from "../src/protocol/generated";

/** The browser's WebSocket, as far as a Session uses it; the test is the server behind it. */
export class FakeSocket {
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
export const WELCOME = [1, PROTOCOL_VERSION, "main", 30, 7, 1500.5, zeros(RulesFields), zeros(StepsFields)];
export const HELLO = [1, PROTOCOL_VERSION, "main"];
export const JOIN = [2, "Ann"];
export const SEATED = [3, 12, "Ann"];

export let session: Session;
/** What the session was refused, in the server's words. */
export let refused: string[];
/** How those who ask for tickets are answered: a number each, until a test says otherwise. */
export const desk: { answer(request: RequestInit): Response | Promise<Response> } = { answer: () => json(500, {}) };

export function newest(): FakeSocket {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
}

export const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

/** Lets time pass, and what waits for answers go on. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Opens the newest line, as far as the server's Welcome. */
export function welcomed(): void {
  newest().open();
  newest().say(WELCOME);
}

/** Ann has a ship. */
export function seated(): void {
  session.join("Ann");
  welcomed();
  newest().say(SEATED);
}

beforeEach(async () => {
  vi.useFakeTimers();
  let tickets = 0;
  desk.answer = () => json(200, { ticket: `t${++tickets}`, token: "who" });
  vi.stubGlobal("fetch", async (_: string, request: RequestInit) => {
    const { signal } = request;
    signal?.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    return Promise.race([desk.answer(request), aborted]);
  });
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
