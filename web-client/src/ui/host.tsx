// What the host of a room may set while the fight goes on. Each change is an order of its own, sent at once; what is
// shown is what the server told, so that a refused change springs back.

import { useEffect, useState } from "preact/hooks";
import { NOBODY, Order } from "../protocol/generated";
import { t } from "../text";
import type { RoomSettings } from "../world/world";
import type { Actions } from "./actions";
import { roomSettings } from "./company";
import { Drawer } from "./drawer";
import { Choice, NumberField, Switch, TextField } from "./fields";
import { Invite, PeopleList } from "./players";
import { BOTS_MAX, PASSWORD_CHARS_MAX, ROOM_NAME_CHARS_MAX, SEATS_MAX, STRENGTHS } from "./roomform";

/** Milliseconds for which "Close the room" waits for the second press. */
const SURE_MS = 4_000;

export function Host({ actions }: { actions: Actions }) {
  const now = roomSettings.value;
  return (
    <Drawer title={t("host.title")}>
      <Invite />
      {now && <Settings now={now} actions={actions} />}
      <PeopleList actions={actions} />
      <CloseRoom close={() => actions.manage(Order.CLOSE, NOBODY, 0, "")} />
    </Drawer>
  );
}

function Settings({ now, actions }: { now: RoomSettings; actions: Actions }) {
  const set = (what: number, value: number, text = "") => actions.manage(what, NOBODY, value, text);
  return (
    <form class="fields" onSubmit={(event) => event.preventDefault()}>
      <TextField
        label={t("form.name")}
        value={now.name}
        max={ROOM_NAME_CHARS_MAX}
        changed={(text) => text && set(Order.NAME, 0, text)}
      />
      <NumberField
        label={t("form.seats")}
        value={now.seats}
        min={1}
        max={SEATS_MAX}
        changed={(seats) => set(Order.SEATS, seats)}
      />
      <NumberField
        label={t("form.bots")}
        value={now.bots}
        min={0}
        max={BOTS_MAX}
        changed={(bots) => set(Order.BOTS, bots)}
      />
      <Choice
        label={t("form.strength")}
        value={now.strength}
        options={STRENGTHS.map(({ text }, value) => [value, t(text)])}
        changed={(strength) => set(Order.STRENGTH, strength)}
      />
      <Switch label={t("form.listed")} on={now.public} changed={(on) => set(Order.LISTED, Number(on))} />
      <PasswordField isSet={now.password} set={(text) => set(Order.PASSWORD, 0, text)} />
    </form>
  );
}

/** A password is never told back, so that it is set and taken away, not edited. */
function PasswordField({ isSet, set }: { isSet: boolean; set(text: string): void }) {
  const [text, setText] = useState("");
  const give = (password: string) => {
    set(password);
    setText("");
  };
  return (
    <label>
      <span>{t("form.password")}</span>
      <span class="row">
        <input
          value={text}
          maxLength={PASSWORD_CHARS_MAX}
          placeholder={t(isSet ? "form.isSet" : "form.none")}
          autocomplete="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="button" class="quiet" disabled={!text && !isSet} onClick={() => give(text)}>
          {t(text || !isSet ? "form.set" : "form.remove")}
        </button>
      </span>
    </label>
  );
}

function CloseRoom({ close }: { close(): void }) {
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (!sure) return;
    const timer = setTimeout(() => setSure(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [sure]);
  return (
    <button type="button" class="danger wide" onClick={sure ? close : () => setSure(true)}>
      {t(sure ? "host.closeSure" : "host.close")}
    </button>
  );
}
