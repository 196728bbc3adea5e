import { beforeEach, expect, test } from "vitest";
import { Fate } from "../src/fate";
import type { Own } from "../src/protocol/records";
import { death } from "../src/ui/state";
import { minutes } from "../src/ui/time";
import type { Happening } from "../src/world/happenings";
import type { World } from "../src/world/world";
import { newWorld } from "./worlds";

const ME = 7;
const FOE = 9;
let world: World;
let fate: Fate;

const hear = (...happenings: Happening[]) => {
  for (const h of happenings) fate.heard(h, world);
};
const kill = (killer: number, victim: number): Happening => ({
  kind: "kill",
  killer,
  victim,
  weapon: "rail",
  points: 10,
});
const die = (): Happening => ({ kind: "death", by: FOE, respawn: world.tick + 60, lost: 40 });
const standAt = (score: number, level: number) => {
  world.own = { score, level } as Own;
  fate.draw(world);
};

beforeEach(() => {
  world = newWorld();
  world.seat = ME;
  fate = new Fate();
  hear({ kind: "spawned" });
});

test("the card tells what the life was worth: ships, the most points and the highest level, time", () => {
  hear(kill(ME, FOE), kill(FOE, 3), kill(ME, 3));
  standAt(120, 4);
  standAt(90, 4);
  world.tick += 30 * 75;
  world.own = null;
  hear(die(), kill(FOE, ME));
  fate.draw(world);
  expect(death.value).toMatchObject({ weapon: "rail", lost: 40, kills: 2, score: 120, level: 4, count: 1, left: 2 });
  expect(minutes(death.value?.seconds ?? 0)).toBe("1:15");
});

test("a new life begins at nothing, and its end has another hint", () => {
  hear(kill(ME, FOE), die(), { kind: "spawned" });
  expect(death.value).toBeNull();
  hear(die());
  fate.draw(world);
  expect(death.value).toMatchObject({ kills: 0, score: 0, level: 1, count: 2 });
});

test("who ends by his own hand has destroyed nobody", () => {
  hear(kill(ME, ME), die());
  fate.draw(world);
  expect(death.value?.kills).toBe(0);
});

test("a line that broke in between ends no life; leaving does", () => {
  hear(kill(ME, FOE));
  fate.clear();
  hear({ kind: "spawned" }, kill(ME, FOE));
  hear(die());
  fate.draw(world);
  expect(death.value?.kills).toBe(2);
  fate.leave();
  hear({ kind: "spawned" }, die());
  fate.draw(world);
  expect(death.value?.kills).toBe(0);
});
