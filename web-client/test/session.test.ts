import { encode } from "@msgpack/msgpack";
import { describe, expect, test, vi } from "vitest";
import { CloseCode } from "../src/protocol/generated";
import {
  FakeSocket,
  HELLO,
  JOIN,
  newest,
  pass,
  refused,
  SEATED,
  seated,
  session,
  WELCOME,
  welcomed,
} from "./fakesocket";

test("watches at once", () => {
  welcomed();
  expect(newest().subprotocols).toEqual(["fracas.v1", "fracas.ticket.t1"]);
  expect(newest().sent).toEqual([HELLO]);
  expect(session.status.kind).toBe("watching");
});

test.each(["before the line is open", "before Welcome", "after Welcome"])("a wish to play %s is sent once", (when) => {
  if (when === "before the line is open") session.join("Ann");
  newest().open();
  if (when === "before Welcome") session.join("Ann");
  newest().say(WELCOME);
  if (when === "after Welcome") session.join("Ann");
  expect(newest().sent).toEqual([HELLO, JOIN]);
  expect(session.status.kind).toBe("joining");
  newest().say(SEATED);
  expect(session.status).toEqual({ kind: "seated", slot: 12, name: "Ann" });
});

test("a refusal is told, and watching goes on", () => {
  welcomed();
  session.join("Ann");
  newest().say([4, 1, "This room is full."]);
  expect(session.status.kind).toBe("watching");
  expect(refused).toEqual(["This room is full."]);
  session.join("Ann");
  expect(newest().sent).toEqual([HELLO, JOIN, JOIN]);
});

test("who presses Play just after he has left waits for his ship, and not for ever", async () => {
  const tooSoon = [4, 3, "You have just left."];
  welcomed();
  session.join("Ann");
  newest().say(tooSoon);
  await pass(700);
  newest().say(tooSoon);
  expect(session.status.kind).toBe("joining");
  expect(newest().sent).toEqual([HELLO, JOIN, JOIN]);
  for (let tries = 0; tries < 3; tries++) {
    await pass(700);
    newest().say(tooSoon);
  }
  expect(refused).toEqual(["You have just left."]);
  expect(session.status.kind).toBe("watching");
  await pass(5_000);
  expect(newest().sent).toEqual([HELLO, JOIN, JOIN, JOIN, JOIN, JOIN]);
});

test("who presses Play just after he has left, and thinks better of it, stays out", async () => {
  welcomed();
  session.join("Ann");
  newest().say([4, 3, "You have just left."]);
  session.leave();
  await pass(5_000);
  expect(newest().sent).toEqual([HELLO, JOIN]);
});

test("who leaves while the seat is under way gives it back", () => {
  welcomed();
  session.join("Ann");
  session.leave();
  newest().say(SEATED);
  expect(newest().sent).toEqual([HELLO, JOIN, [5]]);
  expect(session.status.kind).toBe("watching");
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

describe("the end of a visit", () => {
  test("gives the seat back and tries nothing more", async () => {
    seated();
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
    seated();
    newest().end(CloseCode.TakenOver);
    expect(session.status).toMatchObject({ kind: "closed", way: "return" });
    session.retryNow();
    await pass(0);
    newest().open();
    expect(newest().sent).toEqual([HELLO, JOIN]);
  });
});

test("what passes is counted", () => {
  welcomed();
  const { bytesIn, bytesOut, messagesIn } = session.traffic;
  expect(messagesIn).toBe(1);
  expect(bytesIn).toBe(encode(WELCOME).length);
  expect(bytesOut).toBe(encode(HELLO).length);
});
