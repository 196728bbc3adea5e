// Wires the parts together: socket to visit, devices to visit, happenings to picture, sound and text.

import { Audio } from "./audio/audio";
import { sound } from "./audio/score";
import type { Config } from "./config";
import { Fate } from "./fate";
import { Drag } from "./input/drag";
import { STILL, wishOf } from "./input/intents";
import { Keyboard } from "./input/keyboard";
import { Pointer } from "./input/pointer";
import { pressed } from "./keys";
import { Lobby } from "./lobby";
import { Session, type Status } from "./net/session";
import {
  type ClientMessage,
  NAME_CHARS_MAX,
  NOBODY,
  type Refused,
  type Snapshot,
  type Welcome,
} from "./protocol/generated";
import { noteFlying, wasFlying } from "./reload";
import type { Screen } from "./render/screen";
import { Spectator } from "./spectator";
import type { Actions } from "./ui/actions";
import { Hud } from "./ui/hud";
import { mountPage } from "./ui/page";
import * as state from "./ui/state";
import { Visit } from "./visit";
import { Voices } from "./voices";
import type { Happening } from "./world/happenings";
import type { Wish } from "./world/prediction";
import type { Now, Scene } from "./world/scene";

/** Milliseconds between two writes of the countdowns. */
const CLOCK_EVERY_MS = 100;

export class Game {
  visit: Visit | null = null;
  /** The line to the room of now; null before the first. */
  session: Session | null = null;
  readonly voices = new Voices((message) => this.send(message));
  private readonly spectator = new Spectator((message) => this.send(message));
  private readonly lobby: Lobby;
  private readonly keyboard: Keyboard;
  private readonly pointer: Pointer;
  private readonly audio = new Audio();
  private readonly hud: Hud;
  private readonly fate = new Fate();
  private last: Now | null = null;
  private lastScene: Scene | null = null;
  private boosted = false;
  /** The line broke: the last picture stands until there is a new one. */
  private frozen = false;
  /** What the page was before the player asked for a seat. */
  private before: state.Mode = "menu";

  constructor(
    private readonly config: Config,
    private readonly screen: Screen,
    private readonly stage: HTMLElement,
    hudRoot: HTMLElement,
    pageRoot: HTMLElement,
  ) {
    this.lobby = new Lobby(this);
    this.pointer = new Pointer(stage);
    const flying = () => state.playing.value && state.dialog.value === null;
    this.keyboard = new Keyboard(window, flying, (code, event) => pressed(this, code, event));
    this.hud = new Hud(hudRoot, {
      spend: (stat) => this.visit?.spend(stat),
      place: (x, y) => this.placed(x, y),
    });
    new Drag(
      stage,
      () => state.mode.value === "watch",
      (dx, dy) => this.dragged(dx, dy),
    );
    state.muted.value = this.audio.muted;
    state.panel.subscribe(() => this.visit && this.voices.list(this.visit.world));
    mountPage(pageRoot, this.actions());
    for (const gesture of ["pointerdown", "keydown"]) window.addEventListener(gesture, () => this.audio.unlock());
    document.addEventListener("visibilitychange", () => this.visibility());
  }

  start(): void {
    this.lobby.start(this.config.room);
    if (this.config.room && wasFlying(this.config.room, Date.now())) this.play();
    window.addEventListener("pagehide", () => state.playing.value && noteFlying(state.room.value, Date.now()));
  }

  /** Leaves the room of now and opens the line to another. */
  enter(code: string, password: string): void {
    this.session?.end();
    this.visit = null;
    this.lastScene = null;
    this.spectator.release();
    this.voices.forget();
    this.fate.clear();
    state.room.value = code;
    state.dialog.value = null;
    const mine = () => this.session === session;
    const session: Session = new Session(this.config.url, code, {
      status: (status) => mine() && this.connection(status),
      welcome: (message) => mine() && this.welcome(message),
      snapshot: (message, now) => mine() && this.snapshot(message, now),
      refused: (message) => mine() && this.refused(message),
    });
    this.session = session;
    session.password = password;
    session.connect();
    if (state.playing.value) session.join(state.name.value);
  }

  play(): void {
    if (!state.fits(state.name.value)) {
      state.refusal.value = `A name has 1 to ${NAME_CHARS_MAX} characters.`;
      return;
    }
    state.keepName(state.name.value.trim());
    state.refusal.value = "";
    this.before = state.mode.value;
    this.go("play");
    this.session?.join(state.name.value);
    this.lobby.settle();
  }

  watch(): void {
    state.refusal.value = "";
    this.go("watch");
    this.lobby.settle();
  }

  /** To the menu. */
  leave(): void {
    this.session?.leave();
    this.spectator.release();
    this.fate.clear();
    this.go("menu");
  }

  /** Points at the place under the pointer. */
  point(): void {
    const { lastScene, visit } = this;
    if (!lastScene || !visit) return;
    const { x, y } = this.worldUnits(this.pointer);
    this.voices.mark(lastScene.camera.x + x, lastScene.camera.y + y);
  }

  /** Follows another ship as a watcher. */
  follow(step: 1 | -1): void {
    if (this.visit) this.spectator.step(this.visit, step);
  }

  toggleMute(): void {
    this.audio.toggleMute();
    state.muted.value = this.audio.muted;
  }

  /** Sends the inputs that are due. Called by every frame and by a timer between frames. */
  steer(now: number): void {
    const { visit } = this;
    if (!visit || document.hidden) return;
    const wish = this.wish();
    if (visit.steer(now, wish, this.pointer) > 0) {
      this.keyboard.sampled();
      this.pointer.sampled();
    }
    const boosting = visit.prediction.boosting && visit.world.own !== null;
    if (boosting && !this.boosted) this.audio.play("boost", 0.5);
    this.boosted = boosting;
  }

  /** Draws the moment `now`, `ms` after the last. */
  frame(now: number, ms: number): void {
    const { visit, screen } = this;
    if (now - state.clock.value > CLOCK_EVERY_MS) this.beat(now);
    if (!visit || this.frozen) return;
    const { world } = visit;
    const at: Now = {
      now,
      ms: Math.min(ms, 100),
      remoteTick: visit.remoteTick(now),
      share: visit.share,
      wish: this.wish(),
      aim: Math.atan2(this.pointer.y, this.pointer.x),
      free: this.spectator.free,
    };
    this.last = at;
    const scene = visit.builder.build(at);
    this.lastScene = scene;
    this.fate.draw(world);
    const happenings = world.happenings;
    world.happenings = [];
    const extent = { halfW: world.rules.view_half_width, halfH: world.rules.view_half_height };
    screen.show(happenings, world.seat, extent);
    screen.draw(scene, extent, world.seat, (slot) => world.nameOf(slot));
    for (const h of happenings) this.heard(h, scene, extent.halfW);
    this.hud.show(world, happenings);
    this.hud.draw(world, scene, {
      predicted: visit.prediction.state ?? { energy: 0, reload: 0 },
      ping: visit.ping,
      fps: screen.fps,
      pointer: this.pointer,
      view: extent,
      scores: this.keyboard.holds("scores"),
    });
  }

  private actions(): Actions {
    return {
      play: () => this.play(),
      watch: () => this.watch(),
      leave: () => this.leave(),
      enter: (code, then) => this.lobby.enter(code, then),
      quickPlay: () => this.lobby.quickPlay(),
      otherRooms: () => this.lobby.otherRooms(),
      find: (text) => this.lobby.find(text),
      create: (wish) => this.lobby.create(wish),
      givePassword: (password) => this.enter(state.room.value, password),
      retryNow: () => this.session?.retryNow(),
      toggleMute: () => this.toggleMute(),
      say: (text) => this.voices.say(text),
      showSign: (which) => this.voices.showSign(which),
      report: (slot) => this.voices.report(slot),
      manage: (what, slot, value, text) => this.voices.manage(what, slot, value, text),
      follow: (step) => this.follow(step),
    };
  }

  private go(mode: state.Mode): void {
    state.mode.value = mode;
    state.panel.value = "none";
    this.frozen = false;
    this.keyboard.release();
    this.pointer.release();
    this.lobby.looking(mode === "menu");
    // The field keeps the keys otherwise, although it is gone from the page.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  private send(message: ClientMessage): void {
    this.session?.send(message);
  }

  private wish(): Wish {
    const flying = state.playing.value && this.session?.status.kind === "seated";
    return flying ? wishOf(this.keyboard, this.pointer) : STILL;
  }

  /** What is not as hot as a frame. */
  private beat(now: number): void {
    state.clock.value = now;
    this.voices.speak(now);
    if (state.mode.value === "watch" && this.visit) this.spectator.beat(this.visit, now);
  }

  /** Units from the middle of the view for CSS pixels from the middle of the stage. */
  private worldUnits(pixels: { x: number; y: number }): { x: number; y: number } {
    const width = this.stage.clientWidth || 1;
    const scale = (2 * (this.visit?.world.rules.view_half_width ?? 0)) / width;
    return { x: pixels.x * scale, y: pixels.y * scale };
  }

  private dragged(dx: number, dy: number): void {
    const { visit, lastScene } = this;
    if (!visit || !lastScene) return;
    const moved = this.worldUnits({ x: dx, y: dy });
    this.spectator.dragged(visit, moved.x, moved.y, lastScene.camera);
  }

  /** A place on the minimap was chosen: a watcher goes there, a player points at it. */
  private placed(x: number, y: number): void {
    if (!this.visit) return;
    if (state.mode.value === "watch") this.spectator.goTo(this.visit, x, y);
    else if (state.playing.value) this.voices.mark(x, y);
  }

  private heard(h: Happening, scene: Scene, halfW: number): void {
    const { visit } = this;
    if (!visit) return;
    sound(this.audio, h, { ...scene.camera, halfW }, visit.world.seat);
    this.fate.heard(h, visit.world.seat);
    this.voices.heard(h, visit.world, scene.now);
  }

  private connection(status: Status): void {
    state.status.value = status;
    if (status.kind === "seated") this.visit?.seated(status.slot, status.name);
    else this.visit?.unseated();
    this.voices.seated(this.visit?.world.seat ?? NOBODY);
    if (status.kind === "closed" && status.problem === "bad-password") {
      state.dialog.value = { kind: "password", code: state.room.value, wrong: this.session?.password !== "" };
    }
    if (status.kind === "waiting" || status.kind === "closed") {
      this.fate.clear();
      this.frozen = state.mode.value !== "menu" && this.lastScene !== null;
    }
  }

  private welcome(message: Welcome): void {
    if (this.session) this.visit = new Visit(message, this.session);
    this.last = null;
    this.spectator.repeat();
  }

  private snapshot(message: Snapshot, now: number): void {
    const { visit } = this;
    if (!visit) return;
    const ship = this.lastScene?.own;
    visit.take(message, now, this.last && { ...this.last, share: visit.share }, document.hidden);
    if (document.hidden) visit.world.forget();
    // A player's picture goes on with his ship, and not with somebody else's before it is there.
    if (this.frozen && (!state.playing.value || this.session?.status.kind === "seated")) this.frozen = false;
    const died = visit.world.happenings.some((h) => h.kind === "death");
    if (died && ship) {
      visit.world.happenings.push({ kind: "explosion", x: ship.x, y: ship.y, slot: visit.world.seat, own: true });
      this.lastScene = null;
    }
  }

  private refused(message: Refused): void {
    this.go(this.before);
    state.refusal.value = message[2];
  }

  private visibility(): void {
    const { visit } = this;
    if (!visit) return;
    if (document.hidden) {
      this.keyboard.release();
      this.pointer.release();
      // The ship shall not fly on with keys that nobody holds.
      visit.steer(performance.now() + 1000 * visit.world.seconds(1), STILL, this.pointer);
    } else {
      visit.restartInputs();
    }
  }
}
