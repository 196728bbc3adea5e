// One visit to a room as the loop sees it: what the server said (world), what is predicted, and the clocks.
// Made anew at every Welcome, so that nothing of a lost connection lives on.

import { aimOf, inputOf } from "./input/intents";
import { InputPacer } from "./input/pacer";
import { ServerClock } from "./net/clock";
import type { Session } from "./net/session";
import { Cause, ClientMessageKind, NOBODY, type Snapshot, type Welcome } from "./protocol/generated";
import { apply } from "./world/apply";
import { showFired } from "./world/firing";
import { Pace } from "./world/pace";
import { type CorrectionClass, type CorrectionSize, Prediction, type Wish } from "./world/prediction";
import type { Now } from "./world/scene";
import { SceneBuilder } from "./world/scenebuilder";
import { World } from "./world/world";

/** Inputs whose time of sending is remembered for the ping. */
const SENT_KEPT = 256;
/** Share of a new ping in the shown one. */
const PING_SHARE = 0.15;
/**
 * Milliseconds of world time without a snapshot after which no input is made: what waits in the line then is worth
 * nothing, would come as a flood, and whoever flew on would be thrown back farther. Longer than what good players on bad
 * lines bear.
 */
const SILENT_MS = 1_000;
/** Milliseconds between two acks without an input: of what comes in one go after a pause only the end is answered. */
const ACK_EVERY_MS = 15;

export class Visit {
  readonly world: World;
  readonly prediction: Prediction;
  readonly builder: SceneBuilder;
  readonly clock: ServerClock;
  /** Milliseconds there and back; null while unknown. */
  ping: number | null = null;
  /** By how much the own ship was moved, by the reason. */
  readonly sizes: Record<CorrectionClass, CorrectionSize>;
  /** When the newest snapshot came, milliseconds of world time: a slow world sends less often. Null before the first. */
  private heardAt: number | null = null;
  private ackedAt = Number.NEGATIVE_INFINITY;
  private readonly pace = new Pace();
  private pacer: InputPacer;
  private seq = 0;
  /** The newest input that was used, as told, and the tick that it was told in. */
  private ackSeq = 0;
  private ackTick = 0;
  /** The last direction of the gun: (0, 0) keeps it. */
  private aim = { x: 1, y: 0 };
  private readonly sentAt = new Float64Array(SENT_KEPT);
  /** What was steered when each input was sent; see InputPacer. */
  private readonly sentShift = new Float64Array(SENT_KEPT);
  /** The last input before a pause or a new seat: how long it waited says nothing of those to come. */
  private pausedSeq = 0;

  constructor(
    welcome: Welcome,
    private readonly session: Session,
  ) {
    this.world = new World(welcome);
    this.prediction = new Prediction(this.world.steps, this.world.rules, this.world);
    this.builder = new SceneBuilder(this.world, this.prediction);
    this.clock = new ServerClock(this.world.tickMs);
    this.pacer = new InputPacer(this.world.tickMs);
    const nothing = () => ({ count: 0, sum: 0, max: 0 });
    this.sizes = { hit: nothing(), push: nothing(), starved: nothing(), late: nothing(), unexplained: nothing() };
  }

  /** Share of a tick since the last input. */
  get share(): number {
    return this.pacer.share;
  }

  get inputRate(): number {
    return this.pacer.rate;
  }

  /** The tick at which others are drawn at `now`; call it once a drawn frame. */
  remoteTick(now: number): number {
    return this.clock.remoteTick(this.pace.at(now));
  }

  seated(slot: number, name: string): void {
    this.world.seat = slot;
    this.world.players.set(slot, { name, bot: false, level: 1, here: true });
    this.pacer = new InputPacer(this.world.tickMs);
    this.pausedSeq = this.seq;
  }

  unseated(): void {
    this.world.seat = NOBODY;
    this.prediction.clear();
  }

  /** After a pause of the page or the line: what is true now is shown at once, and nothing is made up for. */
  resume(): void {
    this.pacer.resume();
    this.pausedSeq = this.seq;
    this.builder.settle();
  }

  /** Milliseconds of world time since the newest snapshot; 0 before the first. */
  silence(now: number): number {
    return this.heardAt === null ? 0 : this.pace.at(now) - this.heardAt;
  }

  /** Makes and sends the inputs that are due, and shows what they fire; how many there were. */
  steer(now: number, wish: Wish, pointer: { x: number; y: number }): number {
    const { world, prediction, builder } = this;
    if (world.seat === NOBODY || this.silence(now) > SILENT_MS) return 0;
    const due = this.pacer.due(this.pace.at(now));
    if (due === 0) return 0;
    const aim = aimOf(pointer);
    if (aim.x !== 0 || aim.y !== 0) this.aim = aim;
    for (let i = 0; i < due; i++) {
      this.seq++;
      this.sentAt[this.seq % SENT_KEPT] = now;
      this.sentShift[this.seq % SENT_KEPT] = this.pacer.shift;
      this.session.send(inputOf(this.seq, world.tick, wish, aim, builder.drawnTick));
      showFired(world, prediction, prediction.push(this.seq, wish), this.aim, builder.drawn);
    }
    return due;
  }

  /** Says whether somebody looks at the page: with nobody there the server sends less, and others see it at the ship. */
  sayAway(away: boolean): void {
    this.session.send([ClientMessageKind.Away, away]);
  }

  /** Puts an unspent point into a stat. The server's word comes with the next snapshots. */
  spend(stat: number): void {
    if ((this.world.own?.points ?? 0) > 0) this.session.send([ClientMessageKind.Spend, stat]);
  }

  /**
   * Takes a snapshot; `at` is the moment that was drawn last, null when nobody looks. `silent`: no input will carry the
   * ack.
   */
  take(snapshot: Snapshot, now: number, at: Now | null, silent: boolean): void {
    const [, tick, ackSeq, slackMs] = snapshot;
    const { world, prediction } = this;
    if (this.silence(now) > SILENT_MS) this.resume();
    this.heardAt = this.pace.at(now);
    this.clock.arrived(tick, this.pace.at(now));
    const before = at && this.builder.predicted(at);
    const { lateNews } = apply(world, snapshot, now);
    if (this.pace.change(world.speed, now)) this.clock.restart(this.pace.at(now));
    const corrected = prediction.reconcile(tick, ackSeq, world.own, lateNews);
    if (corrected && before && at) note(this.sizes[corrected], this.builder.corrected(before, at));
    if (ackSeq > this.ackSeq) this.used(tick, ackSeq, slackMs, now);
    if (silent || world.seat === NOBODY) this.ack(tick, now);
  }

  private ack(tick: number, now: number): void {
    if (now - this.ackedAt < ACK_EVERY_MS) return;
    this.ackedAt = now;
    this.session.send([ClientMessageKind.Ack, tick]);
  }

  private used(tick: number, ackSeq: number, slackMs: number, now: number): void {
    const slip = tick - this.ackTick - (ackSeq - this.ackSeq);
    this.ackTick = tick;
    this.ackSeq = ackSeq;
    if (ackSeq <= this.pausedSeq || this.seq - ackSeq >= SENT_KEPT) return;
    const starved = ((this.world.own?.causes ?? 0) & Cause.STARVED) !== 0;
    this.pacer.used(slackMs * this.world.speed, starved, this.sentShift[ackSeq % SENT_KEPT] ?? 0, slip);
    const ping = Math.max(0, now - (this.sentAt[ackSeq % SENT_KEPT] ?? now) - slackMs);
    this.ping = this.ping === null ? ping : this.ping + (ping - this.ping) * PING_SHARE;
  }
}

function note(size: CorrectionSize, units: number): void {
  size.count++;
  size.sum += units;
  size.max = Math.max(size.max, units);
}
