// The line to the room is gone: for a moment, with the last picture dimmed behind, or for good.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { SEAT_KEPT_MS, type Way, type Why } from "../net/reconnect";
import type { Status } from "../net/session";
import { t } from "../text";
import type { Actions } from "./actions";
import { whyText } from "./problems";
import { clock, hadShip, mode, playing, status } from "./state";
import { seconds } from "./time";

type Waiting = Extract<Status, { kind: "waiting" }>;

/** True while there is nothing to play or to look at. */
export function isLost(s: Status): boolean {
  return s.kind === "closed" || (mode.value !== "menu" && (s.kind === "waiting" || s.kind === "connecting"));
}

export function Lost({ actions }: { actions: Actions }) {
  const s = status.value;
  const [since] = useState(clock.value);
  if (s.kind === "closed") return <Closed why={s.why} way={s.way} actions={actions} />;
  if (s.kind !== "waiting" && s.kind !== "connecting") return null;
  const first = s.kind === "connecting" && s.attempt === 1;
  return (
    <div class={first ? "veil lost first" : "veil lost"}>
      <Card title={first ? t("lost.connecting") : t("lost.again", { n: s.attempt })}>
        <p>{s.kind === "waiting" ? `${whyText(s.why)}. ${kept(since)}` : t("lost.calling")}</p>
        <Progress wait={s.kind === "waiting" ? s : null} />
        <div class="row">
          <button type="button" class="play" aria-disabled={s.kind !== "waiting"} onClick={actions.retryNow}>
            {t("lost.tryNow")}
          </button>
          <button type="button" onClick={actions.leave}>
            {t("lost.leave")}
          </button>
        </div>
      </Card>
    </div>
  );
}

/** What of a player's is still there, of whom nothing was heard `since` (ms). */
function kept(since: number): string {
  if (!playing.value || !hadShip.value) return "";
  const left = Math.ceil((SEAT_KEPT_MS - (clock.value - since)) / 1000);
  return left > 0 ? t("lost.kept", { n: left }) : t("lost.keptNoMore");
}

/** How long until the next attempt; without a wait, the attempt is under way. Not read out: it would never be silent. */
function Progress({ wait }: { wait: Waiting | null }) {
  const left = wait ? Math.max(0, wait.retryAt - clock.value) : 0;
  return (
    <div aria-hidden="true">
      {wait ? <progress max={wait.waitMs} value={wait.waitMs - left} /> : <progress />}
      <p class="note">{wait ? t("lost.next", { seconds: seconds(left) }) : t("menu.connecting")}</p>
    </div>
  );
}

function Closed({ why, way, actions }: { why: Why; way: Way; actions: Actions }) {
  return (
    <div class="veil lost">
      <Card title={whyText(why)}>
        <div class="row">
          {way === "reload" && (
            <button type="button" class="play" onClick={actions.loadAnew}>
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
      </Card>
    </div>
  );
}

/** Says what happened, and has the focus itself: who was just shooting by a key shall not press a button with it. */
function Card({ title, children }: { title: string; children: ComponentChildren }) {
  const body = useRef<HTMLElement>(null);
  useLayoutEffect(() => body.current?.focus(), []);
  return (
    <main class="card lostcard" ref={body} tabIndex={-1}>
      <div role="alert">
        <h2>{title}</h2>
      </div>
      {children}
    </main>
  );
}
