import { describe, expect, test } from "vitest";
import { type Drive, type Motion, sameBits, step } from "../src/world/motion";
import { type MotionCase, motionFile } from "./fixtures";

describe.each([15, 20, 30, 60])("motion at %i Hz", (rate) => {
  const file = motionFile(rate);

  test("has cases", () => expect(file.cases.length).toBeGreaterThan(3));

  test.each(file.cases.map((c) => [c.name, c] as const))("%s has the bits of Rust", (_, c) => {
    let state: Motion = { ...c.start };
    c.inputs.forEach((input, i) => {
      state = step(state, drive(input), c.tune, file.steps, c.half, c.rocks, c.first_tick + i);
      const want = wanted(c, i);
      if (!sameBits(state, want)) expect({ tick: i, ...state }).toStrictEqual({ tick: i, ...want });
    });
    expect(state).toStrictEqual(wanted(c, c.states.length - 1));
  });
});

test("one wrong constant is seen", () => {
  const { cases, steps } = motionFile(30);
  const [first] = cases;
  if (!first) throw new Error("no case");
  const wrong = { ...steps, drag: steps.drag * (1 + 1e-6) };
  let state: Motion = { ...first.start };
  const same = first.inputs.every((input, i) => {
    state = step(state, drive(input), first.tune, wrong, first.half, first.rocks, first.first_tick + i);
    return sameBits(state, wanted(first, i));
  });
  expect(same).toBe(false);
});

function drive([x, y, boost, rail]: MotionCase["inputs"][number]): Drive {
  return { x, y, boost: Boolean(boost), rail: Boolean(rail) };
}

function wanted(c: MotionCase, i: number): Motion {
  const state = c.states[i];
  if (!state) throw new Error(`case ${c.name} has no state ${i}`);
  const [x, y, vx, vy, energy, spent, reload] = state;
  return { x, y, vx, vy, energy, spent: Boolean(spent), reload };
}
