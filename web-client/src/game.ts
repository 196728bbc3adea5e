// Menu, fight and view: which of them the page shows, in which room, and over which connection.

import { Arena } from "./arena";
import type { Config } from "./config";
import { BadLine, LaggedSocket, lagOf } from "./debug/lag";
import { pressed } from "./keys";
import { loadAnew } from "./leaving";
import { Lobby } from "./lobby";
import { Session, type SessionHandlers, type Status } from "./net/session";
import type { RoomCard } from "./protocol/card";
import { type ClientMessage, NAME_CHARS_MAX, NOBODY, type Refused } from "./protocol/generated";
import { noteFlying, wasFlying } from "./reload";
import type { Display } from "./render/display";
import { Spectator } from "./spectator";
import { t } from "./text";
import type { Actions } from "./ui/actions";
import { mountPage } from "./ui/page";
import { refusalText } from "./ui/problems";
import * as state from "./ui/state";
import { Visit } from "./visit";
import { Voices } from "./voices";

export class Game {
  readonly arena: Arena;
  readonly voices = new Voices((message) => this.send(message));
  /** What every line of this page goes through. */
  readonly badLine = new BadLine();
  /** The line to the room of now; null before the first. */
  session: Session | null = null;
  private readonly spectator: Spectator;
  private readonly lobby = new Lobby(this);
  /** What the page was before the player asked for a seat. */
  private before: state.Mode = "menu";

  constructor(
    private readonly config: Config,
    screen: Display,
    stage: HTMLElement,
    hudRoot: HTMLElement,
    pageRoot: HTMLElement,
  ) {
    const { voices } = this;
    const spectator = new Spectator(stage, (message) => this.send(message));
    this.spectator = spectator;
    this.badLine.lag = lagOf(config.lag ?? "");
    this.arena = new Arena(screen, stage, hudRoot, voices, spectator, (action, code, event) =>
      pressed(this, action, code, event),
    );
    mountPage(pageRoot, this.actions());
  }

  /** `list` is the first list of rooms; null in it: there is none to be had. */
  start(list: Promise<RoomCard[] | null>): void {
    const { room } = this.config;
    this.lobby.start(room, list);
    if (room && wasFlying(room, Date.now())) this.play();
    const back = () => document.hidden || this.session?.back();
    document.addEventListener("visibilitychange", back);
    for (const sign of ["online", "pageshow", "focus"]) window.addEventListener(sign, back);
    window.addEventListener("pagehide", () => {
      // Whoever was sent out is not thrown back into the fight.
      if (state.playing.value && state.status.value.kind !== "closed") noteFlying(state.room.value, Date.now());
    });
  }

  /** Leaves the room of now and opens the line to another. */
  enter(code: string, password: string): void {
    this.session?.end();
    this.arena.clear();
    this.voices.forget();
    state.room.value = code;
    state.dialog.value = null;
    const mine = () => this.session === session;
    const handlers: SessionHandlers = {
      status: (status) => mine() && this.connection(status),
      welcome: (message) => mine() && this.arena.begin(new Visit(message, session), session),
      snapshot: (message, now) => mine() && this.arena.take(message, now),
      refused: (message) => mine() && this.refused(message),
    };
    const open = (url: string, protocols: string[]) => new LaggedSocket(url, protocols, this.badLine);
    const session: Session = new Session(this.config.url, code, handlers, open);
    this.session = session;
    session.password = password;
    session.connect();
    if (state.playing.value) session.join(state.name.value);
  }

  play(): void {
    if (!state.fits(state.name.value)) {
      state.refusal.value = t("menu.nameLength", { max: NAME_CHARS_MAX });
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
    this.spectator.release();
    this.go("watch");
    this.lobby.settle();
  }

  /** To the menu. */
  leave(): void {
    this.session?.leave();
    this.spectator.release();
    this.arena.fate.leave();
    this.go("menu");
  }

  private actions(): Actions {
    const { arena, lobby, voices } = this;
    return {
      play: () => this.play(),
      watch: () => this.watch(),
      leave: () => this.leave(),
      enter: (code, then) => lobby.enter(code, then),
      quickPlay: () => lobby.quickPlay(),
      otherRooms: () => lobby.otherRooms(),
      find: (text) => lobby.find(text),
      create: (wish) => lobby.create(wish),
      givePassword: (password) => this.enter(state.room.value, password),
      retryNow: () => this.session?.retryNow(),
      loadAnew,
      say: (text) => voices.say(text),
      showSign: (which) => voices.showSign(which),
      report: (slot) => voices.report(slot),
      manage: (what, slot, value, text) => voices.manage(what, slot, value, text),
      follow: (step) => arena.follow(step),
      followBest: () => this.spectator.release(),
    };
  }

  private go(mode: state.Mode): void {
    state.mode.value = mode;
    state.hadShip.value = false;
    state.panel.value = "none";
    state.scores.value = false;
    this.arena.letGo();
    this.lobby.looking(mode === "menu");
    // The field keeps the keys otherwise, although it is gone from the page.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  private send(message: ClientMessage): void {
    this.session?.send(message);
  }

  private connection(status: Status): void {
    state.status.value = status;
    const { visit } = this.arena;
    if (status.kind === "seated") {
      visit?.seated(status.slot, status.name);
      state.hadShip.value = true;
    } else visit?.unseated();
    this.voices.seated(visit?.world.seat ?? NOBODY);
    if (status.kind === "closed") {
      const locked = status.why.name === "bad-password";
      const wrong = this.session?.password !== "";
      state.dialog.value = locked ? { kind: "password", code: state.room.value, wrong } : null;
    }
    if (status.kind === "waiting" || status.kind === "closed") {
      this.arena.fate.clear();
      this.arena.freeze();
    }
  }

  private refused(message: Refused): void {
    this.go(this.before);
    state.refusal.value = refusalText(message[1], message[2]);
  }
}
