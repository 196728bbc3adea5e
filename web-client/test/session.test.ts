import { decode, encode } from "@msgpack/msgpack";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session, type Status } from "../src/net/session";
import { CloseCode, PROTOCOL_VERSION, RulesFields, StepsFields } from "../src/protocol/generated";

/** The browser's WebSocket, as far as a Session uses it; the test is the server behind it. */
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(
    readonly url: string,
    readonly subprotocol: string,
  ) {
    FakeSocket.all.push(this);
  }

  send(bytes: Uint8Array): void {
    this.sent.push(decode(bytes));
  }

  close(): void {
    this.readyState = 3;
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
const HELLO = [1, PROTOCOL_VERSION, "main", ""];
const JOIN = [2, "Ann"];
const SEATED = [3, 12, "Ann"];

let session: Session;
let refused: string[];
const newest = (): FakeSocket => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
};
const kind = (): Status["kind"] => session.status.kind;

beforeEach(() => {
  vi.useFakeTimers();
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
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("watches at once", () => {
  newest().open();
  newest().say(WELCOME);
  expect(newest().subprotocol).toBe("fracas.v1");
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

test("a lost line comes back by itself and takes a seat under the same name", () => {
  session.join("Ann");
  newest().open();
  newest().say(WELCOME);
  newest().say(SEATED);
  newest().end(1006);
  expect(session.status).toMatchObject({ kind: "waiting", attempt: 1 });
  vi.advanceTimersByTime(500);
  expect(FakeSocket.all.length).toBe(2);
  newest().open();
  expect(newest().sent).toEqual([HELLO, JOIN]);
});

test("waits longer after each failure, and from the start again after a success", () => {
  newest().end(1006);
  vi.advanceTimersByTime(500);
  newest().end(1006);
  vi.advanceTimersByTime(499);
  expect(FakeSocket.all.length).toBe(2);
  vi.advanceTimersByTime(501);
  expect(FakeSocket.all.length).toBe(3);
  newest().open();
  newest().say(WELCOME);
  newest().end(CloseCode.GoingAway);
  expect(session.status).toMatchObject({ kind: "waiting", attempt: 1 });
});

test("a final close code ends it", () => {
  newest().open();
  newest().end(CloseCode.WrongVersion);
  expect(session.status).toMatchObject({ kind: "closed", reload: true });
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.all.length).toBe(1);
});

test("bytes that are no message end it with the advice to load the page anew", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  newest().open();
  newest().say([77]);
  expect(session.status).toMatchObject({ kind: "closed", reload: true });
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

test("a line that is silent for 6 s is given up", () => {
  newest().open();
  newest().say(WELCOME);
  vi.advanceTimersByTime(8_000);
  expect(FakeSocket.all.length).toBeGreaterThan(1);
});

test("an old socket that still speaks is not heard", () => {
  const old = newest();
  old.open();
  old.say(WELCOME);
  session.cut();
  old.say(SEATED);
  expect(kind()).toBe("waiting");
});
