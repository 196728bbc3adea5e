import { beforeEach, describe, expect, test } from "vitest";
import { FAR_CELLS, NOBODY, type Rules, RulesFields } from "../src/protocol/generated";
import { Director } from "../src/world/director";
import { Track } from "../src/world/interpolation";
import { World } from "../src/world/world";
import { motionFile } from "./fixtures";

const HALF = 3_000;
const VIEW = { halfW: 800, halfH: 450 };
const MIDDLE = { x: 0, y: 0 };
const rules = Object.fromEntries(RulesFields.map((f) => [f, 1])) as unknown as Rules;
let world: World;
let director: Director;
let now: number;

beforeEach(() => {
  world = new World([1, 1, "main", 30, 0, HALF, rules, motionFile(30).steps]);
  world.far = new Uint8Array(FAR_CELLS * FAR_CELLS);
  director = new Director();
  now = 0;
});

function put(slot: number, x: number, y: number): void {
  const track = new Track({ tick: world.tick, x, y, angle: 0, state: 31 });
  world.ships.set(slot, { slot, track, gone: Number.POSITIVE_INFINITY, destroyed: false });
}

/** So many ships in the middle of a cell of the far tier. */
function crowd(column: number, row: number, count: number): { x: number; y: number } {
  world.far?.fill(count, row * FAR_CELLS + column, row * FAR_CELLS + column + 1);
  const middle = (index: number) => -HALF + ((index + 0.5) * 2 * HALF) / FAR_CELLS;
  return { x: middle(column), y: middle(row) };
}

/** Lets `ms` pass with a server that shows what is wanted at once, unless it is deaf. */
function run(ms: number, { still = false, aside = MIDDLE, deaf = false } = {}): void {
  for (const end = now + ms; now < end; now += 50) {
    world.tick += 1.5;
    if (now % 250 === 0) director.look(world, now, VIEW, aside, still);
    director.move(world, now, 50, world.tick - 3, still);
    const { wanted } = director;
    if (wanted && !deaf) world.view = { slot: NOBODY, x: Math.round(wanted.x), y: Math.round(wanted.y) };
  }
}

describe("the eye behind the menu", () => {
  test("leaves it to the server while nobody is known", () => {
    run(1_000);
    expect(director.wanted).toBeNull();
  });

  test("begins where the server shows", () => {
    world.view = { slot: 4, x: 700, y: -200 };
    put(4, 700, -200);
    director.look(world, now, VIEW, MIDDLE, false);
    expect(director.eye).toEqual({ x: 700, y: -200 });
  });

  test("goes softly to two ships that fight, past one that flies alone", () => {
    put(1, 300, 0);
    put(2, -500, 100);
    put(3, -400, 0);
    run(50);
    expect(Math.hypot(director.eye.x, director.eye.y)).toBeLessThan(5);
    run(8_000);
    expect(director.eye.x).toBeCloseTo(-450, -1.5);
  });

  test("has the fight where the menu leaves it free", () => {
    put(2, -50, 0);
    put(3, 50, 0);
    run(8_000, { aside: { x: 200, y: -60 } });
    expect(director.eye.x).toBeCloseTo(-200, -1);
    expect(director.eye.y).toBeCloseTo(60, -1);
  });

  test("stays where it is when the last ship has gone and there is no other place", () => {
    put(2, 0, 0);
    put(3, 50, 0);
    run(3_000, { aside: { x: 200, y: 0 } });
    const { x } = director.eye;
    world.ships.clear();
    run(3_000, { aside: { x: 200, y: 0 } });
    expect(Math.abs(director.eye.x - x)).toBeLessThan(100);
  });

  test("shows little of what is outside of the wall", () => {
    world.view = { slot: 1, x: HALF, y: -HALF };
    put(1, HALF - 20, -HALF + 20);
    put(2, HALF - 60, -HALF + 20);
    run(8_000);
    expect(director.eye.x + VIEW.halfW - HALF).toBeLessThan(0.45 * VIEW.halfW);
    expect(-HALF - (director.eye.y - VIEW.halfH)).toBeLessThan(0.45 * VIEW.halfH);
  });

  test("goes elsewhere when there is nothing to see, to where most are", () => {
    put(1, 0, 0);
    crowd(2, 2, 3);
    const fullest = crowd(9, 4, 5);
    run(250);
    expect(director.eye).toEqual(fullest);
  });

  test("waits for a new place until it is told and drawn", () => {
    put(1, 0, 0);
    const there = crowd(9, 4, 5);
    run(1_000, { deaf: true });
    expect(director.wanted).toMatchObject(there);
    expect(director.eye).toEqual(MIDDLE);
    world.view = { slot: NOBODY, ...there };
    director.move(world, now, 50, world.tick - 3, false);
    expect(director.eye).toEqual(MIDDLE);
    director.move(world, now, 50, world.tick, false);
    expect(director.eye).toEqual(there);
  });

  test("gives up a place that is never shown", () => {
    put(1, 0, 0);
    put(2, 40, 0);
    world.view = { slot: 1, x: 0, y: 0 };
    crowd(9, 4, 5);
    run(19_000);
    expect(director.wanted).toBe(director.eye);
    run(3_500, { deaf: true });
    expect(director.wanted).toBe(director.eye);
  });

  test("stands still for who wants that, until the fight has left the picture", () => {
    put(1, 200, 0);
    put(2, 260, 0);
    run(3_000, { still: true });
    expect(director.eye).toEqual(MIDDLE);
    put(1, 700, 0);
    put(2, 760, 0);
    run(1_000, { still: true });
    expect(director.eye).toEqual({ x: 730, y: 0 });
  });
});
