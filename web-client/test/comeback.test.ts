import { beforeEach, describe, expect, test, vi } from "vitest";
import { CloseCode } from "../src/protocol/generated";
import { FakeSocket, HELLO, JOIN, newest, pass, SEATED, seated, session, WELCOME, welcomed } from "./fakesocket";

test("a lost line comes back by itself, with a new ticket, and takes a seat under the same name", async () => {
  seated();
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
  welcomed();
  newest().end(CloseCode.GoingAway);
  expect(session.status).toMatchObject({ kind: "waiting", attempt: 1 });
});

test("a line that is silent for 5 s is given up", async () => {
  welcomed();
  await pass(4_900);
  expect(FakeSocket.all.length).toBe(1);
  await pass(2_000);
  expect(FakeSocket.all.length).toBe(2);
});

test("an old socket that still speaks is not heard", () => {
  const old = newest();
  old.open();
  old.say(WELCOME);
  session.cut();
  old.say(SEATED);
  expect(session.status.kind).toBe("waiting");
});

test("a machine that slept lets what waits be read before it gives a line up", async () => {
  seated();
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

describe("who comes back to the page", () => {
  beforeEach(() => {
    session.join("Ann");
    welcomed();
  });

  test("and finds the line alive goes on as he was", async () => {
    await pass(900);
    session.back();
    await pass(100);
    newest().say(SEATED);
    await pass(2_000);
    expect(FakeSocket.all.length).toBe(1);
    expect(session.status.kind).toBe("seated");
  });

  test("and finds it silent has a new one within a second", async () => {
    await pass(4_000);
    session.back();
    await pass(999);
    expect(FakeSocket.all.length).toBe(2);
    expect(session.status.kind).toBe("connecting");
  });

  test("while the next try waits tries at once", async () => {
    newest().end(1006);
    expect(session.status.kind).toBe("waiting");
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
