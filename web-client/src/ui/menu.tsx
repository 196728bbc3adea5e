// The menu over the live arena: a name and Play first, then which rooms there are.

import { useLayoutEffect, useRef } from "preact/hooks";
import { canFullscreen, isFullscreen, toggleFullscreen } from "../fullscreen";
import { NAME_CHARS_MAX } from "../protocol/generated";
import { toggleMute } from "../settings";
import { runs, t } from "../text";
import type { Actions } from "./actions";
import { crowdOf } from "./crowd";
import { FlightKeys } from "./help";
import { whyText } from "./problems";
import { isFull } from "./roomlist";
import { OtherWays, Rooms } from "./rooms";
import { clock, dialog, keepName, muted, name, refusal, room, roomCard, status } from "./state";
import { seconds } from "./time";
import { Gear } from "./tools";
import { Words } from "./words";

export function Menu({ actions }: { actions: Actions }) {
  return (
    <div class="veil aside">
      <main class="menu">
        <header>
          <h1>
            <Dart />
            FRACAS
          </h1>
          <p class="tagline">{t("menu.tagline")}</p>
        </header>
        <NameForm actions={actions} />
        <Rooms actions={actions} />
        <OtherWays actions={actions} />
        <FlightKeys />
        <p class="foot">
          <button type="button" class="quiet" onClick={toggleMute}>
            {t(muted.value ? "menu.soundOff" : "menu.soundOn")}
          </button>
          <button type="button" class="quiet" onClick={() => (dialog.value = { kind: "help" })}>
            {t("howto.title")}
          </button>
          <button type="button" class="quiet" onClick={() => (dialog.value = { kind: "settings" })}>
            <Gear /> {t("settings.title")}
          </button>
          {canFullscreen && (
            <button type="button" class="quiet" onClick={() => toggleFullscreen()}>
              {t(isFullscreen.value ? "settings.fullscreenOff" : "settings.fullscreen")}
            </button>
          )}
          <span>{t("menu.noAccount")}</span>
        </p>
      </main>
    </div>
  );
}

function NameForm({ actions }: { actions: Actions }) {
  const field = useRef<HTMLInputElement>(null);
  // Before the first paint: who types at once must not type into nothing.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    actions.play();
  };
  return (
    <form class="card nameform" onSubmit={submit}>
      <label for="name">{t("menu.name")}</label>
      <div class="row">
        <input
          id="name"
          ref={field}
          value={name.value}
          maxLength={NAME_CHARS_MAX * 2}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => keepName(event.currentTarget.value)}
        />
        <button type="submit" class="play">
          {t("menu.play")}
        </button>
        <button type="button" onClick={actions.watch}>
          {t("menu.watch")}
        </button>
      </div>
      <p class="note" role="status">
        {refusal.value ? <span class="bad">{refusal.value}</span> : <RoomLine />}
      </p>
    </form>
  );
}

/** Where Play leads, and how the line to it is. */
function RoomLine() {
  const s = status.value;
  if (s.kind === "waiting") {
    const slots = { why: whyText(s.why), seconds: seconds(s.retryAt - clock.value), n: s.attempt };
    return <span class="warn">{t("menu.retry", slots)}</span>;
  }
  if (!room.value) return <span>{t("menu.connecting")}</span>;
  const card = roomCard.value;
  return (
    <span>
      <i class="dot" /> <Words of={runs("menu.room", { name: card?.name ?? room.value })} />
      {card && ` · ${crowdOf(card)}`}
      {card && isFull(card) && <span class="warn">{` · ${t("menu.full")}`}</span>}
    </span>
  );
}

/** The ship of the logo. */
function Dart() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d="M2 13 31 2 16 17z" fill="#ffc27a" />
      <path d="M31 2 15 31 11 17z" fill="#8f5a1f" />
      <path d="M31 2 16 17 11 17z" fill="#ff9e2c" />
    </svg>
  );
}
