// What the page's components ask of the game.

import type { RoomWish } from "../net/rooms";

export interface Actions {
  /** Asks for a seat in the chosen room. */
  play(): void;
  /** Looks at the chosen room without the menu over it. */
  watch(): void;
  /** Gives the seat back, or stops watching: to the menu. */
  leave(): void;
  /** Goes to a room, and there to the menu, to the fight, or to watch. */
  enter(code: string, then: "menu" | "play" | "watch"): void;
  /** Plays in the fullest room with a free seat; words when there is none. */
  quickPlay(): string;
  /** Away from a room that cannot be entered. */
  otherRooms(): void;
  /** Goes to the room of a code or a link; resolves to words when there is none. */
  find(text: string): Promise<string>;
  /** Makes a room and plays in it; resolves to words when that failed. */
  create(wish: RoomWish): Promise<string>;
  /** Enters the room that asked for it. */
  givePassword(password: string): void;
  retryNow(): void;
  /** The whole page, from its server. */
  loadAnew(): void;
  say(text: string): void;
  showSign(which: number): void;
  report(slot: number): void;
  /** An order of the host; `what` is one of Order. */
  manage(what: number, slot: number, value: number, text: string): void;
  /** Follows the next or the former ship. */
  follow(step: 1 | -1): void;
  /** Leaves it to the server again whom a watcher looks at. */
  followBest(): void;
}
