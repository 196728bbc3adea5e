// Who is in the room, as far as this page was told: people, not bots. Pure.

import type { World } from "../world/world";

export interface Person {
  slot: number;
  name: string;
  /** Null while it is not among those told. */
  score: number | null;
  own: boolean;
  host: boolean;
}

/** The people of the room, best first. */
export function peopleOf(world: World): Person[] {
  const scores = new Map(world.board?.rows ?? []);
  const found: Person[] = [];
  for (const [slot, player] of world.players) {
    if (player.bot || !player.here) continue;
    const own = slot === world.seat;
    const score = own ? world.score : (scores.get(slot) ?? null);
    found.push({ slot, name: player.name, score, own, host: world.host?.slot === slot });
  }
  return found.sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || a.name.localeCompare(b.name));
}
