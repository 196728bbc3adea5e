import { describe, expect, test } from "vitest";
import { Cause } from "../src/protocol/generated";
import type { Own } from "../src/protocol/records";
import { rngOf } from "../src/render/random";
import { type Motion, type SolidRock, step } from "../src/world/motion";
import { Prediction, type Wish } from "../src/world/prediction";
import { motionFile } from "./fixtures";

const { steps } = motionFile(30);
const HALF = 1_500;
const rocks: SolidRock[] = [
  { x: 150, y: 0, radius: 60, from: 0, until: 2 ** 32 - 1 },
  { x: -200, y: 120, radius: 90, from: 0, until: 400 },
];
const around = { half: () => HALF, rocks: () => rocks };

/** Uses one input a tick, as the server does, and says what a snapshot would say. */
class FakeServer {
  tick = 100;
  ackSeq = 0;
  queue: { seq: number; wish: Wish }[] = [];
  causes = 0;
  private last: Wish = { x: 0, y: 0, boost: false, fire: false };

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
    this.ship = step(this.ship, this.last, this.constants, HALF, rocks, this.tick);
  }

  own(): Own {
    const { x, y, vx, vy, energy, spent } = this.ship;
    const own = { x, y, vx, vy, energy, score: 0, hull: 100, cooldown: 0, flags: spent ? 1 : 0, causes: this.causes };
    this.causes = 0;
    return own;
  }
}

const START: Motion = { x: 0, y: 0, vx: 0, vy: 0, energy: 100, spent: false };

/** 900 ticks in which inputs and snapshots each take two ticks; `meddle` is called before each tick. */
function fly(server: FakeServer, meddle: (i: number) => void = () => {}): Prediction {
  const prediction = new Prediction(steps, around);
  const random = rngOf(3);
  const up: { seq: number; wish: Wish }[] = [];
  const down: { tick: number; ackSeq: number; own: Own }[] = [];
  let wish: Wish = { x: 0, y: 0, boost: false, fire: false };
  for (let i = 1; i <= 900; i++) {
    const axis = () => Math.floor(random() * 255) - 127;
    if (i % 11 === 0) wish = { x: axis(), y: axis(), boost: random() < 0.5, fire: random() < 0.5 };
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
    expect(prediction.corrections).toEqual({ hit: 0, push: 0, starved: 0, unexplained: 0 });
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
    expect(prediction.corrections).toEqual({ hit: 1, push: 0, starved: 0, unexplained: 0 });
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

  test("counts a rock told too late as a push", () => {
    const prediction = new Prediction(steps, around);
    prediction.reconcile(1, 0, { ...START, ...OWN }, false);
    prediction.push(1, { x: 127, y: 0, boost: false, fire: false });
    expect(prediction.reconcile(2, 1, { ...START, ...OWN, x: 3 }, true)).toBe("push");
  });

  test("a new ship is no correction", () => {
    const prediction = new Prediction(steps, around);
    prediction.push(1, { x: 127, y: 0, boost: false, fire: false });
    prediction.reconcile(2, 1, null, false);
    prediction.push(2, { x: 127, y: 0, boost: false, fire: false });
    expect(prediction.reconcile(3, 2, { ...START, ...OWN, x: 500 }, false)).toBeNull();
    expect(prediction.state?.x).toBe(500);
    expect(prediction.compared).toBe(0);
  });

  test("fires at the rule's pace", () => {
    const prediction = new Prediction(steps, around);
    prediction.reconcile(1, 0, { ...START, ...OWN }, false);
    const shots = Array.from({ length: 31 }, (_, i) =>
      prediction.push(i + 1, { x: 0, y: 0, boost: false, fire: true }),
    );
    expect(shots.filter(Boolean).length).toBe(Math.ceil(31 / steps.fire_ticks));
    expect(shots[0]).toBe(true);
  });
});

const OWN = { score: 0, hull: 100, cooldown: 0, flags: 0, causes: 0 };
