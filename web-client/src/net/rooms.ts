// The rooms of the server: the list as it changes, one room's card, and a new room.

import { type RoomCard, roomCard, roomCards } from "../protocol/card";
import { ask, type Problem, textOf } from "./api";
import { askAsGuest } from "./guest";

/** Milliseconds before the list is asked for again after the server refused it. */
const AGAIN_MS = 5_000;

/** An answer that is not this server's. */
const NONSENSE: Problem = { status: 0, name: "nonsense", detail: "" };

/** What the maker of a room chooses. */
export interface RoomWish {
  name: string;
  max_players: number;
  bots: number;
  strength: string;
  public: boolean;
  password: string;
}

/** The list of public rooms, told whenever it changes. */
export class RoomFeed {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `refused` is called when the server has no list to give. */
  constructor(
    private readonly changed: (cards: RoomCard[]) => void,
    private readonly refused: () => void,
  ) {}

  open(): void {
    if (this.source) return;
    const source = new EventSource("/api/rooms/events");
    this.source = source;
    source.addEventListener("rooms", (event) => this.read(event.data));
    source.onerror = () => {
      // A broken line it mends by itself; an answer that is no stream it does not.
      if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
      this.source = null;
      this.timer = setTimeout(() => this.open(), AGAIN_MS);
      this.refused();
    };
  }

  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  private read(text: string): void {
    try {
      const cards = roomCards(JSON.parse(text));
      if (cards) this.changed(cards);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      console.error("the list of rooms is no JSON:", error);
    }
  }
}

/** The list as it is now; null when there is none to be had. */
export async function listNow(): Promise<RoomCard[] | null> {
  const answer = await ask("/api/rooms");
  return answer.ok ? roomCards(answer.body) : null;
}

/** The card of a room, private ones too. */
export async function cardOf(code: string): Promise<RoomCard | Problem> {
  const answer = await ask(`/api/rooms/${encodeURIComponent(code)}`);
  if (!answer.ok) return answer.problem;
  return roomCard(answer.body) ?? NONSENSE;
}

/** Opens a room, whose host the player is; its code. */
export async function createRoom(wish: RoomWish): Promise<{ code: string } | Problem> {
  const answer = await askAsGuest("/api/rooms", wish);
  if (!answer.ok) return answer.problem;
  const code = textOf(answer.body, "code");
  return code ? { code } : NONSENSE;
}
