// What was told is shown when the drawn time gets there, and where it is drawn then.

import { beforeEach, describe, expect, test } from "vitest";
import { STILL } from "../src/input/intents";
import { End, EventKind, ShipState } from "../src/protocol/generated";
import { pack16 } from "../src/protocol/heading";
import { pack } from "../src/protocol/quantize";
import { apply } from "../src/world/apply";
import { Prediction } from "../src/world/prediction";
import { SceneBuilder } from "../src/world/scenebuilder";
import type { World } from "../src/world/world";
import { bin, none, rock, ship, snapshot } from "./snapshots";
import { newWorld } from "./worlds";

/** A frame in which others are drawn at `remoteTick`. */
const at = (remoteTick: number) => ({ now: 0, ms: 16, remoteTick, share: 0, wish: STILL, aim: 0, free: null });
const kinds = () => w.happenings.map((h) => h.kind);

let w: World;
let builder: SceneBuilder;
beforeEach(() => {
  w = newWorld({ hull_max: 100 });
  builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
});

describe("the scene", () => {
  test("a killed ship bursts where it was drawn last, and only when the drawn time gets there", () => {
    apply(w, snapshot(10, { ships: ship(4, 100, 0) }), 0);
    apply(w, snapshot(11, { leaves: [bin([2, 4]), none, none], events: [[EventKind.Kill, 4, 9, 0]] }), 0);
    expect(builder.build(at(10.5)).ships.length).toBe(1);
    expect(kinds()).not.toContain("explosion");
    expect(builder.build(at(11)).ships.length).toBe(0);
    expect(w.happenings.at(-1)).toMatchObject({ kind: "explosion", x: 100, slot: 4 });
  });

  test("says of a ship that nobody is at its helm", () => {
    const state = ShipState.HULL | ShipState.AWAY;
    apply(w, snapshot(10, { ships: bin([2, 4], [2, pack(100)], [2, 0], [1, 0], [1, state]) }), 0);
    apply(w, snapshot(10, { ships: ship(5, 300, 0) }), 0);
    expect(builder.build(at(10)).ships.map(({ slot, away }) => [slot, away])).toEqual([
      [4, true],
      [5, false],
    ]);
  });

  test("a hit is confirmed on the ship as it is drawn, also when it ended it, and not on what is out of sight", () => {
    apply(w, snapshot(10, { ships: ship(4, 100, 0) }), 0);
    apply(w, snapshot(11, { ships: ship(4, 120, 0) }), 0);
    builder.build(at(10.5));
    apply(w, snapshot(12, { ships: ship(4, 140, 0), events: [[EventKind.Hit, 4, 8]] }), 0);
    expect(w.happenings.at(-1)).toEqual({ kind: "confirmed", x: 110, y: 0, slot: 4, damage: 8 });
    apply(w, snapshot(13, { leaves: [bin([2, 4]), none, none], events: [[EventKind.Hit, 4, 9]] }), 0);
    expect(w.happenings.at(-1)).toMatchObject({ kind: "confirmed", x: 110, damage: 9 });
    w.happenings = [];
    apply(w, snapshot(14, { events: [[EventKind.Hit, 77, 9]] }), 0);
    expect(kinds()).toEqual(["hit"]);
  });

  test("a shot flies by rule and ends with a spark at the place of its end record", () => {
    const shots = bin([2, 7], [2, 4], [2, pack(0)], [2, pack(50)], [2, pack16(1, 0)], [1, 10]);
    apply(w, snapshot(10, { shots }), 0);
    const [drawn] = builder.build(at(13)).shots;
    expect(drawn?.x).toBeCloseTo(3 * w.steps.shot_step, 6);
    const end = 4.5 * w.steps.shot_step;
    apply(w, snapshot(15, { ends: bin([2, 7], [2, pack(end)], [2, pack(50)], [1, End.ROCK]) }), 0);
    expect(builder.build(at(14)).shots.length).toBe(1);
    expect(builder.build(at(15)).shots.length).toBe(0);
    const spark = w.happenings.find((h) => h.kind === "spark");
    expect(spark).toMatchObject({ what: End.ROCK, y: 50 });
    expect(Math.abs((spark?.kind === "spark" ? spark.x : 0) - end)).toBeLessThan(0.1);
    expect(w.shots.size).toBe(0);
  });

  test("nothing of a shot that struck lives on in the next", () => {
    const shot = (slot: number, birth: number) => bin([2, slot], [2, 4], [2, 0], [2, 0], [2, pack16(0, 1)], [1, birth]);
    apply(w, snapshot(10, { shots: shot(7, 10) }), 0);
    apply(w, snapshot(12, { ends: bin([2, 7], [2, 0], [2, pack(w.steps.shot_step)], [1, End.ROCK]) }), 0);
    builder.build(at(12));
    expect(w.shots.size).toBe(0);
    const fresh = newWorld();
    for (const told of [w, fresh]) apply(told, snapshot(13, { shots: shot(8, 13) }), 0);
    expect(w.shots.get(8)).toEqual(fresh.shots.get(8));
  });

  test("a shot waits unseen at a rock for the news of its end, and then sparks there", () => {
    const shots = bin([2, 7], [2, 4], [2, pack(0)], [2, 0], [2, pack16(1, 0)], [1, 10]);
    apply(w, snapshot(9, { rocks: rock(3, 250, 0) }), 0);
    apply(w, snapshot(10, { shots }), 0);
    expect(builder.build(at(17)).shots.length).toBe(1);
    expect(builder.build(at(19)).shots.length).toBe(0);
    apply(w, snapshot(20, { ends: bin([2, 7], [2, pack(199)], [2, 0], [1, End.ROCK]) }), 0);
    builder.build(at(19.5));
    expect(w.happenings.at(-1)).toMatchObject({ kind: "spark", what: End.ROCK });
  });

  test("another's beam is shown when the drawn time gets there", () => {
    const rails = bin([2, 9], [2, pack(-50)], [2, pack(8)], [2, pack16(0, 1)], [2, 640], [1, End.ROCK]);
    apply(w, snapshot(10, { rails }), 0);
    builder.build(at(9.9));
    expect(kinds()).toEqual([]);
    builder.build(at(10));
    builder.build(at(10.1));
    expect(w.happenings).toEqual([
      { kind: "rail", x: -50, y: 8, angle: Math.PI / 2, length: 640, what: End.ROCK, owner: 9, own: false },
    ]);
  });
});
