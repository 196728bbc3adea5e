import { describe, expect, test } from "vitest";
import {
  End,
  type Event,
  EventKind,
  NOBODY,
  Pickup,
  type Rules,
  RulesFields,
  ShipState,
  type Snapshot,
  Weapon,
} from "../src/protocol/generated";
import { pack8, pack16 } from "../src/protocol/heading";
import { pack } from "../src/protocol/quantize";
import { apply } from "../src/world/apply";
import { chartMark } from "../src/world/chart";
import { Prediction } from "../src/world/prediction";
import { SceneBuilder } from "../src/world/scenebuilder";
import { World } from "../src/world/world";
import { motionFile } from "./fixtures";

const rules = {
  ...(Object.fromEntries(RulesFields.map((f) => [f, 1])) as unknown as Rules),
  scrap_reach: 40,
  scrap_merge: 26,
  hull_max: 100,
};
const world = () => new World([1, 1, "main", 30, 0, 1_500, rules, motionFile(30).steps]);

const STILL = { x: 0, y: 0, boost: false, fire: false, rail: false };
/** A frame in which others are drawn at `remoteTick`. */
const at = (remoteTick: number) => ({ now: 0, ms: 16, remoteTick, share: 0, wish: STILL, aim: 0, free: null });

/** Records of any layout: each field as [bytes, value]; f: f32. */
function bin(...fields: [size: 1 | 2 | 4 | "f", value: number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((n, [size]) => n + (size === "f" ? 4 : size), 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === "f") view.setFloat32(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else if (size === 2) view.setUint16(at, value, true);
    else view.setUint8(at, value);
    at += size === "f" ? 4 : size;
  }
  return new Uint8Array(view.buffer);
}

interface Parts {
  own: Uint8Array;
  leaves: [Uint8Array, Uint8Array, Uint8Array];
  ships: Uint8Array;
  ends: Uint8Array;
  shots: Uint8Array;
  rocks: Uint8Array;
  scrap: Uint8Array;
  rails: Uint8Array;
  events: Event[];
}

function snapshot(tick: number, p: Partial<Parts> = {}): Snapshot {
  const view: [number, number, number] | null = p.own ? null : [NOBODY, 0, 0];
  const { own = null, leaves = null, ships = null, ends = null, shots = null } = p;
  const { rocks = null, scrap = null, rails = null, events = null } = p;
  return [2, tick, 0, 0, own, view, leaves, ships, ends, shots, rocks, scrap, rails, null, events];
}

const none = new Uint8Array(0);
const ship = (slot: number, x: number, y: number) =>
  bin([2, slot], [2, pack(x)], [2, pack(y)], [1, pack8(1, 0)], [1, 31]);
const moves = (x: number, y: number) =>
  bin(
    ...(["f", "f", "f", "f", "f"] as const).map((size, i) => [size, [x, y, 0, 0, 100][i] ?? 0] as ["f", number]),
    [2, 0],
    [2, 0],
    ...[100, 0, 0, 0, 0].map((value) => [1, value] as [1, number]),
  );
const own = (x: number, y: number, score = 0, level = 1, points = 0, stats = 0) =>
  Uint8Array.of(...moves(x, y), ...bin([4, score], [4, stats], [1, level], [1, 0], [1, points]));
const piece = (slot: number, x: number, value: number, what = 0) =>
  bin([2, slot], [2, pack(x)], [2, 0], [1, value], [1, what]);
const rock = (slot: number, x: number, from: number, until = 0xffffffff) =>
  bin([2, slot], [2, 3], ["f", x], ["f", 0], ["f", 50], [4, from], [4, until]);

const kinds = (w: World) => w.happenings.map((h) => h.kind);

describe("a snapshot", () => {
  test("brings ships in and takes them out, but they stay drawn for a moment", () => {
    const w = world();
    apply(w, snapshot(10, { ships: ship(4, -300, 12.5) }), 0);
    expect(w.ships.get(4)?.track.newest).toMatchObject({ tick: 10, x: -300, y: 12.5 });
    apply(w, snapshot(11, { leaves: [bin([2, 4]), none, none] }), 0);
    expect(w.ships.size).toBe(0);
    expect(w.leaving[0]?.gone).toBe(11);
  });

  test("a killed ship bursts where it was drawn last, and only when the drawn time gets there", () => {
    const w = world();
    const builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
    apply(w, snapshot(10, { ships: ship(4, 100, 0) }), 0);
    apply(w, snapshot(11, { leaves: [bin([2, 4]), none, none], events: [[EventKind.Kill, 4, 9, 0]] }), 0);
    expect(builder.build(at(10.5)).ships.length).toBe(1);
    expect(kinds(w)).not.toContain("explosion");
    expect(builder.build(at(11)).ships.length).toBe(0);
    expect(w.happenings.at(-1)).toMatchObject({ kind: "explosion", x: 100, slot: 4 });
  });

  test("says of a ship that nobody is at its helm", () => {
    const w = world();
    const builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
    const state = ShipState.HULL | ShipState.AWAY;
    apply(w, snapshot(10, { ships: bin([2, 4], [2, pack(100)], [2, 0], [1, 0], [1, state]) }), 0);
    apply(w, snapshot(10, { ships: ship(5, 300, 0) }), 0);
    expect(builder.build(at(10)).ships.map(({ slot, away }) => [slot, away])).toEqual([
      [4, true],
      [5, false],
    ]);
  });

  test("a hit is confirmed on the ship as it is drawn, also when it ended it, and not on what is out of sight", () => {
    const w = world();
    const builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
    apply(w, snapshot(10, { ships: ship(4, 100, 0) }), 0);
    apply(w, snapshot(11, { ships: ship(4, 120, 0) }), 0);
    builder.build(at(10.5));
    apply(w, snapshot(12, { ships: ship(4, 140, 0), events: [[EventKind.Hit, 4, 8]] }), 0);
    expect(w.happenings.at(-1)).toEqual({ kind: "confirmed", x: 110, y: 0, slot: 4, damage: 8 });
    apply(w, snapshot(13, { leaves: [bin([2, 4]), none, none], events: [[EventKind.Hit, 4, 9]] }), 0);
    expect(w.happenings.at(-1)).toMatchObject({ kind: "confirmed", x: 110, damage: 9 });
    w.happenings = [];
    apply(w, snapshot(14, { events: [[EventKind.Hit, 77, 9]] }), 0);
    expect(kinds(w)).toEqual(["hit"]);
  });

  test("a shot flies by rule and ends with a spark at the place of its end record", () => {
    const w = world();
    const builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
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

  test("a shot waits unseen at a rock for the news of its end, and then sparks there", () => {
    const w = world();
    const builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
    const shots = bin([2, 7], [2, 4], [2, pack(0)], [2, 0], [2, pack16(1, 0)], [1, 10]);
    apply(w, snapshot(9, { rocks: rock(3, 250, 0) }), 0);
    apply(w, snapshot(10, { shots }), 0);
    expect(builder.build(at(17)).shots.length).toBe(1);
    expect(builder.build(at(19)).shots.length).toBe(0);
    apply(w, snapshot(20, { ends: bin([2, 7], [2, pack(199)], [2, 0], [1, End.ROCK]) }), 0);
    builder.build(at(19.5));
    expect(w.happenings.at(-1)).toMatchObject({ kind: "spark", what: End.ROCK });
  });

  test("a shot whose slot is told again flies on beside the new one", () => {
    const w = world();
    const shots = (birth: number) => bin([2, 7], [2, 4], [2, 0], [2, 0], [2, 0], [1, birth]);
    apply(w, snapshot(10, { shots: shots(10) }), 0);
    apply(w, snapshot(20, { shots: shots(20) }), 0);
    expect([...w.shots.values(), ...w.oldShots].map((s) => s.birth)).toEqual([20, 10]);
  });

  test("nothing of a shot that struck lives on in the next", () => {
    const w = world();
    const builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
    const shot = (slot: number, birth: number) => bin([2, slot], [2, 4], [2, 0], [2, 0], [2, pack16(0, 1)], [1, birth]);
    apply(w, snapshot(10, { shots: shot(7, 10) }), 0);
    apply(w, snapshot(12, { ends: bin([2, 7], [2, 0], [2, pack(w.steps.shot_step)], [1, End.ROCK]) }), 0);
    builder.build(at(12));
    expect(w.shots.size).toBe(0);
    apply(w, snapshot(13, { shots: shot(8, 13) }), 0);
    const fresh = world();
    apply(fresh, snapshot(13, { shots: shot(8, 13) }), 0);
    expect(w.shots.get(8)).toEqual(fresh.shots.get(8));
  });

  test("rocks stay in order of their slots", () => {
    const w = world();
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
    const w = world();
    if (before) apply(w, snapshot(9, { own: own(0, 0), rocks: before }), 0);
    expect(apply(w, snapshot(10, { own: own(0, 0), rocks }), 0).lateNews).toBe(late);
  });

  test("a world told in time is no late news; its size counts from its tick on", () => {
    const w = world();
    const early = apply(w, snapshot(10, { own: own(0, 0), events: [[EventKind.World, 1_600, 40]] }), 0);
    expect(early.lateNews).toBe(false);
    expect([w.half(39), w.half(40)]).toEqual([1_500, 1_600]);
    expect(w.coming).toEqual({ half: 1_600, from: 40 });
    expect(apply(w, snapshot(50, { own: own(0, 0), events: [[EventKind.World, 1_700, 45]] }), 0).lateNews).toBe(true);
  });

  test("scrap that goes near the own ship when the score grows was picked up", () => {
    const w = world();
    const scrap = Uint8Array.of(...piece(1, 20, 6), ...piece(2, 700, 6));
    apply(w, snapshot(10, { own: own(0, 0), scrap }), 0);
    apply(w, snapshot(11, { own: own(0, 0, 6), leaves: [none, none, bin([2, 1], [2, 2])] }), 0);
    expect(w.scrap.size).toBe(0);
    expect(w.happenings.filter((h) => h.kind === "pickup").length).toBe(1);
  });

  test("scrap that grew together with a new piece was not picked up", () => {
    const w = world();
    apply(w, snapshot(10, { own: own(0, 0), scrap: piece(1, 20, 6) }), 100);
    const grown = { own: own(0, 0, 9), leaves: [none, none, bin([2, 1])] as Parts["leaves"], scrap: piece(5, 24, 8) };
    apply(w, snapshot(11, grown), 200);
    expect(kinds(w)).not.toContain("pickup");
    expect(w.scrap.get(5)).toMatchObject({ value: 8, since: 100 });
  });

  test("a power-up that goes beside the own ship was taken by it, without any score", () => {
    const w = world();
    apply(w, snapshot(10, { own: own(0, 0), scrap: piece(1, 20, 0, Pickup.TRIPLE) }), 0);
    apply(w, snapshot(11, { own: own(0, 0), leaves: [none, none, bin([2, 1])] }), 0);
    expect(w.happenings.at(-1)).toMatchObject({ kind: "power", what: Pickup.TRIPLE });
  });

  test("a level is told when it rises, not when death takes it or a new life begins", () => {
    const w = world();
    apply(w, snapshot(10, { own: own(0, 0, 0, 3) }), 0);
    apply(w, snapshot(11, { own: own(0, 0, 0, 4, 1) }), 0);
    apply(w, snapshot(12, { own: own(0, 0, 0, 2, 0) }), 0);
    expect(w.happenings.filter((h) => h.kind === "level")).toEqual([{ kind: "level", level: 4 }]);
  });

  test("progress stays as it was told until it is told anew", () => {
    const w = world();
    apply(w, snapshot(10, { own: own(0, 0, 40, 3, 1, 0x21) }), 0);
    apply(w, snapshot(11, { own: moves(7, 0) }), 0);
    expect(w.own).toMatchObject({ x: 7, score: 40, level: 3, points: 1, stats: 0x21 });
    apply(w, snapshot(12, { own: own(9, 0, 55, 3, 0, 0x22) }), 0);
    expect(w.own).toMatchObject({ x: 9, score: 55, level: 3, points: 0, stats: 0x22 });
  });

  test("unspent points wait since the first of them, or since the last was spent", () => {
    const w = world();
    apply(w, snapshot(10, { own: own(0, 0) }), 0);
    apply(w, snapshot(20, { own: own(0, 0, 0, 2, 1) }), 0);
    apply(w, snapshot(30, { own: own(0, 0, 0, 3, 2) }), 0);
    expect(w.pointsSince).toBe(20);
    apply(w, snapshot(40, { own: own(0, 0, 0, 3, 1, 0x10) }), 0);
    expect(w.pointsSince).toBe(40);
  });

  test("the crown is where its ship is in view, else where it was told", () => {
    const w = world();
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
    const w = world();
    apply(w, snapshot(10, { events: [[EventKind.Crown, 4]] }), 0);
    const kills = [4, 5].map((victim): Event => [EventKind.Kill, victim, 9, Weapon.RAIL]);
    apply(w, snapshot(11, { events: [...kills, [EventKind.Crown, 9]] }), 0);
    const points = w.happenings.flatMap((h) => (h.kind === "kill" ? [h.points] : []));
    expect(points).toEqual([rules.kill_points + rules.crown_points, rules.kill_points]);
  });

  test("the own points are known while one is dead", () => {
    const w = world();
    apply(w, snapshot(10, { own: own(0, 0, 50) }), 0);
    apply(w, snapshot(11, { events: [[EventKind.Death, 9, 70, 20]] }), 0);
    expect(w.score).toBe(30);
  });

  test("another's beam is shown when the drawn time gets there", () => {
    const w = world();
    const builder = new SceneBuilder(w, new Prediction(w.steps, w.rules, w));
    const rails = bin([2, 9], [2, pack(-50)], [2, pack(8)], [2, pack16(0, 1)], [2, 640], [1, End.ROCK]);
    apply(w, snapshot(10, { rails }), 0);
    builder.build(at(9.9));
    expect(kinds(w)).toEqual([]);
    builder.build(at(10));
    builder.build(at(10.1));
    expect(w.happenings).toEqual([
      { kind: "rail", x: -50, y: 8, angle: Math.PI / 2, length: 640, what: End.ROCK, owner: 9, own: false },
    ]);
  });

  test("a first own ship is a spawn", () => {
    const w = world();
    apply(w, snapshot(10), 0);
    expect(kinds(w)).toEqual([]);
    apply(w, snapshot(11, { own: own(5, 5) }), 0);
    expect(kinds(w)).toEqual(["spawned"]);
  });
});

test("the chart counts letters down and numbers across from the world's corner", () => {
  expect(chartMark(-1_499, -1_499, 1_500)).toBe("A1");
  expect(chartMark(1, 1, 1_600)).toBe("F6");
  expect(chartMark(-9_999, 9_000, 10_000)).toBe("BI1");
});
