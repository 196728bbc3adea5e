// The line to the room is gone: for a moment, with the last picture dimmed behind, or for good.

import { SEAT_KEPT_MS, type Way, type Why } from "../net/reconnect";
import type { Status } from "../net/session";
import { t } from "../text";
import type { Actions } from "./actions";
import { seconds } from "./menu";
import { whyText } from "./problems";
import { clock, mode, playing, status } from "./state";

/** True while there is nothing to play or to look at. */
export function isLost(s: Status): boolean {
  return s.kind === "closed" || (mode.value !== "menu" && (s.kind === "waiting" || s.kind === "connecting"));
}

export function Lost({ actions }: { actions: Actions }) {
  const s = status.value;
  if (s.kind === "closed") return <Closed why={s.why} way={s.way} actions={actions} />;
  if (s.kind !== "waiting" && s.kind !== "connecting") return null;
  const first = s.kind === "connecting" && s.attempt === 1;
  return (
    <div class={first ? "veil lost first" : "veil lost"}>
      <div class="lostcard" role="alert">
        <h2>{first ? t("lost.connecting") : t("lost.again", { n: s.attempt })}</h2>
        <p>{s.kind === "waiting" ? waiting(s) : t("lost.calling")}</p>
        <div class="row">
          <button type="button" class="play" disabled={s.kind !== "waiting"} onClick={actions.retryNow}>
            {t("lost.tryNow")}
          </button>
          <button type="button" onClick={actions.leave}>
            {t("lost.leave")}
          </button>
        </div>
      </div>
    </div>
  );
}

function waiting({ why, retryAt }: Extract<Status, { kind: "waiting" }>): string {
  const slots = { why: whyText(why), seconds: seconds(retryAt - clock.value) };
  return playing.value ? t("lost.kept", { ...slots, kept: SEAT_KEPT_MS / 1000 }) : t("lost.next", slots);
}

function Closed({ why, way, actions }: { why: Why; way: Way; actions: Actions }) {
  return (
    <div class="veil lost">
      <div class="card lostcard" role="alert">
        <h2>{whyText(why)}</h2>
        <div class="row">
          {way === "reload" && (
            <button type="button" class="play" onClick={() => location.reload()}>
              {t("lost.reload")}
            </button>
          )}
          {way === "return" && (
            <button type="button" class="play" onClick={actions.retryNow}>
              {t("lost.takeBack")}
            </button>
          )}
          <button type="button" class={way === "rooms" ? "play" : ""} onClick={actions.otherRooms}>
            {t("lost.otherRooms")}
          </button>
        </div>
      </div>
    </div>
  );
}
