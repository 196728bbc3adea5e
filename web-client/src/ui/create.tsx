// The form of a new room.

import { useSignal } from "@preact/signals";
import type { RoomWish } from "../net/rooms";
import { t } from "../text";
import type { Actions } from "./actions";
import { Choice, NumberField, Switch, TextField } from "./fields";
import { Modal } from "./modal";
import { BOTS_MAX, PASSWORD_CHARS_MAX, ROOM_NAME_CHARS_MAX, SEATS_MAX, STRENGTHS } from "./roomform";
import { dialog, name } from "./state";

/** A room for an evening among friends. */
function usual(): RoomWish {
  const called = (owner: string) => t("form.usualName", { name: owner });
  const owner = [...name.value.trim()].slice(0, ROOM_NAME_CHARS_MAX - called("").length).join("");
  return { name: called(owner), max_players: 16, bots: 6, strength: "mixed", public: true, password: "" };
}

export function Create({ actions }: { actions: Actions }) {
  const form = useSignal(usual());
  const busy = useSignal(false);
  const trouble = useSignal("");
  const wish = form.value;
  const set = (change: Partial<RoomWish>) => {
    form.value = { ...form.value, ...change };
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    // A field that was changed by the same Enter has told so before.
    trouble.value = await actions.create(form.value);
    busy.value = false;
  };
  return (
    <Modal title={t("form.create")} closed={() => (dialog.value = null)}>
      <form class="fields" onSubmit={submit}>
        <TextField
          label={t("form.name")}
          value={wish.name}
          max={ROOM_NAME_CHARS_MAX}
          changed={(text) => set({ name: text })}
        />
        <NumberField
          label={t("form.seats")}
          value={wish.max_players}
          min={1}
          max={SEATS_MAX}
          changed={(seats) => set({ max_players: seats })}
        />
        <NumberField
          label={t("form.bots")}
          value={wish.bots}
          min={0}
          max={BOTS_MAX}
          changed={(bots) => set({ bots })}
        />
        <Choice
          label={t("form.strength")}
          value={wish.strength}
          options={STRENGTHS.map(({ word, text }) => [word, t(text)])}
          changed={(strength) => set({ strength })}
        />
        <Switch label={t("form.listed")} on={wish.public} changed={(on) => set({ public: on })} />
        <TextField
          label={t("form.password")}
          value={wish.password}
          max={PASSWORD_CHARS_MAX}
          placeholder={t("form.none")}
          changed={(text) => set({ password: text })}
        />
        <p class="note" role="status">
          {trouble.value ? <span class="bad">{trouble}</span> : t(doorOf(wish))}
        </p>
        <div class="row ends">
          <button type="button" onClick={() => (dialog.value = null)}>
            {t("page.cancel")}
          </button>
          <button type="submit" class="play" disabled={busy.value}>
            {t(busy.value ? "form.opening" : "form.open")}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Who can come in. */
function doorOf(wish: RoomWish) {
  if (wish.password) return wish.public ? "form.doorListedLocked" : "form.doorHiddenLocked";
  return wish.public ? "form.doorListed" : "form.doorHidden";
}
