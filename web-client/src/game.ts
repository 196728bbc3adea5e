// Wires the parts together: socket to visit, devices to visit, happenings to picture, sound and text.

import { Audio } from "./audio/audio";
import { sound } from "./audio/score";
import type { Config } from "./config";
import { STILL, wishOf } from "./input/intents";
import { Keyboard } from "./input/keyboard";
import { Pointer } from "./input/pointer";
import { Session, type Status } from "./net/session";
import { type Refused, type Snapshot, Weapon, type Welcome } from "./protocol/generated";
import type { Screen } from "./render/screen";
import { Hud } from "./ui/hud";
import { mountMenu } from "./ui/menu";
import { statOfKey } from "./ui/panel";
import * as state from "./ui/state";
import { Visit } from "./visit";
import type { Happening } from "./world/happenings";
import type { Wish } from "./world/prediction";
import type { Now, Scene } from "./world/scene";
import type { World } from "./world/world";

/** Milliseconds between two writes of the countdowns. */
const CLOCK_EVERY_MS = 100;

export class Game {
  visit: Visit | null = null;
  readonly session: Session;
  private readonly keyboard: Keyboard;
  private readonly pointer: Pointer;
  private readonly audio = new Audio();
  private readonly hud: Hud;
  private last: Now | null = null;
  private lastScene: Scene | null = null;
  private respawn: { tick: number; by: number; lost: number } | null = null;
  /** What ended the own ship last. */
  private endedBy: "blaster" | "rail" = "blaster";
  private boosted = false;

  constructor(
    config: Config,
    private readonly screen: Screen,
    stage: HTMLElement,
    hudRoot: HTMLElement,
    menuRoot: HTMLElement,
  ) {
    this.session = new Session(config.url, config.room, {
      status: (status) => this.connection(status),
      welcome: (message) => this.welcome(message),
      snapshot: (message, now) => this.snapshot(message, now),
      refused: (message) => this.refused(message),
    });
    this.pointer = new Pointer(stage);
    this.keyboard = new Keyboard(
      window,
      () => state.playing.value,
      (code) => this.key(code),
    );
    this.hud = new Hud(hudRoot, (stat) => this.visit?.spend(stat));
    state.muted.value = this.audio.muted;
    state.room.value = config.room;
    mountMenu(menuRoot, {
      play: (name) => this.play(name),
      retryNow: () => this.session.retryNow(),
      leave: () => this.leave(),
      toggleMute: () => this.toggleMute(),
    });
    for (const gesture of ["pointerdown", "keydown"]) window.addEventListener(gesture, () => this.audio.unlock());
    document.addEventListener("visibilitychange", () => this.visibility());
  }

  start(): void {
    this.session.connect();
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
    if (now - state.clock.value > CLOCK_EVERY_MS) state.clock.value = now;
    if (!visit) return;
    const { world } = visit;
    const at: Now = {
      now,
      ms: Math.min(ms, 100),
      remoteTick: visit.remoteTick(now),
      share: visit.share,
      wish: this.wish(),
      aim: Math.atan2(this.pointer.y, this.pointer.x),
    };
    this.last = at;
    const scene = visit.builder.build(at);
    this.lastScene = scene;
    this.deathCard(world);
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

  private wish(): Wish {
    return state.playing.value && this.session.status.kind === "seated" ? wishOf(this.keyboard, this.pointer) : STILL;
  }

  private heard(h: Happening, scene: Scene, halfW: number): void {
    const { visit } = this;
    if (!visit) return;
    sound(this.audio, h, { ...scene.camera, halfW }, visit.world.seat);
    if (h.kind === "spawned") {
      this.respawn = null;
      state.death.value = null;
    }
    if (h.kind === "death") this.respawn = { tick: h.respawn, by: h.by, lost: h.lost };
    if (h.kind === "kill" && h.victim === visit.world.seat) {
      this.endedBy = h.weapon === Weapon.RAIL ? "rail" : "blaster";
    }
    if (h.kind === "board") {
      const players = visit.world.board?.players ?? 0;
      state.crowd.value = players === 1 ? "1 player" : `${players} players`;
    }
  }

  private deathCard(world: World): void {
    const { respawn } = this;
    if (!respawn) return;
    const left = Math.max(0, world.seconds(respawn.tick - world.tick));
    const by = world.nameOf(respawn.by);
    const card = state.death.value;
    const weapon = this.endedBy;
    if (card?.by === by && card.weapon === weapon && card.left.toFixed(1) === left.toFixed(1)) return;
    state.death.value = { by, weapon, lost: respawn.lost, left };
  }

  private play(name: string): void {
    state.keepName(name);
    state.refusal.value = "";
    state.playing.value = true;
    this.keyboard.release();
    this.pointer.release();
    this.session.join(name);
    // The field keeps the keys otherwise, although it is gone from the page.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  private leave(): void {
    this.session.leave();
    state.playing.value = false;
    state.helpOpen.value = false;
    state.death.value = null;
    this.respawn = null;
  }

  private key(code: string): void {
    if (code === "Escape" && state.playing.value) this.leave();
    const stat = statOfKey(code);
    if (stat !== null && state.playing.value) this.visit?.spend(stat);
    if (code === "KeyM") this.toggleMute();
    if (code === "KeyH" || code === "Slash") state.helpOpen.value = !state.helpOpen.value;
  }

  private toggleMute(): void {
    this.audio.toggleMute();
    state.muted.value = this.audio.muted;
  }

  private connection(status: Status): void {
    state.status.value = status;
    if (status.kind === "seated") this.visit?.seated(status.slot, status.name);
    else this.visit?.unseated();
    if (status.kind === "waiting" || status.kind === "closed") {
      state.death.value = null;
      this.respawn = null;
    }
  }

  private welcome(message: Welcome): void {
    this.visit = new Visit(message, this.session);
    this.last = null;
  }

  private snapshot(message: Snapshot, now: number): void {
    const { visit } = this;
    if (!visit) return;
    const ship = this.lastScene?.own;
    visit.take(message, now, this.last && { ...this.last, share: visit.share }, document.hidden);
    if (document.hidden) visit.world.forget();
    const died = visit.world.happenings.some((h) => h.kind === "death");
    if (died && ship) {
      visit.world.happenings.push({ kind: "explosion", x: ship.x, y: ship.y, slot: visit.world.seat, own: true });
      this.lastScene = null;
    }
  }

  private refused(message: Refused): void {
    state.playing.value = false;
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
