import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { addressOf, readConfig } from "../src/config";
import { SEAT_KEPT_MS } from "../src/net/reconnect";
import { noteFlying, wasFlying } from "../src/reload";
import { fakeStorage } from "./fakestorage";

describe("the page's address", () => {
  const at = (path: string, protocol = "http:") => {
    const url = new URL(path, "http://example.org");
    return readConfig({ pathname: url.pathname, search: url.search, protocol, host: "example.org" });
  };

  test.each([
    ["/", null],
    ["/r/k7qf", "k7qf"],
    ["/r/K7QF/", "k7qf"],
    ["/?room=duel-2", "duel-2"],
    ["/r/Not%20A%20Room", null],
    [`/r/${"a".repeat(33)}`, null],
  ])("%s is the room %s", (path, room) => expect(at(path).room).toBe(room));

  test("of a room keeps what else it says", () => {
    expect(addressOf("k7qf", "")).toBe("/r/k7qf");
    expect(addressOf("k7qf", "?room=main&resolution=1")).toBe("/r/k7qf?resolution=1");
  });

  test("a secure page has a secure socket", () => {
    expect(at("/").url).toBe("ws://example.org/ws");
    expect(at("/", "https:").url).toBe("wss://example.org/ws");
  });
});

describe("a page loaded anew", () => {
  beforeEach(() => {
    fakeStorage("sessionStorage");
  });
  afterEach(() => vi.unstubAllGlobals());

  test("goes on with the fight in the same room, once", () => {
    noteFlying("duel", 1_000);
    expect(wasFlying("duel", 2_000)).toBe(true);
    expect(wasFlying("duel", 2_000)).toBe(false);
  });

  test.each([
    ["in another room", "main", 2_000],
    ["when the seat is not kept any more", "duel", 1_000 + SEAT_KEPT_MS],
  ])("begins with the menu %s", (_, room, now) => {
    noteFlying("duel", 1_000);
    expect(wasFlying(room, now)).toBe(false);
  });

  test("begins with the menu when storage is forbidden", () => {
    vi.unstubAllGlobals();
    expect(wasFlying("duel", 0)).toBe(false);
  });
});
