// The card of the dead: who did it, what the life was worth, what it cost, and when the next ship comes.

import { type Key, number, runs, t } from "../text";
import { type DeathCard, death } from "./state";
import { minutes } from "./time";
import { Words } from "./words";

/** One for each death, in turn. */
const HINTS = [
  "hint.boost",
  "hint.rail",
  "hint.rocks",
  "hint.stats",
  "hint.crown",
  "hint.scrap",
] as const satisfies readonly Key[];

export function Death() {
  const card = death.value;
  if (!card) return null;
  const hint = HINTS[(card.count - 1) % HINTS.length] ?? HINTS[0];
  return (
    <div class="death card">
      <div role="status">
        <h2>{t("death.title")}</h2>
        {card.by && (
          <p>
            <Words of={runs(`death.${card.weapon}`, { name: card.by })} />
          </p>
        )}
      </div>
      <Life card={card} />
      {card.lost > 0 && <p class="lost">{t("death.lost", { n: card.lost })}</p>}
      <p class="hint">{t(hint)}</p>
      <p class="count" aria-hidden="true">
        {card.left > 0 ? t("death.wait", { seconds: number(card.left, 1) }) : t("death.now")}
      </p>
    </div>
  );
}

/** What this life was worth. */
function Life({ card: { kills, score, level, seconds } }: { card: DeathCard }) {
  return (
    <dl class="life">
      <Fact name={t("death.kills")} value={number(kills)} />
      <Fact name={t("death.points")} value={number(score)} />
      <Fact name={t("death.level")} value={number(level)} />
      <Fact name={t("death.time")} value={minutes(seconds)} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
