import { beforeEach, describe, expect, test } from "vitest";
import { EventKind, NOBODY, NoticeWhat, Strength } from "../src/protocol/generated";
import { SIGNS } from "../src/render/signs";
import { toggled } from "../src/ui/company";
import { peopleOf } from "../src/ui/people";
import { qrPath } from "../src/ui/qr";
import { STRENGTHS } from "../src/ui/roomform";
import { signOfKey } from "../src/ui/signs";
import { happen } from "../src/world/events";
import type { World } from "../src/world/world";
import { newWorld } from "./worlds";

let world: World;
const names = () => peopleOf(world).map((person) => person.name);

beforeEach(() => {
  world = newWorld();
  happen(world, [EventKind.Name, 4, "Ann", false, 2], 0);
  happen(world, [EventKind.Name, 5, "Moss", true, 2], 0);
});

describe("the people of a room", () => {
  test("are no bots, and the best come first", () => {
    happen(world, [EventKind.Name, 9, "Bob", false, 1], 0);
    happen(world, [EventKind.Board, 3, 0, [[9, 40]], null], 0);
    expect(names()).toEqual(["Bob", "Ann"]);
    expect(peopleOf(world)[1]?.score).toBeNull();
  });

  test("are those who were told to have come, also out of sight", () => {
    happen(world, [EventKind.Notice, NoticeWhat.JOINED, 77, "Cleo", 0], 0);
    expect(names()).toEqual(["Ann", "Cleo"]);
  });

  test("are no more those who left, until they are back", () => {
    happen(world, [EventKind.Notice, NoticeWhat.LEFT, 4, "Ann", 0], 0);
    expect(names()).toEqual([]);
    happen(world, [EventKind.Notice, NoticeWhat.BACK, 4, "Ann", 0], 0);
    expect(names()).toEqual(["Ann"]);
  });

  test("stay when somebody of another name leaves their slot", () => {
    happen(world, [EventKind.Notice, NoticeWhat.LEFT, 4, "Bob", 0], 0);
    expect(names()).toEqual(["Ann"]);
  });

  test("have one host, who is told once", () => {
    happen(world, [EventKind.Host, NOBODY, ""], 0);
    expect(world.happenings).toEqual([]);
    happen(world, [EventKind.Host, 4, "Ann"], 0);
    happen(world, [EventKind.Host, 4, "Ann"], 0);
    expect(world.happenings).toEqual([{ kind: "host", slot: 4, name: "Ann" }]);
    expect(peopleOf(world)[0]?.host).toBe(true);
  });
});

describe("a place pointed at", () => {
  test("is one for each player, the newest", () => {
    happen(world, [EventKind.Marked, 4, 100, 200], 1_000);
    happen(world, [EventKind.Marked, 5, 1, 2], 1_000);
    happen(world, [EventKind.Marked, 4, 300, 400], 2_000);
    expect(world.marks).toEqual([
      { slot: 5, x: 1, y: 2, since: 1_000 },
      { slot: 4, x: 300, y: 400, since: 2_000 },
    ]);
  });
});

test("who was away is told later what was said, and not everything", () => {
  for (let i = 0; i < 500; i++) happen(world, [EventKind.Said, 4, "Ann", `line ${i}`], 0);
  happen(world, [EventKind.Emoted, 4, 2], 0);
  world.forget();
  expect(world.happenings.length).toBe(100);
  expect(world.happenings.at(-1)).toMatchObject({ kind: "said", text: "line 499" });
});

describe("the numbers of the wire have their words", () => {
  test("for each strength of bots", () => {
    expect(Object.values(Strength).map((strength) => STRENGTHS[strength]?.word)).toEqual(
      Object.keys(Strength).map((word) => word.toLowerCase()),
    );
  });

  test("for each sign, and a key", () => {
    expect(new Set(SIGNS.map((sign) => sign.name)).size).toBe(8);
    expect(SIGNS.map((_, i) => signOfKey(`Digit${i + 1}`))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(signOfKey("Digit9")).toBeNull();
  });
});

test("a choice is taken back by making it again", () => {
  const once = toggled(new Set<string>(), "Ann");
  expect([...once]).toEqual(["Ann"]);
  expect([...toggled(once, "Ann")]).toEqual([]);
});

test("a QR code has its three corners in a white frame", () => {
  const { size, path } = qrPath("http://127.0.0.1:8080/r/k7qf2m");
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x} ${y}`));
  const far = size - 5;
  for (const corner of ["4 4", `${far} 4`, `4 ${far}`]) expect(dark.has(corner)).toBe(true);
  expect([...dark].some((at) => at.split(" ").some((v) => Number(v) < 4 || Number(v) > far))).toBe(false);
});
