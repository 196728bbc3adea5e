// A whole visit to a room that runs slower for a while and then at its speed again.

import { describe, expect, test } from "vitest";
import { InputPacer } from "../src/input/pacer";
import { ServerClock } from "../src/net/clock";
import type { Session } from "../src/net/session";
import {
  type ClientMessage,
  ClientMessageKind,
  type Event,
  EventKind,
  NOBODY,
  type Snapshot,
} from "../src/protocol/generated";
import { rngOf } from "../src/render/random";
import { busyText } from "../src/ui/busy";
import { Visit } from "../src/visit";
import { Pace } from "../src/world/pace";
import type { Wish } from "../src/world/prediction";
import { newWorld, TICK_HZ, welcomeWith } from "./worlds";

const TICK_MS = 1000 / TICK_HZ;
const FRAME_MS = 8;
/** Milliseconds one way. */
const LINE_MS = 40;
const SECONDS = 30;
const SLOW_FROM = 10;
const SLOW_TO = 20;

const ahead: Wish = { x: 1, y: 0, boost: false, rail: false, fire: false };

function snapshot(tick: number, ack: number, slackMs: number, events: Event[] | null): Snapshot {
  const nothing = null;
  const view: [number, number, number] = [NOBODY, 0, 0];
  return [2, tick, ack, slackMs, nothing, view, null, null, null, null, null, null, null, null, events];
}

/** One drawn frame: when, the drawn tick of the others and that of the own ship. */
interface Frame {
  ms: number;
  remote: number;
  own: number;
}

interface Played {
  frames: Frame[];
  /** When each input was sent. */
  inputs: number[];
  /** When the server had none. */
  starved: number[];
  visit: Visit;
}

interface Trouble {
  /** Milliseconds of jitter, each way. */
  jitter: number;
  /** Milliseconds that the server loses before it says that it is slow. */
  slip: number;
  percent: number;
}

/** Plays over a line of some delay against a server that is slow from SLOW_FROM to SLOW_TO. */
function play({ jitter, slip, percent }: Trouble): Played {
  const random = rngOf(3);
  let now = 0;
  const toServer: { at: number; seq: number }[] = [];
  const toPage: { at: number; snapshot: Snapshot }[] = [];
  const inputs: number[] = [];
  const session = {
    send(message: ClientMessage) {
      if (message[0] !== ClientMessageKind.Input) return;
      inputs.push(now);
      const at = Math.max(now + LINE_MS + random() * jitter, toServer.at(-1)?.at ?? 0);
      toServer.push({ at, seq: message[1] });
    },
  } as unknown as Session;
  const visit = new Visit(welcomeWith(), session);
  visit.seated(4, "Ann");
  const starved: number[] = [];
  const frames: Frame[] = [];
  let [tick, ack, slack, speed, due] = [0, 0, 0, 1, 0];
  for (; now < SECONDS * 1000; now++) {
    if (now >= due) {
      tick++;
      const wanted = now >= SLOW_FROM * 1000 && now < SLOW_TO * 1000 ? percent / 100 : 1;
      const events: Event[] | null = wanted === speed ? null : [[EventKind.Speed, Math.round(wanted * 100)]];
      speed = wanted;
      const slipping = now >= SLOW_FROM * 1000 - 1_000 && now < SLOW_FROM * 1000;
      due += TICK_MS / speed + (slipping ? slip / TICK_HZ : 0);
      const first = toServer[0];
      if (first && first.at <= now) {
        toServer.shift();
        ack = first.seq;
        slack = Math.round(now - first.at);
      } else {
        starved.push(now);
      }
      const at = Math.max(now + LINE_MS + random() * jitter, toPage.at(-1)?.at ?? 0);
      toPage.push({ at, snapshot: snapshot(tick, ack, slack, events) });
    }
    while (toPage[0] && toPage[0].at <= now) visit.take(toPage.shift()?.snapshot as Snapshot, now, null, false);
    if (now % FRAME_MS === 0) {
      visit.steer(now, ahead, { x: 1, y: 0 });
      frames.push({ ms: now, remote: visit.remoteTick(now), own: visit.prediction.tick + visit.share });
    }
  }
  return { frames, inputs, starved, visit };
}

/** Ticks of world that pass in each frame, as shares of what passes at the normal speed. */
function speeds(frames: Frame[], from: number, to: number, of: "remote" | "own"): number[] {
  const within = frames.filter(({ ms }) => ms >= from * 1000 && ms < to * 1000);
  return within.slice(1).map((frame, i) => ((frame[of] - (within[i]?.[of] ?? 0)) * TICK_MS) / FRAME_MS);
}

const during = (times: number[], from: number, to: number) =>
  times.filter((ms) => ms >= from * 1000 && ms < to * 1000).length;

describe.each([
  ["a good line", { jitter: 2, slip: 0, percent: 50 }],
  ["a restless line", { jitter: 30, slip: 0, percent: 50 }],
  ["the slowest world", { jitter: 10, slip: 0, percent: 25 }],
  ["a server that fell behind before it said so", { jitter: 5, slip: 350, percent: 50 }],
])("a room that slows down and recovers: %s", (_, trouble) => {
  const { frames, inputs, starved, visit } = play(trouble);
  const speed = trouble.percent / 100;

  test("others are never drawn backwards, by leaps, or much faster than normal", () => {
    const all = speeds(frames, 1, SECONDS, "remote");
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(1.1 + 1e-9);
  });

  test("while it is slow others are drawn evenly and slow", () => {
    const slow = speeds(frames, SLOW_FROM + 4, SLOW_TO, "remote");
    expect(Math.min(...slow)).toBeGreaterThanOrEqual(speed * 0.9 - 1e-9);
    expect(Math.max(...slow)).toBeLessThanOrEqual(speed * 1.1 + 1e-9);
  });

  test("the own ship never flies backwards or, while the server has its inputs, faster than normal", () => {
    expect(Math.min(...speeds(frames, 1, SECONDS, "own"))).toBeGreaterThanOrEqual(-1e-9);
    expect(Math.max(...speeds(frames, 2, SLOW_TO, "own"))).toBeLessThan(1.1);
    // Inputs come at the slow rate until the page is told that the world is fast again.
    expect(during(starved, SLOW_TO, SECONDS)).toBeLessThanOrEqual(3);
  });

  test("others are drawn close behind the news again", () => {
    const behind = visit.world.tick - (frames.at(-1)?.remote ?? 0);
    expect(behind).toBeGreaterThan(1);
    expect(behind).toBeLessThan(2 + (2 * trouble.jitter + LINE_MS) / TICK_MS);
  });

  test("as many inputs are sent as there are ticks", () => {
    for (const [from, to, rate] of [
      [2, SLOW_FROM - 1, TICK_HZ],
      [SLOW_FROM + 1, SLOW_TO, TICK_HZ * speed],
      [SLOW_TO + 1, SECONDS, TICK_HZ],
    ] as const) {
      expect(during(inputs, from, to) / (to - from)).toBeGreaterThan(rate * 0.95);
      expect(during(inputs, from, to) / (to - from)).toBeLessThan(rate * 1.05);
    }
  });
});

describe("the parts by themselves", () => {
  test("world time passes at the speed and never jumps", () => {
    const pace = new Pace();
    expect(pace.at(1_000)).toBe(1_000);
    expect(pace.change(0.5, 1_000)).toBe(true);
    expect(pace.at(1_000)).toBe(1_000);
    expect(pace.at(1_100)).toBe(1_050);
    expect(pace.change(0.5, 1_100)).toBe(false);
    pace.change(1, 1_200);
    expect(pace.at(1_300)).toBe(1_200);
  });

  test("in a world at half its speed half as many inputs are due", () => {
    const pace = new Pace();
    pace.change(0.5, 0);
    const pacer = new InputPacer(TICK_MS);
    let sent = 0;
    for (let now = 0; now <= 10_000; now += FRAME_MS) sent += pacer.due(pace.at(now));
    expect(sent).toBeGreaterThanOrEqual(149);
    expect(sent).toBeLessThanOrEqual(151);
  });

  test("a clock that begins anew goes on from the tick that it shows", () => {
    const clock = new ServerClock(TICK_MS);
    for (let tick = 1; tick <= 90; tick++) {
      clock.arrived(tick, tick * TICK_MS + (tick % 3) * 10);
      clock.remoteTick(tick * TICK_MS + 25);
    }
    const now = 90 * TICK_MS + 25;
    const shown = clock.remoteTick(now);
    clock.restart(now);
    expect(clock.remoteTick(now)).toBeCloseTo(shown, 9);
    expect(clock.remoteTick(now + 8) - shown).toBeCloseTo(8 / TICK_MS, 2);
  });

  test("a new visit begins at the normal speed, and countdowns are in seconds of the reader", () => {
    const world = newWorld();
    expect(world.speed).toBe(1);
    expect(world.seconds(90)).toBeCloseTo(3, 9);
    world.speed = 0.5;
    expect(world.seconds(90)).toBeCloseTo(6, 9);
  });

  test("people are told while it is slow, silent or not to be seen, and only then", () => {
    expect(busyText(0.62, false, false)).toBe("The server is busy: the world runs at 62 % speed");
    expect(busyText(0.62, true, false)).toContain("Nothing is heard");
    expect(busyText(1, false, true)).toContain("gives no picture");
    expect(busyText(1, false, false)).toBe("");
  });
});
