// The card of a room as the HTTP API tells it: unknown JSON to checked values.

/** What a code of a room can be. */
export const ROOM_CODE = /^[a-z0-9-]{1,32}$/;

export interface RoomCard {
  code: string;
  name: string;
  mode: string;
  /** People with a seat. */
  players: number;
  bots: number;
  watchers: number;
  /** Seats for people. */
  max_players: number;
  /** Whoever wants in needs a password. */
  password: boolean;
  /** It is always there; others close when they are empty. */
  standing: boolean;
}

/** The card, or null when `value` is none. */
export function roomCard(value: unknown): RoomCard | null {
  if (typeof value !== "object" || value === null) return null;
  const { code, name, mode, players, bots, watchers, max_players, password, standing } = value as Record<
    string,
    unknown
  >;
  if (typeof code !== "string" || typeof name !== "string" || typeof mode !== "string") return null;
  if (!isCount(players) || !isCount(bots) || !isCount(watchers) || !isCount(max_players)) return null;
  if (typeof password !== "boolean" || typeof standing !== "boolean") return null;
  return { code, name, mode, players, bots, watchers, max_players, password, standing };
}

/** The cards of `{"rooms": [...]}`; null when `value` is no such list. */
export function roomCards(value: unknown): RoomCard[] | null {
  if (typeof value !== "object" || value === null) return null;
  const { rooms } = value as Record<string, unknown>;
  if (!Array.isArray(rooms)) return null;
  return rooms.map(roomCard).filter((card) => card !== null);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
