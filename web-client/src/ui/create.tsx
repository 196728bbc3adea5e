// The form of a new room.

import { useSignal } from "@preact/signals";
import type { RoomWish } from "../net/rooms";
import type { Actions } from "./actions";
import { Choice, NumberField, Switch, TextField } from "./fields";
import { Modal } from "./modal";
import { BOTS_MAX, PASSWORD_CHARS_MAX, ROOM_NAME_CHARS_MAX, SEATS_MAX, STRENGTHS } from "./roomform";
import { dialog, name } from "./state";

/** A room for an evening among friends. */
function usual(): RoomWish {
  const owner = [...name.value.trim()].slice(0, ROOM_NAME_CHARS_MAX - "'s room".length).join("");
  return { name: `${owner}'s room`, max_players: 16, bots: 6, strength: "mixed", public: true, password: "" };
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
    <Modal title="Create a room" closed={() => (dialog.value = null)}>
      <form class="fields" onSubmit={submit}>
        <TextField label="Name" value={wish.name} max={ROOM_NAME_CHARS_MAX} changed={(text) => set({ name: text })} />
        <NumberField
          label="Seats"
          value={wish.max_players}
          min={1}
          max={SEATS_MAX}
          changed={(seats) => set({ max_players: seats })}
        />
        <NumberField
          label="Fill with bots up to"
          value={wish.bots}
          min={0}
          max={BOTS_MAX}
          changed={(bots) => set({ bots })}
        />
        <Choice
          label="Bots are"
          value={wish.strength}
          options={STRENGTHS.map(({ word, text }) => [word, text])}
          changed={(strength) => set({ strength })}
        />
        <Switch label="In the list of rooms" on={wish.public} changed={(on) => set({ public: on })} />
        <TextField
          label="Password"
          value={wish.password}
          max={PASSWORD_CHARS_MAX}
          placeholder="none"
          changed={(text) => set({ password: text })}
        />
        <p class="note" role="status">
          {trouble.value ? <span class="bad">{trouble}</span> : <Door wish={wish} />}
        </p>
        <div class="row ends">
          <button type="button" onClick={() => (dialog.value = null)}>
            Cancel
          </button>
          <button type="submit" class="play" disabled={busy.value}>
            {busy.value ? "Opening…" : "Open it"}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Who can come in. */
function Door({ wish }: { wish: RoomWish }) {
  const found = wish.public ? "Everybody finds it in the list" : "Who has its link or code finds it";
  return <>{wish.password ? `${found}, and needs the password.` : `${found}.`}</>;
}
