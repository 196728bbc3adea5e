import { describe, expect, test } from "vitest";
import { STILL } from "../src/input/intents";
import { Cause } from "../src/protocol/generated";
import type { Own } from "../src/protocol/records";
import { rngOf } from "../src/render/random";
import { type Motion, type SolidRock, step, tuneOf } from "../src/world/motion";
import { Prediction, type Wish } from "../src/world/prediction";
import { steps } from "./worlds";

const RULES = { rate_step: 0.08 };
const HALF = 1_500;
const rocks: SolidRock[] = [
  { x: 150, y: 0, radius: 60, from: 0, until: 2 ** 32 - 1 },
  { x: -200, y: 120, radius: 90, from: 0, until: 400 },
];
const around = { half: () => HALF, rocks: () => rocks };

/** What an own record tells besides the motion. */
const OWN = {
  score: 0,
  stats: 0,
  shield: 0,
  triple: 0,
  hull: 100,
  cooldown: 0,
  level: 1,
  progress: 0,
  points: 0,
  flags: 0,
  causes: 0,
};

/** Uses one input a tick, as the server does, and says what a snapshot would say. */
class FakeServer {
  tick = 100;
  ackSeq = 0;
  queue: { seq: number; wish: Wish }[] = [];
  causes = 0;
  stats = 0;
  /** Stats that the ship has and no snapshot tells. */
  hidden = 0;
  /** Stats that are given at the end of the tick, as the server does it. */
  given: number | null = null;
  private last: Wish = STILL;

  constructor(
    public ship: Motion,
    private readonly constants = steps,
  ) {}

  advance(): void {
    this.tick++;
    const used = this.queue.shift();
    if (used) {
      this.last = used.wish;
      this.ackSeq = used.seq;
    } else {
      this.causes |= Cause.STARVED;
    }
    this.ship = step(this.ship, this.last, tuneOf(this.stats | this.hidden), this.constants, HALF, rocks, this.tick);
    this.stats = this.given ?? this.stats;
    this.given = null;
  }

  own(): Own {
    const { spent, ...moves } = this.ship;
    const own = { ...OWN, ...moves, stats: this.stats, flags: spent ? 1 : 0, causes: this.causes };
    this.causes = 0;
    return own;
  }
}

const START: Motion = { x: 0, y: 0, vx: 0, vy: 0, energy: 100, spent: false, reload: 0 };

/** 900 ticks in which inputs and snapshots each take two ticks; `meddle` is called before each tick. */
function fly(server: FakeServer, meddle: (i: number) => void = () => {}): Prediction {
  const prediction = new Prediction(steps, RULES, around);
  const random = rngOf(3);
  const up: { seq: number; wish: Wish }[] = [];
  const down: { tick: number; ackSeq: number; own: Own }[] = [];
  let wish: Wish = STILL;
  for (let i = 1; i <= 900; i++) {
    const axis = () => Math.floor(random() * 255) - 127;
    if (i % 11 === 0) {
      wish = { x: axis(), y: axis(), boost: random() < 0.5, fire: random() < 0.5, rail: random() < 0.4 };
    }
    prediction.push(i, wish);
    up.push({ seq: i, wish });
    const arrived = up.length > 2 ? up.shift() : undefined;
    if (arrived) server.queue.push(arrived);
    meddle(i);
    if (i > 2) server.advance();
    down.push({ tick: server.tick, ackSeq: server.ackSeq, own: server.own() });
    const news = down.length > 2 ? down.shift() : undefined;
    if (news) prediction.reconcile(news.tick, news.ackSeq, news.own, false);
  }
  return prediction;
}

const total = (p: Prediction) => Object.values(p.corrections).reduce((a, b) => a + b, 0);

describe("prediction", () => {
  test("needs no correction against a faithful server", () => {
    const prediction = fly(new FakeServer(START));
    expect(prediction.compared).toBeGreaterThan(800);
    expect(prediction.corrections).toEqual({ hit: 0, push: 0, starved: 0, late: 0, unexplained: 0 });
  });

  test("is corrected again and again, unexplained, with one wrong constant", () => {
    const prediction = fly(new FakeServer(START, { ...steps, drag: steps.drag * 0.9999 }));
    expect(prediction.corrections.unexplained).toBeGreaterThan(400);
  });

  test("names a hit, once, and is right again after it", () => {
    const server = new FakeServer(START);
    const prediction = fly(server, (i) => {
      if (i !== 200) return;
      server.ship = { ...server.ship, vx: Math.fround(server.ship.vx + 24) };
      server.causes |= Cause.HIT;
    });
    expect(prediction.corrections).toEqual({ hit: 1, push: 0, starved: 0, late: 0, unexplained: 0 });
  });

  test("needs no correction when stats change, for each counts from the tick after it was told", () => {
    const server = new FakeServer(START);
    const prediction = fly(server, (i) => {
      if (i % 40 === 0) server.given = (((i / 40) % 8) << 8) | (((i / 20) % 8) << 20);
    });
    expect(server.stats).not.toBe(0);
    expect(prediction.corrections).toEqual({ hit: 0, push: 0, starved: 0, late: 0, unexplained: 0 });
  });

  test("flies by other stats than the server does: unexplained, again and again", () => {
    const server = new FakeServer(START);
    const prediction = fly(server, (i) => {
      if (i === 100) server.hidden = 0x500;
    });
    expect(prediction.corrections.unexplained).toBeGreaterThan(200);
  });

  test("stats told late, after snapshots that were left out, are late news and no bug", () => {
    const own = { ...START, ...OWN };
    const faster = { ...own, stats: 0x300, x: 9 };
    for (const [tick, cause] of [
      [2, "unexplained"],
      [3, "late"],
    ] as const) {
      const prediction = new Prediction(steps, RULES, around);
      prediction.reconcile(1, 0, own, false);
      prediction.push(1, { ...STILL, x: 127 });
      prediction.push(2, { ...STILL, x: 127 });
      expect(prediction.reconcile(tick, tick - 1, faster, false), `snapshot ${tick} after 1`).toBe(cause);
    }
  });

  test("the rail fires when it is loaded and paid for, and says so once", () => {
    const prediction = new Prediction(steps, RULES, around);
    prediction.reconcile(1, 0, { ...START, ...OWN }, false);
    const fired = Array.from({ length: steps.rail_ticks + 2 }, (_, i) =>
      prediction.push(i + 1, { ...STILL, rail: true }),
    );
    const at = fired.flatMap((f, i) => (f.rail ? [i] : []));
    expect(at).toEqual([0, steps.rail_ticks]);
    const poor = new Prediction(steps, RULES, around);
    poor.reconcile(1, 0, { ...START, ...OWN, energy: steps.rail_cost - 1 }, false);
    expect(poor.push(1, { ...STILL, rail: true }).rail).toBe(false);
  });

  test("points in fire rate shorten the pause between shots", () => {
    const prediction = new Prediction(steps, RULES, around);
    prediction.reconcile(1, 0, { ...START, ...OWN, stats: 0x70000 }, false);
    const shots = Array.from({ length: 300 }, (_, i) => prediction.push(i + 1, { ...STILL, fire: true }).blaster);
    const wanted = (300 / steps.fire_ticks) * 1.56;
    expect(Math.abs(shots.filter(Boolean).length - wanted)).toBeLessThanOrEqual(1);
  });

  test("names a missing input starved", () => {
    const server = new FakeServer(START);
    const held: FakeServer["queue"] = [];
    const prediction = fly(server, (i) => {
      if (i === 300 || i === 301) held.push(...server.queue.splice(0));
      if (i === 302) server.queue.unshift(...held.splice(0));
    });
    expect(prediction.corrections.starved).toBeGreaterThan(0);
    expect(total(prediction)).toBe(prediction.corrections.starved);
  });

  test("a rock told too late is late news", () => {
    const prediction = new Prediction(steps, RULES, around);
    prediction.reconcile(1, 0, { ...START, ...OWN }, false);
    prediction.push(1, { ...STILL, x: 127 });
    expect(prediction.reconcile(2, 1, { ...START, ...OWN, x: 3 }, true)).toBe("late");
  });

  test("a new ship is no correction", () => {
    const prediction = new Prediction(steps, RULES, around);
    prediction.push(1, { ...STILL, x: 127 });
    prediction.reconcile(2, 1, null, false);
    prediction.push(2, { ...STILL, x: 127 });
    expect(prediction.reconcile(3, 2, { ...START, ...OWN, x: 500 }, false)).toBeNull();
    expect(prediction.state?.x).toBe(500);
    expect(prediction.compared).toBe(0);
  });

  test("fires at the rule's pace", () => {
    const prediction = new Prediction(steps, RULES, around);
    prediction.reconcile(1, 0, { ...START, ...OWN }, false);
    const shots = Array.from({ length: 31 }, (_, i) => prediction.push(i + 1, { ...STILL, fire: true }));
    expect(shots.filter((fired) => fired.blaster).length).toBe(Math.ceil(31 / steps.fire_ticks));
    expect(shots[0]?.blaster).toBe(true);
  });
});
