// A whole visit against a small server, over any line, in time that the test makes pass: one own ship, which flies as
// the page's inputs say, and another at constant speed.

import { STILL } from "../src/input/intents";
import type { Session } from "../src/net/session";
import {
  Cause,
  type ClientMessage,
  ClientMessageKind,
  ServerMessageKind,
  type Snapshot,
} from "../src/protocol/generated";
import { rngOf } from "../src/render/random";
import { Visit } from "../src/visit";
import { type Motion, step, tuneOf } from "../src/world/motion";
import type { Wish } from "../src/world/prediction";
import type { Now, Scene } from "../src/world/scene";
import { InputQueue } from "./queue";
import { moving, none, ship } from "./snapshots";
import { steps, TICK_HZ, welcomeWith } from "./worlds";

export const TICK_MS = 1000 / TICK_HZ;
const HALF = 1_500;
/** Units a second of the other ship: as fast as one boosts. */
export const OTHER_SPEED = 500;
/** Units that it flies: it stays within sight of the own ship. */
const WAY = 2_000;

/** Milliseconds each way. */
export interface Line {
  delay: number;
  jitter: number;
}

/** A drawn frame. */
export interface Frame {
  ms: number;
  scene: Scene;
  /** The drawn place of the other ship; null while it is not drawn. */
  other: { slot: number; x: number } | null;
}

export class Rig {
  now = 0;
  readonly visit: Visit;
  readonly frames: Frame[] = [];
  wish: Wish = STILL;
  /** The tab is hidden: no frames, and no inputs. */
  hidden = false;
  /** The page does not run at all; what arrives waits. */
  asleep = false;
  /** The line lets nothing pass until then. */
  heldUntil = 0;
  /** Messages that the page sent, and when. */
  readonly sent: { at: number; kind: number }[] = [];
  /** Milliseconds that each used input had waited. */
  readonly slacks: number[] = [];
  /** The server's own count. */
  starvedTicks = 0;
  private readonly random: () => number;
  private readonly up: { at: number; seq: number; wish: Wish }[] = [];
  private readonly down: { at: number; snapshot: Snapshot }[] = [];
  private readonly queue = new InputQueue();
  private ship: Motion = { x: 0, y: 0, vx: 0, vy: 0, energy: 100, spent: false, reload: 0 };
  private tick = 0;
  private tickDue = 0;
  private frameDue = 0;
  private last: Now | null = null;

  constructor(
    private readonly line: Line,
    seed = 1,
    /** Milliseconds from frame to frame: at the least, and what is added by chance. */
    private readonly frameMs: [least: number, chance: number] = [16, 2],
  ) {
    this.random = rngOf(seed);
    const session = { send: (message: ClientMessage) => this.said(message) } as unknown as Session;
    this.visit = new Visit(welcomeWith({ hull_max: 100 }, HALF), session);
    this.visit.seated(4, "Ann");
  }

  /** Lets `ms` pass. */
  run(ms: number): void {
    for (const end = this.now + ms; this.now < end; this.now++) {
      while (this.now >= this.tickDue) this.serve();
      if (this.asleep) continue;
      while (this.down[0] && this.down[0].at <= this.now) this.hear(this.down.shift()?.snapshot as Snapshot);
      if (this.hidden) continue;
      if (this.now >= this.frameDue) this.frame();
      else if (this.now % 6 === 0) this.visit.steer(this.now, this.wish, { x: 1, y: 0 });
    }
  }

  /** True place of the own ship, at the server. */
  get truth(): { x: number; y: number } {
    return this.ship;
  }

  private said(message: ClientMessage): void {
    this.sent.push({ at: this.now, kind: message[0] });
    if (message[0] !== ClientMessageKind.Input) return;
    const [, seq, , , x, y, buttons] = message;
    const wish = { x, y, boost: (buttons & 1) !== 0, fire: (buttons & 2) !== 0, rail: (buttons & 4) !== 0 };
    this.up.push({ at: this.exit(this.up.at(-1)?.at), seq, wish });
  }

  /** When what enters the line now leaves it; nothing overtakes what left at `before`. */
  private exit(before = 0): number {
    return Math.max(before, this.heldUntil, this.now + this.line.delay + this.random() * this.line.jitter);
  }

  private serve(): void {
    const { slot } = this.other;
    this.tick++;
    const gone = new Uint8Array(this.other.slot === slot ? [] : [slot, 0]);
    this.tickDue += TICK_MS;
    while (this.up[0] && this.up[0].at <= this.now) {
      const input = this.up.shift();
      if (input) this.queue.push(input.seq, input.wish, input.at);
    }
    const turn = this.queue.next(this.now);
    if (turn.starved) this.starvedTicks++;
    this.slacks.push(this.queue.slackMs);
    this.ship = step(this.ship, turn.wish, tuneOf(0), steps, HALF, [], this.tick);
    const snapshot: Snapshot = [
      ServerMessageKind.Snapshot,
      this.tick,
      this.queue.ackSeq,
      Math.round(this.queue.slackMs),
      moving(this.ship, turn.starved ? Cause.STARVED : 0),
      null,
      [gone, none, none],
      ship(this.other.slot, this.other.x, 300),
      ...([null, null, null, null, null, null, null] as const),
    ];
    this.down.push({ at: this.exit(this.down.at(-1)?.at), snapshot });
  }

  /** The other ship flies along y = 300 to the right; where its way ends another one begins. */
  private get other(): { slot: number; x: number } {
    const way = (this.tick * OTHER_SPEED) / TICK_HZ;
    return { slot: 9 + (Math.floor(way / WAY) % 100), x: (way % WAY) - WAY / 2 };
  }

  private hear(snapshot: Snapshot): void {
    const { visit, hidden } = this;
    const seen = hidden ? null : this.last;
    visit.take(snapshot, this.now, seen && { ...seen, share: visit.share }, hidden);
    if (hidden) visit.world.forget();
    visit.world.happenings = [];
  }

  private frame(): void {
    const { visit, now, wish } = this;
    const ms = Math.min(100, now - (this.last?.now ?? now));
    this.frameDue = now + this.frameMs[0] + this.random() * this.frameMs[1];
    visit.steer(now, wish, { x: 1, y: 0 });
    const at: Now = { now, ms, remoteTick: visit.remoteTick(now), share: visit.share, wish, aim: 0, free: null };
    this.last = at;
    const scene = visit.builder.build(at);
    const other = scene.ships.find((ship) => !ship.own);
    const own = scene.own && { ...scene.own };
    this.frames.push({ ms: now, scene: { ...scene, own }, other: other ? { slot: other.slot, x: other.x } : null });
  }

  /** What the page does when its tab is shown again. */
  show(): void {
    this.hidden = false;
    this.last = null;
    this.visit.resume();
  }
}

export const isInput = ({ kind }: { kind: number }) => kind === ClientMessageKind.Input;
