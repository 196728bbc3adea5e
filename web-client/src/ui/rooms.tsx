// The list of rooms in the menu, and the ways to one that is not in it.

import { useState } from "preact/hooks";
import type { RoomCard } from "../protocol/card";
import type { Actions } from "./actions";
import { isFull, ordered } from "./roomlist";
import { dialog, refusal, room, rooms } from "./state";

export function Rooms({ actions }: { actions: Actions }) {
  const cards = rooms.value;
  return (
    <section class="card rooms" aria-label="Rooms">
      <table>
        <thead>
          <tr>
            <th scope="col">Room</th>
            <th scope="col">Players</th>
            <th scope="col">Bots</th>
            <th scope="col">
              <span class="unseen">Ways in</span>
            </th>
          </tr>
        </thead>
        <tbody>{cards && ordered(cards).map((card) => <Row key={card.code} card={card} actions={actions} />)}</tbody>
      </table>
      {!cards && <p class="note">Looking for rooms…</p>}
      {cards?.length === 0 && <p class="note">No room is open to everybody. Create one, or enter a code.</p>}
    </section>
  );
}

function Row({ card, actions }: { card: RoomCard; actions: Actions }) {
  const full = isFull(card);
  return (
    <tr class={card.code === room.value ? "chosen" : ""}>
      <th scope="row">
        {card.password && <i class="icon lock" role="img" aria-label="Wants a password:" title="Wants a password" />}
        {card.name}
      </th>
      <td class={full ? "warn" : ""}>{`${card.players}/${card.max_players}`}</td>
      <td>{card.bots}</td>
      <td class="ways">
        <button type="button" class="quiet" disabled={full} onClick={() => actions.enter(card.code, "play")}>
          {full ? "Full" : "Join"}
        </button>
        <button type="button" class="quiet" onClick={() => actions.enter(card.code, "watch")}>
          Watch
        </button>
      </td>
    </tr>
  );
}

export function OtherWays({ actions }: { actions: Actions }) {
  return (
    <div class="otherways">
      <button
        type="button"
        onClick={() => {
          refusal.value = actions.quickPlay();
        }}
      >
        Quick play
      </button>
      <button type="button" onClick={() => (dialog.value = { kind: "create" })}>
        Create room
      </button>
      <CodeField find={actions.find} />
    </div>
  );
}

function CodeField({ find }: { find(text: string): Promise<string> }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    setBusy(true);
    refusal.value = await find(text);
    setBusy(false);
    if (!refusal.value) setText("");
  };
  return (
    <form class="codefield" onSubmit={submit}>
      <input
        aria-label="Code or link of a room"
        placeholder="Code or link"
        value={text}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" disabled={busy}>
        Go
      </button>
    </form>
  );
}
