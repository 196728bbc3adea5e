// How full a room is, in words.

import type { RoomCard } from "../protocol/card";
import { t } from "../text";

/** "12 of 200 flying, 5 bots"; an empty room is not called empty when bots fight in it. */
export function crowdOf(card: RoomCard): string {
  if (card.players === 0 && card.bots > 0) return t("rooms.botsOnly", { n: card.bots });
  const people = t("rooms.crowd", { n: card.players, max: card.max_players });
  return card.bots === 0 ? people : `${people}, ${t("rooms.withBots", { n: card.bots })}`;
}
