// The room one is in, from moment to moment: devices to inputs, the moment to picture, sound and text.

import { Mixer } from "./audio/mixer";
import { Countdown, type Ear, sound } from "./audio/score";
import { device } from "./bindings/device";
import { Fate } from "./fate";
import { figuresOf } from "./figures";
import { listenToDrag } from "./input/drag";
import { Hands, type HandsHost } from "./input/hands";
import { STILL } from "./input/intents";
import { clickBySecondFinger } from "./input/secondtap";
import { warnOfLeaving } from "./leaving";
import type { Session } from "./net/session";
import type { Snapshot } from "./protocol/generated";
import type { Display } from "./render/display";
import { taste } from "./render/taste";
import type { Spectator } from "./spectator";
import { Hud } from "./ui/hud";
import type { NetFigures } from "./ui/netgraph";
import * as state from "./ui/state";
import { Thumbs } from "./ui/thumbs";
import type { Visit } from "./visit";
import type { Voices } from "./voices";
import type { View } from "./world/camera";
import type { Happening } from "./world/happenings";
import type { Wish } from "./world/prediction";
import type { Now, Scene } from "./world/scene";

/** Milliseconds between two writes of the countdowns. */
const CLOCK_EVERY_MS = 100;
/** Milliseconds that a drawn frame moves things on at the most: what was longer was a pause. */
const FRAME_MS_MAX = 100;

export class Arena {
  visit: Visit | null = null;
  readonly hands: Hands;
  readonly audio = new Mixer();
  private readonly countdown = new Countdown();
  private readonly ear: Ear = { x: 0, y: 0, halfW: 1 };
  readonly fate = new Fate();
  private readonly hud: Hud;
  private last: Now | null = null;
  /** What was drawn last. */
  scene: Scene | null = null;
  /** Of the newest connection; null before the first. */
  figures: NetFigures | null = null;
  private boosted = false;
  private readonly aimed = { x: 1, y: 0 };
  /** The line broke: the last picture stands until there is a new one. */
  private frozen = false;

  /** `pressed` gets what is not for flying. */
  constructor(
    private readonly screen: Display,
    stage: HTMLElement,
    hudRoot: HTMLElement,
    private readonly voices: Voices,
    private readonly spectator: Spectator,
    pressed: HandsHost["pressed"],
  ) {
    const flying = () => state.playing.value && state.dialog.value === null;
    this.hands = new Hands(stage, new Thumbs(stage), { flying, pressed });
    // Whoever answers a card flies no more.
    state.dialog.subscribe(() => this.hands.release());
    clickBySecondFinger(window);
    warnOfLeaving(() => (this.visit?.world.own ?? null) !== null);
    this.hud = new Hud(hudRoot, stage, {
      spend: (stat) => this.visit?.spend(stat),
      place: (x, y) => this.placed(x, y),
    });
    const watching = () => state.mode.value === "watch";
    listenToDrag(stage, watching, (dx, dy) => this.dragged(dx, dy));
    state.panel.subscribe(() => this.visit && this.voices.list(this.visit.world));
    this.audio.unlockBy(window);
    document.addEventListener("visibilitychange", () => this.visibility());
  }

  /** A connection is open: nothing of the one before lives on but its picture. */
  begin(visit: Visit, session: Session): void {
    this.visit = visit;
    this.figures = figuresOf(visit, session, this.screen);
    this.last = null;
    this.spectator.repeat();
    if (document.hidden) visit.sayAway(true);
  }

  /** Another room: not even the picture. */
  clear(): void {
    this.visit = null;
    this.figures = null;
    this.scene = null;
    this.frozen = false;
    this.fate.leave();
    this.spectator.release();
  }

  /** Holds the picture of somebody who plays or watches, while his line is broken. */
  freeze(): void {
    this.frozen = state.mode.value !== "menu" && this.scene !== null;
  }

  /** Between menu, fight and view: no key of before is held. */
  letGo(): void {
    this.frozen = false;
    this.hands.release();
  }

  /** Sends the inputs that are due. Called by every frame and by a timer between frames. */
  steer(now: number): void {
    if (document.hidden) return;
    this.hands.read(now);
    const { visit } = this;
    if (!visit) return;
    const wish = this.wish();
    if (visit.steer(now, wish, this.aim) > 0) this.hands.sampled();
    const boosting = visit.prediction.boosts(wish);
    if (boosting && !this.boosted) this.audio.play("boost", 0.5);
    this.boosted = boosting;
  }

  /** Draws the moment `now`, `sinceLast` ms after the last. */
  frame(now: number, sinceLast: number): void {
    const { visit, screen } = this;
    const ms = Math.min(sinceLast, FRAME_MS_MAX);
    const beats = now - state.clock.value > CLOCK_EVERY_MS;
    if (beats) this.beat(now);
    if (!visit || this.frozen) return;
    const { world } = visit;
    const view = screen.see({ halfW: world.rules.view_half_width, halfH: world.rules.view_half_height });
    const remoteTick = visit.remoteTick(now);
    this.spectator.move(visit, now, ms, remoteTick);
    if (beats) this.spectator.beat(visit, now, view);
    const at: Now = {
      now,
      ms,
      remoteTick,
      share: visit.share,
      wish: this.wish(),
      aim: Math.atan2(this.aim.y, this.aim.x),
      free: this.spectator.free,
    };
    this.last = at;
    const scene = visit.builder.build(at, { look: taste.calm ? null : this.lookAt(view), shown: view });
    this.scene = scene;
    this.fate.draw(world);
    this.countdown.beat(this.audio, state.death.value?.left ?? null);
    const happenings = world.happenings;
    world.happenings = [];
    screen.show(happenings, world.seat);
    screen.draw(scene, world.seat, (slot) => world.nameOf(slot));
    this.ear.x = scene.camera.x;
    this.ear.y = scene.camera.y;
    this.ear.halfW = view.halfW;
    for (const h of happenings) this.heard(h, visit, now);
    this.hud.show(world, happenings);
    this.hud.draw(world, scene, {
      predicted: visit.prediction.state ?? { energy: 0, reload: 0 },
      line: this.figures,
      silence: visit.silence(now),
      blind: screen.blind,
      pointer: this.hands.aim,
      view,
      scores: this.hands.holds("scores") || (state.scores.value && device.value === "touch"),
    });
  }

  take(message: Snapshot, now: number): void {
    const { visit } = this;
    if (!visit) return;
    const ship = this.scene?.own;
    const seen = document.hidden ? null : this.last;
    visit.take(message, now, seen && { ...seen, share: visit.share }, document.hidden);
    if (document.hidden) visit.world.forget();
    // A player's picture goes on with his ship, and not with somebody else's before it is there.
    if (!state.playing.value || state.status.value.kind === "seated") this.frozen = false;
    const died = visit.world.happenings.some((h) => h.kind === "death");
    if (died && ship) {
      visit.world.happenings.push({ kind: "explosion", x: ship.x, y: ship.y, slot: visit.world.seat, own: true });
      this.scene = null;
    }
  }

  /** Points at the place under the pointer. */
  point(): void {
    if (!this.scene) return;
    const { x, y } = this.units(this.hands.aim);
    this.voices.mark(this.scene.camera.x + x, this.scene.camera.y + y);
  }

  /** Follows another ship as a watcher. */
  follow(step: 1 | -1): void {
    if (this.visit) this.spectator.step(this.visit, step);
  }

  private wish(): Wish {
    const flying = state.playing.value && state.status.value.kind === "seated";
    return flying ? this.hands.wish : STILL;
  }

  /** What is not as hot as a frame. */
  private beat(now: number): void {
    state.clock.value = now;
    this.voices.speak(now);
  }

  private heard(h: Happening, { world }: Visit, now: number): void {
    sound(this.audio, h, this.ear, world.seat);
    if (h.kind === "hurt") this.hands.rumble(0.35, 90);
    if (h.kind === "death") this.hands.rumble(1, 320);
    this.fate.heard(h, world);
    if (this.voices.heard(h, world, now)) this.audio.play("chat", 0.5);
  }

  /** Units for CSS pixels. */
  private units(pixels: { x: number; y: number }): { x: number; y: number } {
    const { scale } = this.screen;
    return { x: pixels.x / scale, y: pixels.y / scale };
  }

  /** Where it aims, CSS pixels from the own ship: a mouse points at a place, and the camera is ahead of the ship. */
  private get aim(): { x: number; y: number } {
    const { x, y } = this.hands.aim;
    const { lead } = this.scene ?? {};
    const scale = lead && device.value === "keys" ? this.screen.scale : 0;
    this.aimed.x = x + (lead?.x ?? 0) * scale;
    this.aimed.y = y + (lead?.y ?? 0) * scale;
    return this.aimed;
  }

  /** Where it aims, in halves of what is shown. */
  private lookAt(view: View): { x: number; y: number } {
    const { x, y } = this.units(this.hands.aim);
    return { x: x / view.halfW, y: y / view.halfH };
  }

  private dragged(dx: number, dy: number): void {
    if (!this.visit || !this.scene) return;
    const moved = this.units({ x: dx, y: dy });
    this.spectator.dragged(this.visit, moved.x, moved.y, this.scene.camera);
  }

  /** A place on the minimap was chosen: a watcher goes there, a player points at it. */
  private placed(x: number, y: number): void {
    if (!this.visit) return;
    if (state.mode.value === "watch") this.spectator.goTo(this.visit, x, y);
    else if (state.playing.value) this.voices.mark(x, y);
  }

  private visibility(): void {
    const { visit } = this;
    this.audio.hide(document.hidden);
    if (!visit) return;
    visit.sayAway(document.hidden);
    if (document.hidden) {
      this.hands.release();
      // The ship shall not fly on with keys that nobody holds.
      visit.steer(performance.now() + 1000 * visit.world.seconds(1), STILL, this.hands.aim);
    } else {
      // The moment that was drawn last is long ago.
      this.last = null;
      visit.resume();
    }
  }
}
