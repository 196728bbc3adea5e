import { afterEach, describe, expect, test, vi } from "vitest";
import { problemOf } from "../src/net/api";
import { join } from "../src/net/join";
import { cardOf, createRoom, RoomFeed } from "../src/net/rooms";
import { type RoomCard, roomCard, roomCards } from "../src/protocol/card";
import { t } from "../src/text";
import { crowdOf } from "../src/ui/crowd";
import { problemText } from "../src/ui/problems";
import { codeIn, firstLook, ordered, quickest } from "../src/ui/roomlist";
import { fakeStorage } from "./fakestorage";

const card = (code: string, players: number, change: Partial<RoomCard> = {}): RoomCard => ({
  code,
  name: code,
  mode: "free-for-all",
  players,
  bots: 0,
  watchers: 0,
  max_players: 16,
  password: false,
  standing: false,
  ...change,
});

afterEach(() => vi.unstubAllGlobals());

describe("a card", () => {
  test("is read as it was told", () => expect(roomCard({ ...card("duel", 3), more: 1 })).toEqual(card("duel", 3)));

  test.each([
    ["nothing", null],
    ["a text", "duel"],
    ["players below nothing", { ...card("duel", 3), players: -1 }],
    ["seats that are a text", { ...card("duel", 3), max_players: "16" }],
    ["no word on the password", { ...card("duel", 3), password: undefined }],
  ])("%s is none", (_, value) => expect(roomCard(value)).toBeNull());

  test("a list leaves out what is none", () => {
    expect(roomCards({ rooms: [card("a", 1), 7] })).toEqual([card("a", 1)]);
    expect(roomCards([card("a", 1)])).toBeNull();
  });
});

describe("the choice", () => {
  const empty = card("empty", 0, { standing: true });
  const busy = card("busy", 12);
  const full = card("full", 16);
  const locked = card("locked", 14, { password: true });

  test("lists the fullest first, and standing rooms before others", () => {
    const codes = ordered([card("z", 0), empty, busy, full]).map((c) => c.code);
    expect(codes).toEqual(["full", "busy", "empty", "z"]);
  });

  test("is the fullest room with a free seat and an open door", () => {
    expect(quickest([empty, busy, full, locked])?.code).toBe("busy");
    expect(quickest([full, locked])).toBeNull();
    expect(firstLook([full, locked])?.code).toBe("full");
    expect(firstLook([])).toBeNull();
  });

  test("says how many fly", () => {
    expect(crowdOf(busy)).toBe("12 of 16 flying");
    expect(crowdOf({ ...busy, bots: 1 })).toBe("12 of 16 flying, 1 bot");
    expect(crowdOf({ ...busy, players: 0 })).toBe("0 of 16 flying");
    expect(crowdOf({ ...busy, players: 0, bots: 7 })).toBe("7 bots fight here: be the first pilot");
  });
});

describe("a code", () => {
  test.each([
    ["k7qf2m", "k7qf2m"],
    ["  K7QF2M ", "k7qf2m"],
    ["https://play.example/r/K7QF2M", "k7qf2m"],
    ["http://192.168.1.4:8080/r/duel-2?resolution=1#x", "duel-2"],
    ["play.example/r/k7qf2m/", "k7qf2m"],
    ["", null],
    ["https://play.example/", null],
    ["two words", null],
    ["x".repeat(33), null],
  ])("in %j is %j", (text, code) => expect(codeIn(text)).toBe(code));
});

describe("a problem", () => {
  test("has a name and a sentence", () => {
    const told = { type: "/problems/no-such-room", title: "No such room", status: 404, detail: "Nobody opened it." };
    expect(problemOf(told, 404)).toEqual({ status: 404, name: "no-such-room", detail: "Nobody opened it." });
  });

  test("that this page has words for is told in them, another in the server's", () => {
    const problem = (name: string) => ({ status: 429, name, detail: "You have three rooms already." });
    expect(problemText(problem("too-many-rooms"))).toBe(t("problem.tooManyRooms"));
    expect(problemText(problem("out-of-range"))).toBe("You have three rooms already.");
  });

  test("that says nothing still has a status", () => {
    const problem = problemOf("<html>", 502);
    expect(problem).toEqual({ status: 502, name: "", detail: "" });
    expect(problemText(problem)).toContain("502");
  });
});

describe("the API", () => {
  const answer = (status: number, body: unknown) => {
    const fake = vi.fn(async () => new Response(JSON.stringify(body), { status }));
    vi.stubGlobal("fetch", fake);
    return fake;
  };
  const wish = { name: "Ann's room", max_players: 8, bots: 2, strength: "easy", public: false, password: "sesame" };

  test("a created room has a code, and its maker is known by his token from then on", async () => {
    const kept = fakeStorage("localStorage", new Map([["fracas.token", "old"]]));
    const fake = answer(201, { code: "k7qf2m", link: "/r/k7qf2m", token: "new" });
    expect(await createRoom(wish)).toEqual({ code: "k7qf2m" });
    expect(kept.get("fracas.token")).toBe("new");
    const [path, request] = fake.mock.calls[0] as unknown as [string, RequestInit];
    expect(path).toBe("/api/rooms");
    expect(request.headers).toMatchObject({ authorization: "Bearer old" });
    expect(JSON.parse(String(request.body))).toEqual(wish);
  });

  test("a newcomer who opens a room while his way in is still asked for is one person, and its host", async () => {
    fakeStorage("localStorage");
    const askers: string[] = [];
    vi.stubGlobal("fetch", async (_: string, { headers }: { headers: { authorization?: string } }) => {
      const token = headers.authorization?.replace("Bearer ", "") ?? `newcomer ${askers.length}`;
      askers.push(token);
      return new Response(JSON.stringify({ ticket: "t", code: "k7qf2m", token }));
    });
    await Promise.all([join("main", "", new AbortController().signal), createRoom(wish)]);
    expect(askers).toEqual(["newcomer 0", "newcomer 0"]);
  });

  test("a refusal is a problem", async () => {
    answer(429, { type: "/problems/too-many-rooms", detail: "You have three rooms already." });
    expect(await createRoom(wish)).toMatchObject({
      name: "too-many-rooms",
      detail: "You have three rooms already.",
    });
  });

  test("a server that is not there is a problem", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
    expect(await cardOf("duel")).toMatchObject({ status: 0 });
  });
});

describe("the list", () => {
  class FakeSource {
    static readonly CLOSED = 2;
    static all: FakeSource[] = [];
    readyState = 1;
    onerror: (() => void) | null = null;
    private listener: ((event: { data: string }) => void) | null = null;

    constructor(readonly url: string) {
      FakeSource.all.push(this);
    }

    addEventListener(_: string, listener: (event: { data: string }) => void): void {
      this.listener = listener;
    }

    close(): void {
      this.readyState = FakeSource.CLOSED;
    }

    say(data: string): void {
      this.listener?.({ data });
    }

    fail(): void {
      this.readyState = FakeSource.CLOSED;
      this.onerror?.();
    }
  }

  test("comes whenever it changes, and again after the server refused it", () => {
    vi.useFakeTimers();
    vi.stubGlobal("EventSource", FakeSource);
    FakeSource.all = [];
    const seen: string[][] = [];
    let refusals = 0;
    const feed = new RoomFeed(
      (cards) => seen.push(cards.map((c) => c.code)),
      () => refusals++,
    );
    feed.open();
    feed.open();
    expect(FakeSource.all.length).toBe(1);
    FakeSource.all[0]?.say(JSON.stringify({ rooms: [card("a", 1)] }));
    FakeSource.all[0]?.fail();
    vi.advanceTimersByTime(5_000);
    expect(FakeSource.all.length).toBe(2);
    FakeSource.all[1]?.say(JSON.stringify({ rooms: [] }));
    expect(seen).toEqual([["a"], []]);
    expect(refusals).toBe(1);
    feed.close();
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.all.length).toBe(2);
    vi.useRealTimers();
  });
});
