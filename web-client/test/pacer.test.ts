import { describe, expect, test } from "vitest";
import { InputPacer } from "../src/input/pacer";
import { rngOf } from "../src/render/random";

const TICK_MS = 1000 / 30;

/** A server that uses one input a tick, as the protocol says, over a line of some delay and jitter. */
function play(seconds: number, jitterMs: number, frameMs: number): { starved: number; slack: number[] } {
  const pacer = new InputPacer(TICK_MS);
  const random = rngOf(7);
  const line: { arrives: number; shift: number }[] = [];
  const answers: { at: number; slack: number; shift: number; slip: number }[] = [];
  const slack: number[] = [];
  let starved = 0;
  let nextTick = 500;
  let nextFrame = 0;
  let hadInput = false;
  let slip = 0;
  for (let now = 0; now < seconds * 1000; now++) {
    if (now >= nextFrame) {
      nextFrame += frameMs;
      for (let due = pacer.due(now); due > 0; due--)
        line.push({ arrives: now + 20 + random() * jitterMs, shift: pacer.shift });
    }
    while (answers[0] && answers[0].at <= now) {
      const answer = answers.shift();
      if (answer) pacer.used(answer.slack, answer.slip > 0, answer.shift, answer.slip);
    }
    if (now >= nextTick) {
      nextTick += TICK_MS;
      const first = line[0];
      const missing = !first || first.arrives > now;
      if (missing && hadInput && now > (seconds * 1000) / 2) starved++;
      if (!missing && first) {
        line.shift();
        hadInput = true;
        const waited = now - first.arrives;
        if (now > (seconds * 1000) / 2) slack.push(waited);
        answers.push({ at: now + 20, slack: waited, shift: first.shift, slip });
        slip = 0;
      } else if (hadInput) {
        slip++;
      }
    }
  }
  return { starved, slack };
}

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe("the input clock", () => {
  test("on a good line inputs arrive just in time and none is missing", () => {
    const { starved, slack } = play(40, 2, 8);
    expect(starved).toBe(0);
    expect(mean(slack)).toBeGreaterThan(2);
    expect(mean(slack)).toBeLessThan(TICK_MS);
  });

  test("jitter is met with more reserve", () => {
    const { starved, slack } = play(60, 25, 8);
    expect(starved).toBeLessThan(15);
    expect(mean(slack)).toBeGreaterThan(mean(play(40, 2, 8).slack));
  });

  test("steers by a few percent only", () => {
    const pacer = new InputPacer(TICK_MS);
    for (let i = 0; i < 50; i++) pacer.used(60, false, pacer.shift, 0);
    expect(pacer.rate).toBeGreaterThanOrEqual(0.96);
    expect(pacer.rate).toBeLessThan(1);
  });

  test("a stall is not made up for by a burst that the server would skip", () => {
    const pacer = new InputPacer(TICK_MS);
    pacer.due(0);
    expect(pacer.due(5_000)).toBeLessThanOrEqual(3);
  });
});
