import { beforeEach, describe, expect, test } from "vitest";
import { type Event, EventKind, NOBODY, Pickup, Weapon } from "../src/protocol/generated";
import { apply } from "../src/world/apply";
import type { World } from "../src/world/world";
import { bin, none, own, type Parts, piece, ship, snapshot, stands } from "./snapshots";
import { newWorld } from "./worlds";

let w: World;
beforeEach(() => {
  w = newWorld({ scrap_reach: 40, scrap_merge: 26, hull_max: 100 });
});

describe("what a pilot gains", () => {
  test("scrap that goes near the own ship when the score grows was picked up", () => {
    const scrap = Uint8Array.of(...piece(1, 20, 6), ...piece(2, 700, 6));
    apply(w, snapshot(10, { own: own(0, 0), scrap }), 0);
    apply(w, snapshot(11, { own: own(0, 0, 6), leaves: [none, none, bin([2, 1], [2, 2])] }), 0);
    expect(w.scrap.size).toBe(0);
    expect(w.happenings.filter((h) => h.kind === "pickup").length).toBe(1);
  });

  test("scrap that grew together with a new piece was not picked up", () => {
    apply(w, snapshot(10, { own: own(0, 0), scrap: piece(1, 20, 6) }), 100);
    const grown = { own: own(0, 0, 9), leaves: [none, none, bin([2, 1])] as Parts["leaves"], scrap: piece(5, 24, 8) };
    apply(w, snapshot(11, grown), 200);
    expect(w.happenings.map((h) => h.kind)).not.toContain("pickup");
    expect(w.scrap.get(5)).toMatchObject({ value: 8, since: 100 });
  });

  test("a power-up that goes beside the own ship was taken by it, without any score", () => {
    apply(w, snapshot(10, { own: own(0, 0), scrap: piece(1, 20, 0, Pickup.TRIPLE) }), 0);
    apply(w, snapshot(11, { own: own(0, 0), leaves: [none, none, bin([2, 1])] }), 0);
    expect(w.happenings.at(-1)).toMatchObject({ kind: "power", what: Pickup.TRIPLE });
  });

  test("a level is told when it rises, not when death takes it or a new life begins", () => {
    apply(w, snapshot(10, { own: own(0, 0, 0, 3) }), 0);
    apply(w, snapshot(11, { own: own(0, 0, 0, 4, 1) }), 0);
    apply(w, snapshot(12, { own: own(0, 0, 0, 2, 0) }), 0);
    expect(w.happenings.filter((h) => h.kind === "level")).toEqual([{ kind: "level", level: 4 }]);
  });

  test("progress stays as it was told until it is told anew", () => {
    apply(w, snapshot(10, { own: own(0, 0, 40, 3, 1, 0x21) }), 0);
    apply(w, snapshot(11, { own: stands(7, 0) }), 0);
    expect(w.own).toMatchObject({ x: 7, score: 40, level: 3, points: 1, stats: 0x21 });
    apply(w, snapshot(12, { own: own(9, 0, 55, 3, 0, 0x22) }), 0);
    expect(w.own).toMatchObject({ x: 9, score: 55, level: 3, points: 0, stats: 0x22 });
  });

  test("unspent points wait since the first of them, or since the last was spent", () => {
    apply(w, snapshot(10, { own: own(0, 0) }), 0);
    apply(w, snapshot(20, { own: own(0, 0, 0, 2, 1) }), 0);
    apply(w, snapshot(30, { own: own(0, 0, 0, 3, 2) }), 0);
    expect(w.pointsSince).toBe(20);
    apply(w, snapshot(40, { own: own(0, 0, 0, 3, 1, 0x10) }), 0);
    expect(w.pointsSince).toBe(40);
  });

  test("the crown is where its ship is in view, else where it was told", () => {
    apply(w, snapshot(10, { events: [[EventKind.Board, 2, 0, [], [4, 900, -70]]] }), 0);
    expect(w.crownPlace).toEqual({ x: 900, y: -70 });
    apply(w, snapshot(11, { ships: ship(4, 300, 0) }), 0);
    expect(w.crownPlace).toMatchObject({ x: 300, y: 0 });
    apply(w, snapshot(12, { events: [[EventKind.Crown, 8]] }), 0);
    expect(w.happenings.at(-1)).toEqual({ kind: "crown", slot: 8, before: 4 });
    expect(w.crownPlace).toBeNull();
    apply(w, snapshot(13, { events: [[EventKind.Crown, NOBODY]] }), 0);
    expect(w.crown).toBeNull();
  });

  test("who destroys the wearer of the crown gets its points as well", () => {
    apply(w, snapshot(10, { events: [[EventKind.Crown, 4]] }), 0);
    const kills = [4, 5].map((victim): Event => [EventKind.Kill, victim, 9, Weapon.RAIL]);
    apply(w, snapshot(11, { events: [...kills, [EventKind.Crown, 9]] }), 0);
    const points = w.happenings.flatMap((h) => (h.kind === "kill" ? [h.points] : []));
    expect(points).toEqual([w.rules.kill_points + w.rules.crown_points, w.rules.kill_points]);
  });

  test("the own points are known while one is dead", () => {
    apply(w, snapshot(10, { own: own(0, 0, 50) }), 0);
    apply(w, snapshot(11, { events: [[EventKind.Death, 9, 70, 20]] }), 0);
    expect(w.score).toBe(30);
  });
});
