// The card of the dead: who did it, what it cost, and when the next ship comes.

import { death } from "./state";

export function Death() {
  const card = death.value;
  if (!card) return null;
  return (
    <div class="death card" role="status">
      <h2>Destroyed</h2>
      <p>
        by <b>{card.by}</b> with the {card.weapon}
      </p>
      {card.lost > 0 && (
        <p class="lost">{`−${card.lost} ${card.lost === 1 ? "point" : "points"} fell out of your ship`}</p>
      )}
      <p class="keep">You keep half of your levels.</p>
      <p class="count">{card.left > 0 ? `New ship in ${card.left.toFixed(1)} s` : "New ship…"}</p>
    </div>
  );
}
