// The line to the room is gone: for a moment, with the last picture dimmed behind, or for good.

import type { Way } from "../net/reconnect";
import type { Status } from "../net/session";
import type { Actions } from "./actions";
import { seconds } from "./menu";
import { clock, type Mode, mode, status } from "./state";

/** What the wait does not cost. */
const KEPT: Record<Mode, string> = { menu: "", watch: "", play: "Your ship is kept for 30 s. " };

/** True while there is nothing to play or to look at. */
export function isLost(s: Status): boolean {
  return s.kind === "closed" || (mode.value !== "menu" && (s.kind === "waiting" || s.kind === "connecting"));
}

export function Lost({ actions }: { actions: Actions }) {
  const s = status.value;
  if (s.kind === "closed") return <Closed text={s.text} way={s.way} actions={actions} />;
  if (s.kind !== "waiting" && s.kind !== "connecting") return null;
  const first = s.kind === "connecting" && s.attempt === 1;
  return (
    <div class={first ? "veil lost first" : "veil lost"}>
      <div class="lostcard" role="alert">
        <h2>{first ? "Connecting" : `Reconnecting ${s.attempt}`}</h2>
        <p>
          {s.kind === "waiting"
            ? `${s.text}. ${KEPT[mode.value]}Next try in ${seconds(s.retryAt - clock.value)} s.`
            : "Calling the server…"}
        </p>
        <div class="row">
          <button type="button" class="play" disabled={s.kind !== "waiting"} onClick={actions.retryNow}>
            Try now
          </button>
          <button type="button" onClick={actions.leave}>
            Leave
          </button>
        </div>
      </div>
    </div>
  );
}

function Closed({ text, way, actions }: { text: string; way: Way; actions: Actions }) {
  return (
    <div class="veil lost">
      <div class="card lostcard" role="alert">
        <h2>{text}</h2>
        <div class="row">
          {way === "reload" && (
            <button type="button" class="play" onClick={() => location.reload()}>
              Load anew
            </button>
          )}
          {way === "return" && (
            <button type="button" class="play" onClick={actions.retryNow}>
              Take it back here
            </button>
          )}
          <button type="button" class={way === "rooms" ? "play" : ""} onClick={actions.otherRooms}>
            Other rooms
          </button>
        </div>
      </div>
    </div>
  );
}
