// Which rooms there are, which one the page is in, and the page's address with it. Goes from room to room without
// loading anew.

import { addressOf, readConfig } from "./config";
import { PingMeter } from "./net/ping";
import { cardOf, createRoom, RoomFeed, type RoomWish } from "./net/rooms";
import type { RoomCard } from "./protocol/card";
import { t } from "./text";
import { problemText } from "./ui/problems";
import { codeIn, firstLook, quickest } from "./ui/roomlist";
import * as state from "./ui/state";

/** Milliseconds to wait for the list before the usual room is tried without it. */
const LIST_MS = 1_500;
const USUAL_ROOM = "main";

/** What the lobby asks of the game. */
export interface Door {
  /** Opens the line to a room. */
  enter(code: string, password: string): void;
  play(): void;
  watch(): void;
  /** To the menu. */
  leave(): void;
}

export class Lobby {
  private readonly feed = new RoomFeed(
    (cards) => this.listed(cards),
    () => this.refused(),
  );

  private readonly pings = new PingMeter((ms) => {
    state.ping.value = ms;
  });

  constructor(private readonly door: Door) {
    window.addEventListener("popstate", () => this.wentBack());
  }

  /** Begins in the room of the address, else in the best one of the first `list`, or of a later one. */
  start(wanted: string | null, list: Promise<RoomCard[] | null>): void {
    this.looking(true);
    void list.then((cards) => cards && state.rooms.value === null && this.listed(cards));
    if (wanted) this.go(wanted);
    else setTimeout(() => this.unlisted(), LIST_MS);
  }

  /** The list is read only while somebody looks at it. */
  looking(on: boolean): void {
    for (const part of [this.feed, this.pings]) {
      if (on) part.open();
      else part.close();
    }
  }

  /** Goes to a room and notes it in the address, so that the way back leads back. */
  enter(code: string, then: "menu" | "play" | "watch", password = ""): void {
    state.refusal.value = "";
    if (code !== readConfig(location).room) history.pushState(null, "", addressOf(code, location.search));
    if (code !== state.room.value || password || state.status.value.kind === "closed") this.go(code, password);
    if (then === "play") this.door.play();
    if (then === "watch") this.door.watch();
    if (then === "menu") this.door.leave();
  }

  /** One is in the room for good: the address says so, and may be sent to friends. */
  settle(): void {
    const code = state.room.value;
    if (code && code !== readConfig(location).room) history.replaceState(null, "", addressOf(code, location.search));
  }

  /** Plays in the fullest room with a free seat, without a list where one is; words when there is none. */
  quickPlay(): string {
    if (!state.rooms.value) {
      this.door.play();
      return "";
    }
    const card = quickest(state.rooms.value);
    if (!card) return t("rooms.noSeat");
    this.enter(card.code, "play");
    return "";
  }

  /** Away from a room that cannot be entered, to the best of the others. */
  otherRooms(): void {
    const others = state.rooms.value?.filter((card) => card.code !== state.room.value) ?? [];
    this.enter(firstLook(others)?.code ?? USUAL_ROOM, "menu");
  }

  async find(text: string): Promise<string> {
    const code = codeIn(text);
    if (!code) return t("rooms.noCode");
    const card = await cardOf(code);
    if (!("code" in card)) return card.status === 404 ? t("rooms.unknownCode") : problemText(card);
    state.hiddenRoom.value = card;
    this.enter(code, "menu");
    return "";
  }

  async create(wish: RoomWish): Promise<string> {
    const created = await createRoom(wish);
    if (!("code" in created)) return problemText(created);
    this.enter(created.code, "play", wish.password);
    state.dialog.value = { kind: "share", code: created.code };
    return "";
  }

  private go(code: string, password = ""): void {
    this.door.enter(code, password);
    this.look(code);
  }

  /** Reads the card of a room that is not in the list. */
  private async look(code: string): Promise<void> {
    if (state.rooms.value?.some((card) => card.code === code)) return;
    const card = await cardOf(code);
    if ("code" in card) state.hiddenRoom.value = card;
  }

  private listed(cards: readonly RoomCard[]): void {
    state.rooms.value = cards;
    state.noList.value = false;
    if (!state.room.value) this.go(firstLook(cards)?.code ?? USUAL_ROOM);
  }

  private refused(): void {
    state.noList.value = true;
    this.unlisted();
  }

  /** There is no list, or it takes its time. */
  private unlisted(): void {
    if (!state.room.value) this.go(USUAL_ROOM);
  }

  private wentBack(): void {
    const { room } = readConfig(location);
    this.door.leave();
    if (room && room !== state.room.value) this.go(room);
  }
}
