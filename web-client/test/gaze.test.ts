import { beforeEach, describe, expect, test } from "vitest";
import { CHOICE, NOBODY } from "../src/protocol/generated";
import { Gaze, neighbour } from "../src/world/gaze";
import type { World } from "../src/world/world";
import { newWorld } from "./worlds";

let world: World;
let gaze: Gaze;

beforeEach(() => {
  world = newWorld();
  world.board = {
    players: 3,
    rank: 0,
    rows: [
      [9, 50],
      [4, 30],
    ],
  };
  world.view = { slot: 9, x: 0, y: 0 };
  gaze = new Gaze();
});

describe("a watcher", () => {
  test("leaves the choice to the server at first, and tells nothing", () => expect(gaze.due(0)).toBeNull());

  test("follows the next ship and then the first again", () => {
    gaze.step(world, 1);
    expect(gaze.due(0)).toEqual([7, 4, 0, 0]);
    gaze.step(world, 1);
    expect(gaze.due(1_000)).toEqual([7, 9, 0, 0]);
  });

  test("tells where he drags to ten times a second at most, the last place always", () => {
    gaze.free(world, 10.4, 20);
    expect(gaze.due(0)).toEqual([7, NOBODY, 10, 20]);
    gaze.free(world, 11, 20);
    gaze.free(world, 12, 20);
    expect(gaze.due(50)).toBeNull();
    expect(gaze.due(100)).toEqual([7, NOBODY, 12, 20]);
    expect(gaze.due(300)).toBeNull();
  });

  test("does not drag beyond the wall", () => {
    gaze.free(world, 5_000, -5_000);
    expect(gaze.look).toEqual({ kind: "free", x: 1_000, y: -1_000 });
  });

  test("tells a new connection what the old one knew", () => {
    gaze.step(world, 1);
    gaze.due(0);
    gaze.repeat();
    expect(gaze.due(10)).toEqual([7, 4, 0, 0]);
  });

  test("gives the choice back", () => {
    gaze.step(world, 1);
    gaze.due(0);
    gaze.release();
    expect(gaze.due(1_000)).toEqual([7, NOBODY, CHOICE, 0]);
  });
});

describe("the ring of ships", () => {
  test.each([
    ["after the last comes the first", [3, 5, 8], 8, 1, 3],
    ["before the first comes the last", [3, 5, 8], 3, -1, 8],
    ["from outside forward to the first", [3, 5, 8], 77, 1, 3],
    ["from outside back to the last", [3, 5, 8], 77, -1, 8],
    ["of nobody is nobody", [], 3, 1, null],
  ] as const)("%s", (_, slots, from, step, want) => expect(neighbour(slots, from, step)).toBe(want));
});
