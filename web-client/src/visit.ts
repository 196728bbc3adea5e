// One visit to a room as the loop sees it: what the server said (world), what is predicted, and the clocks.
// Made anew at every Welcome, so that nothing of a lost connection lives on.

import { inputOf } from "./input/intents";
import { InputPacer } from "./input/pacer";
import { ServerClock } from "./net/clock";
import type { Session } from "./net/session";
import { Cause, ClientMessageKind, NOBODY, type Snapshot, type Welcome } from "./protocol/generated";
import { apply } from "./world/apply";
import { Prediction, type Wish } from "./world/prediction";
import { type Now, SceneBuilder } from "./world/scene";
import { World } from "./world/world";

/** Inputs whose time of sending is remembered for the ping. */
const SENT_KEPT = 256;
/** Share of a new ping in the shown one. */
const PING_SHARE = 0.15;

export class Visit {
  readonly world: World;
  readonly prediction: Prediction;
  readonly builder: SceneBuilder;
  readonly clock: ServerClock;
  /** Milliseconds there and back; null while unknown. */
  ping: number | null = null;
  private pacer: InputPacer;
  private seq = 0;
  private ackSeq = 0;
  private readonly sentAt = new Float64Array(SENT_KEPT);

  constructor(
    welcome: Welcome,
    private readonly session: Session,
  ) {
    this.world = new World(welcome);
    this.prediction = new Prediction(this.world.steps, this.world);
    this.builder = new SceneBuilder(this.world, this.prediction);
    this.clock = new ServerClock(this.world.tickMs);
    this.pacer = new InputPacer(this.world.tickMs);
  }

  /** Share of a tick since the last input. */
  get share(): number {
    return this.pacer.share;
  }

  get inputRate(): number {
    return this.pacer.rate;
  }

  seated(slot: number, name: string): void {
    this.world.seat = slot;
    this.world.players.set(slot, { name, bot: false });
    this.restartInputs();
  }

  unseated(): void {
    this.world.seat = NOBODY;
    this.prediction.clear();
  }

  /** After a pause (hidden tab): the next input is due at once and nothing is made up for. */
  restartInputs(): void {
    this.pacer = new InputPacer(this.world.tickMs);
  }

  /** Makes and sends the inputs that are due; how many of them fired a shot (by what is known here). */
  steer(now: number, wish: Wish, aim: { x: number; y: number }): number {
    if (this.world.seat === NOBODY) return 0;
    let fired = 0;
    for (let due = this.pacer.due(now); due > 0; due--) {
      this.seq++;
      this.sentAt[this.seq % SENT_KEPT] = now;
      this.session.send(inputOf(this.seq, this.world.tick, wish, aim));
      if (this.prediction.push(this.seq, wish)) fired++;
    }
    return fired;
  }

  /** Takes a snapshot; `at` is the moment that was drawn last. `silent`: no input will carry the ack. */
  take(snapshot: Snapshot, now: number, at: Now | null, silent: boolean): void {
    const [, tick, ackSeq, slackMs] = snapshot;
    const { world, prediction } = this;
    this.clock.arrived(tick, now);
    const before = at && this.builder.predicted(at);
    const { lateNews } = apply(world, snapshot, now);
    const corrected = prediction.reconcile(tick, ackSeq, world.own, lateNews);
    if (corrected && before && at) this.builder.corrected(before, at);
    if (ackSeq > this.ackSeq) this.used(ackSeq, slackMs, now);
    if (silent || world.seat === NOBODY) this.session.send([ClientMessageKind.Ack, tick]);
  }

  private used(ackSeq: number, slackMs: number, now: number): void {
    this.ackSeq = ackSeq;
    this.pacer.used(slackMs, ((this.world.own?.causes ?? 0) & Cause.STARVED) !== 0);
    if (this.seq - ackSeq >= SENT_KEPT) return;
    const ping = Math.max(0, now - (this.sentAt[ackSeq % SENT_KEPT] ?? now) - slackMs);
    this.ping = this.ping === null ? ping : this.ping + (ping - this.ping) * PING_SHARE;
  }
}
