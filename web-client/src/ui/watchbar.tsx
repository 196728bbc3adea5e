// What a watcher has at the foot of the page: whom he follows, and the way into the fight.

import { runs, t } from "../text";
import type { Actions } from "./actions";
import { watched } from "./company";
import { refusal } from "./state";
import { Words } from "./words";

export function WatchBar({ actions }: { actions: Actions }) {
  const { kind, name } = watched.value;
  return (
    <section class="watchbar" aria-label={t("watch.title")}>
      <div class="card">
        <button type="button" aria-label={t("watch.former")} onClick={() => actions.follow(-1)}>
          <kbd>←</kbd>
        </button>
        <p role="status">
          {kind === "free" ? t("watch.free") : name ? <Words of={runs("watch.ship", { name })} /> : t("watch.fight")}
          <small>{t(kind === "free" ? "watch.arrows" : "watch.drag")}</small>
        </p>
        <button type="button" aria-label={t("watch.next")} onClick={() => actions.follow(1)}>
          <kbd>→</kbd>
        </button>
      </div>
      <button type="button" class="play" onClick={actions.play}>
        {t("watch.join")} <kbd>{t("key.space")}</kbd>
      </button>
      <button type="button" onClick={actions.leave}>
        {t("watch.menu")} <kbd>Esc</kbd>
      </button>
      {refusal.value && (
        <p class="bad card" role="alert">
          {refusal.value}
        </p>
      )}
    </section>
  );
}
