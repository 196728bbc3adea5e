// What the host of a room may set while the fight goes on. Each change is an order of its own, sent at once; what is
// shown is what the server told, so that a refused change springs back.

import { useEffect, useState } from "preact/hooks";
import { NOBODY, Order } from "../protocol/generated";
import { t } from "../text";
import type { RoomSettings } from "../world/world";
import type { Actions } from "./actions";
import { roomSettings } from "./company";
import { Drawer } from "./drawer";
import { Invite, PeopleList } from "./players";
import { RoomFields } from "./roomfields";
import { PASSWORD_CHARS_MAX } from "./roomform";

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

/** The order that sets a field, but for the name: that is told as a text. */
const ORDERS = { seats: Order.SEATS, bots: Order.BOTS, strength: Order.STRENGTH, public: Order.LISTED } as const;

function Settings({ now, actions }: { now: RoomSettings; actions: Actions }) {
  const set = (what: number, value: number, text = "") => actions.manage(what, NOBODY, value, text);
  return (
    <form class="fields" onSubmit={(event) => event.preventDefault()}>
      <RoomFields
        now={now}
        changed={(field, value) => {
          if (field !== "name") set(ORDERS[field], Number(value));
          else if (value) set(Order.NAME, 0, String(value));
        }}
      />
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
