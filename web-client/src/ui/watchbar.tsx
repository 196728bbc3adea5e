// What a watcher has at the foot of the page: whom he follows, and the way into the fight.

import { device } from "../bindings/device";
import { labelOf } from "../bindings/labels";
import { runs, t } from "../text";
import type { Actions } from "./actions";
import { watched } from "./company";
import { keyOf } from "./hints";
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
      {kind !== "choice" && (
        <button type="button" onClick={actions.followBest}>
          {t("watch.best")}
        </button>
      )}
      <button type="button" class="play" onClick={actions.play}>
        {t("watch.join")} <kbd>{device.value === "pad" ? labelOf("Pad0") : t("key.space")}</kbd>
      </button>
      <button type="button" onClick={actions.leave}>
        {t("watch.menu")} <kbd>{keyOf("leave")}</kbd>
      </button>
      {refusal.value && (
        <p class="bad card" role="alert">
          {refusal.value}
        </p>
      )}
    </section>
  );
}
