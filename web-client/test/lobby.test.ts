import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Door, Lobby } from "../src/lobby";
import type { RoomCard } from "../src/protocol/card";
import * as state from "../src/ui/state";

const card = (code: string, players: number): RoomCard => ({
  code,
  name: code,
  mode: "free-for-all",
  players,
  bots: 0,
  watchers: 0,
  max_players: 16,
  password: false,
  standing: true,
});

/** The list as the test tells it. */
let tell: (...cards: RoomCard[]) => void;
/** The server answers with something that is no list. */
let refuse: () => void;
let did: string[];
let lobby: Lobby;
/** A first list that does not come. */
const none = new Promise<null>(() => {});
let popped: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  state.room.value = "";
  state.rooms.value = null;
  state.dialog.value = null;
  did = [];
  class FakeSource {
    static readonly CLOSED = 2;
    readyState = 1;
    onerror = () => {};
    addEventListener(_: string, listener: (event: { data: string }) => void): void {
      tell = (...rooms) => listener({ data: JSON.stringify({ rooms }) });
      refuse = () => {
        this.readyState = FakeSource.CLOSED;
        this.onerror();
      };
    }
    close(): void {}
  }
  vi.stubGlobal("EventSource", FakeSource);
  const location = { pathname: "/", search: "", protocol: "http:", host: "here" };
  const go = (url: string) => {
    location.pathname = url;
  };
  vi.stubGlobal("location", location);
  vi.stubGlobal("history", {
    pushState: (_: unknown, __: string, url: string) => {
      go(url);
      did.push(`push ${url}`);
    },
    replaceState: (_: unknown, __: string, url: string) => {
      go(url);
      did.push(`replace ${url}`);
    },
  });
  vi.stubGlobal("window", {
    addEventListener: (_: string, listener: () => void) => {
      popped = listener;
    },
  });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { status: 404 })));
  const door: Door = {
    enter: (code, password) => {
      state.room.value = code;
      did.push(password ? `enter ${code} by ${password}` : `enter ${code}`);
    },
    play: () => did.push("play"),
    watch: () => did.push("watch"),
    leave: () => did.push("leave"),
  };
  lobby = new Lobby(door);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the first room", () => {
  test("is that of the address, at once", () => {
    lobby.start("k7qf", none);
    expect(did).toEqual(["enter k7qf"]);
  });

  test("is the fullest with a free seat as soon as the list is there", () => {
    lobby.start(null, none);
    expect(did).toEqual([]);
    tell(card("empty", 0), card("busy", 9), card("full", 16));
    tell(card("empty", 12), card("busy", 9));
    expect(did).toEqual(["enter busy"]);
  });

  test("is the best of the list that was asked for ahead, if that is there first", async () => {
    lobby.start(null, Promise.resolve([card("early", 3)]));
    await Promise.resolve();
    tell(card("late", 9));
    expect(did).toEqual(["enter early"]);
    expect(state.rooms.value?.map(({ code }) => code)).toEqual(["late"]);
  });

  test("is not changed by a list that comes late", async () => {
    lobby.start(null, Promise.resolve([card("late", 3)]));
    tell(card("early", 9));
    await Promise.resolve();
    expect(did).toEqual(["enter early"]);
    expect(state.rooms.value?.map(({ code }) => code)).toEqual(["early"]);
  });

  test("is the usual one when no list comes", () => {
    lobby.start(null, none);
    vi.advanceTimersByTime(1_500);
    expect(did).toEqual(["enter main"]);
  });
});

describe("from room to room", () => {
  beforeEach(() => {
    lobby.start(null, none);
    tell(card("main", 2), card("duel", 0));
    did = [];
  });

  test("another room is entered before one plays in it, and stands in the address", () => {
    lobby.enter("duel", "play");
    expect(did).toEqual(["push /r/duel", "enter duel", "play"]);
  });

  test("the room one is in already is not entered again", () => {
    lobby.enter("main", "watch");
    expect(did).toEqual(["push /r/main", "watch"]);
  });

  test("who plays in the first room finds it in the address, without a step back", () => {
    lobby.settle();
    lobby.settle();
    expect(did).toEqual(["replace /r/main"]);
  });

  test("the way back leads to the room before, and out of the fight", () => {
    lobby.enter("duel", "play");
    did = [];
    location.pathname = "/r/main";
    popped();
    expect(did).toEqual(["leave", "enter main"]);
  });

  test("a server without a list is told of, and quick play flies where one is", () => {
    state.rooms.value = null;
    refuse();
    expect(state.noList.value).toBe(true);
    expect(lobby.quickPlay()).toBe("");
    expect(did).toEqual(["play"]);
    vi.advanceTimersByTime(5_000);
    tell(card("main", 1));
    expect(state.noList.value).toBe(false);
  });

  test("quick play says so when all rooms are full", () => {
    tell(card("main", 16));
    expect(lobby.quickPlay()).toContain("free seat");
    expect(did).toEqual([]);
  });

  test("a code of no room is told, and nothing is left", async () => {
    expect(await lobby.find("zzzz")).not.toBe("");
    expect(await lobby.find("no code!")).toContain("no code");
    expect(did).toEqual([]);
  });

  test("who makes a room plays in it by its password, and gets the link to share", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ code: "k7qf2m", token: "t" }), { status: 201 }));
    const wish = { name: "x", max_players: 4, bots: 0, strength: "easy", public: false, password: "sesame" };
    expect(await lobby.create(wish)).toBe("");
    expect(did).toEqual(["push /r/k7qf2m", "enter k7qf2m by sesame", "play"]);
    expect(state.dialog.value).toEqual({ kind: "share", code: "k7qf2m" });
  });
});
