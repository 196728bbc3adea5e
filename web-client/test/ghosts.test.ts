import { expect, test } from "vitest";
import { hopefulGhosts, replaceGhost, shotsOf, type Trigger } from "../src/world/ghosts";
import { rulesWith, steps } from "./worlds";

const rules = rulesWith({ blaster_radius: 4, power_triple_spread: 0.14 });
const open = { half: 5_000, rocks: [] };
const trigger = (change: Partial<Trigger> = {}): Trigger => ({
  owner: 4,
  x: 10.3,
  y: -7.77,
  tick: 100,
  aim: { x: 3200, y: 1600 },
  triple: false,
  ...change,
});

test("a shot leaves from the muzzle, in whole steps of the wire", () => {
  const [shot] = shotsOf(trigger({ aim: { x: 1, y: 0 } }), rules, steps, open);
  expect(shot).toMatchObject({ dx: 1, dy: 0, y: -7.75, birth: 100, blockedAge: steps.shot_ticks });
  expect(shot?.x).toBeCloseTo(10.3 + 18 + 4 + 2, 1);
  expect(((shot?.x ?? 0.5) * 16) % 1).toBe(0);
});

test("a triple shot fans out to both sides of the aim", () => {
  const angles = shotsOf(trigger({ aim: { x: 500, y: 0 }, triple: true }), rules, steps, open).map((s) =>
    Math.atan2(s.dy, s.dx),
  );
  for (const [i, want] of [0, Math.atan(0.14), -Math.atan(0.14)].entries()) expect(angles[i]).toBeCloseTo(want, 3);
});

test("a ghost is not drawn through a rock", () => {
  const rocks = [{ x: 210.3, y: -7.75, radius: 50 }];
  const [shot] = shotsOf(trigger({ aim: { x: 1, y: 0 } }), rules, steps, { half: 5_000, rocks });
  expect((shot?.blockedAge ?? 0) * steps.shot_step).toBeCloseTo(210.3 - 54 - 34.3, 0);
});

test("a told shot takes the place of the ghost with its way, and of one only", () => {
  const ghosts = shotsOf(trigger({ triple: true }), rules, steps, open);
  const [, left] = ghosts;
  if (!left) throw new Error("a triple shot has three");
  const rest = replaceGhost(ghosts, 100, left.dx, left.dy);
  expect(rest.length).toBe(2);
  expect(rest).not.toContain(left);
});

test("a shot told a tick later than foreseen is still the ghost's; one told much later is another", () => {
  const ghosts = shotsOf(trigger(), rules, steps, open);
  expect(replaceGhost(ghosts, 101, 1, 0)).toEqual([]);
  expect(replaceGhost(ghosts, 106, 1, 0)).toEqual(ghosts);
});

test("a ghost that the server does not confirm is given up", () => {
  const ghosts = shotsOf(trigger(), rules, steps, open);
  expect(hopefulGhosts(ghosts, 102)).toEqual(ghosts);
  expect(hopefulGhosts(ghosts, 103)).toEqual([]);
});
