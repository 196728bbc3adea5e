// The form of a new room.

import { useSignal } from "@preact/signals";
import { Strength } from "../protocol/generated";
import { t } from "../text";
import type { Actions } from "./actions";
import { TextField } from "./fields";
import { Modal } from "./modal";
import { RoomFields, type RoomPlan } from "./roomfields";
import { PASSWORD_CHARS_MAX, ROOM_NAME_CHARS_MAX, STRENGTHS } from "./roomform";
import { dialog, name } from "./state";

/** A room for an evening among friends. */
function usual(): RoomPlan {
  const called = (owner: string) => t("form.usualName", { name: owner });
  const owner = [...name.value.trim()].slice(0, ROOM_NAME_CHARS_MAX - called("").length).join("");
  return { name: called(owner), seats: 16, bots: 6, strength: Strength.MIXED, public: true };
}

export function Create({ actions }: { actions: Actions }) {
  const form = useSignal(usual());
  const password = useSignal("");
  const busy = useSignal(false);
  const trouble = useSignal("");
  const submit = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    // A field that was changed by the same Enter has told so before.
    const { seats, strength, ...rest } = form.value;
    const word = STRENGTHS[strength]?.word ?? "mixed";
    trouble.value = await actions.create({ ...rest, max_players: seats, strength: word, password: password.value });
    busy.value = false;
  };
  const close = () => {
    dialog.value = null;
  };
  return (
    <Modal title={t("form.create")} closed={close}>
      <form class="fields" onSubmit={submit}>
        <RoomFields
          now={form.value}
          changed={(field, value) => {
            form.value = { ...form.value, [field]: value };
          }}
        />
        <TextField
          label={t("form.password")}
          value={password.value}
          max={PASSWORD_CHARS_MAX}
          placeholder={t("form.none")}
          changed={(text) => {
            password.value = text;
          }}
        />
        <p class="note" role="status">
          {trouble.value ? <span class="bad">{trouble}</span> : t(doorOf(form.value.public, password.value !== ""))}
        </p>
        <div class="row ends">
          <button type="button" onClick={close}>
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
function doorOf(listed: boolean, locked: boolean) {
  if (locked) return listed ? "form.doorListedLocked" : "form.doorHiddenLocked";
  return listed ? "form.doorListed" : "form.doorHidden";
}
