import { describe, expect, test } from "vitest";
import { EventKind } from "../src/protocol/generated";
import { apply } from "../src/world/apply";
import type { World } from "../src/world/world";
import { bin, none, own, rock, ship, snapshot } from "./snapshots";
import { newWorld } from "./worlds";

const kinds = (w: World) => w.happenings.map((h) => h.kind);

describe("a snapshot", () => {
  test("brings ships in and takes them out, but they stay drawn for a moment", () => {
    const w = newWorld({}, 1_500);
    apply(w, snapshot(10, { ships: ship(4, -300, 12.5) }), 0);
    expect(w.ships.get(4)?.track.newest).toMatchObject({ tick: 10, x: -300, y: 12.5 });
    apply(w, snapshot(11, { leaves: [bin([2, 4]), none, none] }), 0);
    expect(w.ships.size).toBe(0);
    expect(w.leaving[0]?.gone).toBe(11);
  });

  test("a shot whose slot is told again flies on beside the new one", () => {
    const w = newWorld({}, 1_500);
    const shots = (birth: number) => bin([2, 7], [2, 4], [2, 0], [2, 0], [2, 0], [1, birth]);
    apply(w, snapshot(10, { shots: shots(10) }), 0);
    apply(w, snapshot(20, { shots: shots(20) }), 0);
    expect([...w.shots.values(), ...w.oldShots].map((s) => s.birth)).toEqual([20, 10]);
  });

  test("rocks stay in order of their slots", () => {
    const w = newWorld({}, 1_500);
    apply(w, snapshot(10, { rocks: Uint8Array.of(...rock(9, 900, 0), ...rock(2, 500, 0)) }), 0);
    expect(w.rocks().map((r) => r.slot)).toEqual([2, 9]);
  });

  test.each([
    ["solid already, near", true, null, rock(1, 100, 5)],
    ["to come, near", false, null, rock(1, 100, 40)],
    ["solid already, far away", false, null, rock(1, 900, 5)],
    ["known and told to break later", false, rock(1, 100, 0), rock(1, 100, 0, 40)],
    ["known and told to have broken", true, rock(1, 100, 0), rock(1, 100, 0, 10)],
  ])("a rock that is %s: late news %s", (_, late, before, rocks) => {
    const w = newWorld({}, 1_500);
    if (before) apply(w, snapshot(9, { own: own(0, 0), rocks: before }), 0);
    expect(apply(w, snapshot(10, { own: own(0, 0), rocks }), 0).lateNews).toBe(late);
  });

  test("a world told in time is no late news; its size counts from its tick on", () => {
    const w = newWorld({}, 1_500);
    const early = apply(w, snapshot(10, { own: own(0, 0), events: [[EventKind.World, 1_600, 40]] }), 0);
    expect(early.lateNews).toBe(false);
    expect([w.half(39), w.half(40)]).toEqual([1_500, 1_600]);
    expect(w.coming).toEqual({ half: 1_600, from: 40 });
    expect(apply(w, snapshot(50, { own: own(0, 0), events: [[EventKind.World, 1_700, 45]] }), 0).lateNews).toBe(true);
  });

  test("a first own ship is a spawn", () => {
    const w = newWorld({}, 1_500);
    apply(w, snapshot(10), 0);
    expect(kinds(w)).toEqual([]);
    apply(w, snapshot(11, { own: own(5, 5) }), 0);
    expect(kinds(w)).toEqual(["spawned"]);
  });
});
