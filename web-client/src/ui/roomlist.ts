// The rooms to choose from: their order, the best one to play in, and the code in what somebody pasted. Pure.

import type { RoomCard } from "../protocol/card";

const CODE = /^[a-z0-9-]{1,32}$/;

/** Fullest first; of equal ones those that are always there, then by name. */
export function ordered(cards: readonly RoomCard[]): RoomCard[] {
  return [...cards].sort(
    (a, b) => b.players - a.players || Number(b.standing) - Number(a.standing) || a.name.localeCompare(b.name),
  );
}

export function isFull(card: RoomCard): boolean {
  return card.players >= card.max_players;
}

/** The fullest room with a free seat that lets everybody in; null: none. */
export function quickest(cards: readonly RoomCard[]): RoomCard | null {
  return ordered(cards).find((card) => !isFull(card) && !card.password) ?? null;
}

/** The room that a newcomer looks into; null: the list is empty. */
export function firstLook(cards: readonly RoomCard[]): RoomCard | null {
  return quickest(cards) ?? cards[0] ?? null;
}

/** The code of a room in a typed code or a pasted link; null: there is none. */
export function codeIn(text: string): string | null {
  const typed = text.trim();
  const linked = /\/r\/([^/?#\s]+)/.exec(typed)?.[1];
  const code = (linked ?? typed).toLowerCase();
  return CODE.test(code) ? code : null;
}
