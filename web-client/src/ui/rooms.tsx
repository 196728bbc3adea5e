// The list of rooms in the menu, and the ways to one that is not in it.

import { useState } from "preact/hooks";
import type { RoomCard } from "../protocol/card";
import { number, t } from "../text";
import type { Actions } from "./actions";
import { isFull, ordered } from "./roomlist";
import { dialog, noList, ping, refusal, room, rooms } from "./state";

export function Rooms({ actions }: { actions: Actions }) {
  const cards = rooms.value;
  return (
    <section class="card rooms" aria-label={t("rooms.title")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("rooms.room")}</th>
            <th scope="col" class="wide">
              {t("rooms.mode")}
            </th>
            <th scope="col">{t("rooms.players")}</th>
            <th scope="col" class="wide">
              {t("rooms.bots")}
            </th>
            <th scope="col" class="wide">
              {t("rooms.ping")}
            </th>
            <th scope="col">
              <span class="unseen">{t("rooms.waysIn")}</span>
            </th>
          </tr>
        </thead>
        <tbody>{cards && ordered(cards).map((card) => <Row key={card.code} card={card} actions={actions} />)}</tbody>
      </table>
      {!cards && <p class="note">{t(noList.value ? "rooms.noList" : "rooms.looking")}</p>}
      {cards?.length === 0 && <p class="note">{t("rooms.none")}</p>}
    </section>
  );
}

function Row({ card, actions }: { card: RoomCard; actions: Actions }) {
  const full = isFull(card);
  return (
    <tr class={card.code === room.value ? "chosen" : ""}>
      <th scope="row">
        {card.password && (
          <i class="icon lock" role="img" aria-label={`${t("rooms.locked")}:`} title={t("rooms.locked")} />
        )}
        {card.name}
      </th>
      <td class="wide mode">{card.mode === "free-for-all" ? t("rooms.freeForAll") : card.mode}</td>
      <td class={full ? "warn" : ""}>{`${number(card.players)}/${number(card.max_players)}`}</td>
      <td class="wide">{number(card.bots)}</td>
      <td class="wide">{ping.value === null ? t("rooms.pingUnknown") : t("rooms.pingMs", { ms: ping.value })}</td>
      <td class="ways">
        <button type="button" class="quiet" disabled={full} onClick={() => actions.enter(card.code, "play")}>
          {t(full ? "rooms.full" : "rooms.join")}
        </button>
        <button type="button" class="quiet" onClick={() => actions.enter(card.code, "watch")}>
          {t("rooms.watch")}
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
        {t("rooms.quick")}
      </button>
      <button type="button" onClick={() => (dialog.value = { kind: "create" })}>
        {t("rooms.create")}
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
        aria-label={t("rooms.code")}
        placeholder={t("rooms.codeShort")}
        value={text}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" disabled={busy}>
        {t("rooms.go")}
      </button>
    </form>
  );
}
