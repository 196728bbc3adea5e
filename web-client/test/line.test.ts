// What a player sees over a line of 100 ms and 30 ms of jitter each way, and after pauses of the page and the line.

import { describe, expect, test } from "vitest";
import { STILL } from "../src/input/intents";
import { type Frame, isInput, OTHER_SPEED, Rig, TICK_MS } from "./rig";

const FAR = { delay: 100, jitter: 30 };
const ahead = { ...STILL, x: 127 };

/** By how much each drawn step of the other ship differs from its speed times the time, units. */
function unevenness(frames: Frame[]): number[] {
  return frames.slice(1).map((frame, i) => {
    const before = frames[i];
    if (!frame.other || frame.other.slot !== before?.other?.slot) return 0;
    const moved = frame.other.x - before.other.x;
    const wanted = (OTHER_SPEED * (frame.ms - before.ms)) / 1000;
    return Math.abs(moved - wanted);
  });
}

const largest = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
const from = (frames: Frame[], ms: number) => frames.filter((frame) => frame.ms >= ms);

describe.each([1, 2, 3])("over a far and restless line (seed %i)", (seed) => {
  const rig = new Rig(FAR, seed);
  let missed = 0;
  for (let turn = 0; turn < 60; turn++) {
    rig.wish = { ...STILL, x: turn % 4 < 2 ? 127 : -127, y: turn % 3 === 0 ? 90 : 0, boost: turn % 5 === 0 };
    rig.run(1_000);
    // The first seconds teach the line.
    if (turn === 4) missed = rig.starvedTicks;
  }
  const { visit } = rig;

  test("another ship at constant speed is drawn at constant speed, within 2 units a frame", () => {
    const settled = from(rig.frames, 4_000);
    expect(settled.length).toBeGreaterThan(3_000);
    expect(largest(unevenness(settled))).toBeLessThan(2);
  });

  test("every correction has a reason that the server told, and none is unexplained", () => {
    const { corrections, reasons, compared } = visit.prediction;
    expect(compared).toBeGreaterThan(1_500);
    expect(corrections.unexplained + corrections.hit + corrections.push + corrections.late).toBe(0);
    expect(corrections.starved).toBeLessThanOrEqual(reasons.starved);
    expect(reasons.starved).toBeLessThanOrEqual(rig.starvedTicks);
  });

  test("the server misses no input once the line is known", () => {
    expect(rig.starvedTicks - missed).toBe(0);
  });

  test("inputs wait at the server for their jitter and hardly longer, without a swing", () => {
    const settled = rig.slacks.slice(300);
    const mean = settled.reduce((a, b) => a + b, 0) / settled.length;
    expect(mean).toBeLessThan(28);
    // Of the jitter itself, which is even from 0 to 30 ms, the deviation is 8.7 ms.
    const deviation = Math.sqrt(settled.reduce((a, b) => a + (b - mean) ** 2, 0) / settled.length);
    expect(deviation).toBeLessThan(10.5);
  });

  test("the drawn delay is what jitter needs and no more", () => {
    expect(visit.clock.delayMs).toBeGreaterThan(2 * TICK_MS);
    expect(visit.clock.delayMs).toBeLessThan(2 * TICK_MS + 40);
  });
});

test.each([
  ["60 frames a second", [16, 2]],
  ["20 frames a second, unevenly", [30, 40]],
] as const)("the own ship answers a key in the next drawn frame, at %s", (_, frameMs) => {
  const rig = new Rig(FAR, 5, [frameMs[0], frameMs[1]]);
  rig.run(3_000);
  const before = rig.frames.at(-1)?.scene.own;
  rig.wish = { ...ahead, boost: true };
  const count = rig.frames.length;
  const pressed = rig.now;
  rig.run(200);
  const after = rig.frames.slice(count);
  expect(after[0]?.scene.own?.boosting).toBe(true);
  const moved = after.find(({ scene }) => (scene.own?.x ?? 0) > (before?.x ?? 0));
  // One tick, and one frame to show it.
  expect((moved?.ms ?? 1e9) - pressed).toBeLessThanOrEqual(TICK_MS + frameMs[0] + frameMs[1] + 1);
});

test("a page that stands still now and then has its inputs used as soon afterwards as before", () => {
  const rig = new Rig({ delay: 20, jitter: 5 }, 3);
  for (let i = 0; i < 60; i++) {
    rig.wish = { ...STILL, x: i % 2 === 0 ? 127 : -127 };
    rig.run(2_100);
    rig.asleep = true;
    rig.run(100 + (i % 4) * 60);
    rig.asleep = false;
  }
  const mean = rig.slacks.reduce((a, b) => a + b, 0) / rig.slacks.length;
  expect(mean).toBeLessThan(1.5 * TICK_MS);
  expect(rig.visit.prediction.corrections.unexplained).toBe(0);
});

describe("a line that stands for three seconds", () => {
  const rig = new Rig({ delay: 40, jitter: 10 }, 7);
  rig.wish = ahead;
  rig.run(2_000);
  rig.wish = { ...ahead, y: 60 };
  const began = rig.now;
  rig.heldUntil = began + 3_000;
  rig.run(3_000);
  const stood = rig.sent.filter(({ at }) => at > began);
  const count = rig.frames.length;
  const again = rig.now;
  rig.run(3_000);
  const after = rig.frames.slice(count);

  test("is not filled with inputs that nobody wants any more", () => {
    expect(stood.filter(isInput).length).toBeLessThanOrEqual(1_100 / TICK_MS + 1);
    const burst = rig.sent.filter(({ at }) => at >= again && at < again + 200);
    expect(burst.length).toBeLessThanOrEqual(10);
  });

  test("leaves the own ship standing after a second, and not somewhere far away", () => {
    const last = rig.frames.filter(({ ms }) => ms > began + 1_300 && ms < again);
    const places = last.map(({ scene }) => scene.own?.x ?? 0);
    expect(Math.max(...places) - Math.min(...places)).toBeLessThan(1);
  });

  test("is forgotten a second later: the own ship is where the server has it, the others fly evenly", () => {
    const late = after.filter(({ ms }) => ms > again + 1_000);
    expect(largest(unevenness(late))).toBeLessThan(8);
    expect(rig.visit.clock.delayMs).toBeLessThan(4 * TICK_MS);
    rig.wish = STILL;
    rig.run(1_500);
    const own = rig.frames.at(-1)?.scene.own;
    expect(Math.hypot((own?.x ?? 1e9) - rig.truth.x, (own?.y ?? 1e9) - rig.truth.y)).toBeLessThan(0.01);
    const { corrections, reasons } = rig.visit.prediction;
    expect(corrections.unexplained).toBe(0);
    expect(corrections.starved).toBeLessThanOrEqual(reasons.starved);
  });

  test("ends with a jump and not with a flight: nobody slides faster than ships fly for longer than a blink", () => {
    const fast = after.slice(1).filter((frame, i) => {
      const before = after[i];
      if (!frame.other || frame.other.slot !== before?.other?.slot) return false;
      const speed = ((frame.other.x - before.other.x) / (frame.ms - before.ms)) * 1000;
      return Math.abs(speed) > OTHER_SPEED * 2;
    });
    expect(fast.length).toBeLessThanOrEqual(3);
  });
});

describe.each([
  ["a hidden tab", (rig: Rig) => (rig.hidden = true), (rig: Rig) => rig.show()],
  [
    "a page that slept",
    (rig: Rig) => (rig.asleep = true),
    (rig: Rig) => {
      rig.asleep = false;
      rig.show();
    },
  ],
  [
    "a hidden page that was frozen",
    (rig: Rig) => {
      rig.hidden = true;
      rig.asleep = true;
    },
    (rig: Rig) => {
      rig.asleep = false;
      rig.run(1);
      rig.show();
    },
  ],
])("%s, back after 20 s", (_, leave, comeBack) => {
  const rig = new Rig({ delay: 40, jitter: 10 }, 11);
  rig.wish = ahead;
  rig.run(2_000);
  leave(rig);
  rig.wish = STILL;
  rig.run(20_000);
  comeBack(rig);
  const back = rig.now;
  const count = rig.frames.length;
  rig.run(2_000);
  const after = rig.frames.slice(count);

  test("draws the others in the right moment from the first frames on, and evenly", () => {
    const settled = after.filter(({ ms }) => ms > back + 100);
    expect(largest(unevenness(settled))).toBeLessThan(8);
    expect(rig.visit.clock.delayMs).toBeLessThan(4 * TICK_MS);
  });

  test("draws the own ship where it is, at once", () => {
    for (const { scene } of after.filter(({ ms }) => ms > back + 60)) {
      expect(Math.hypot((scene.own?.x ?? 1e9) - rig.truth.x, (scene.own?.y ?? 1e9) - rig.truth.y)).toBeLessThan(1);
    }
  });

  test("asks for nothing that floods", () => {
    const first = rig.sent.filter(({ at }) => at >= back - 2 && at < back + 300);
    expect(first.length).toBeLessThanOrEqual(2 * (300 / TICK_MS) + 2);
  });

  test("has no correction without a reason", () => {
    expect(rig.visit.prediction.corrections.unexplained).toBe(0);
  });
});
