// The card of the dead: who did it, what it cost, and when the next ship comes.

import { number, runs, t } from "../text";
import { death } from "./state";
import { Words } from "./words";

export function Death() {
  const card = death.value;
  if (!card) return null;
  return (
    <div class="death card" role="status">
      <h2>{t("death.title")}</h2>
      <p>
        <Words of={runs(`death.${card.weapon}`, { name: card.by })} />
      </p>
      {card.lost > 0 && <p class="lost">{t("death.lost", { n: card.lost })}</p>}
      <p class="keep">{t("death.keep")}</p>
      <p class="count">{card.left > 0 ? t("death.wait", { seconds: number(card.left, 1) }) : t("death.now")}</p>
    </div>
  );
}
