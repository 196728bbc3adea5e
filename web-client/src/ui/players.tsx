// The people of the room: for everybody, with mute and report; for the host, with more.

import { Order } from "../protocol/generated";
import { colourOf, css } from "../render/palette";
import { number, t } from "../text";
import type { Actions } from "./actions";
import { hosting, hushed, people, roomSettings, shipCount, silenced, toggled } from "./company";
import { Drawer } from "./drawer";
import type { Person } from "./people";
import { dialog, panel, playing, room, roomCard } from "./state";

export function Players({ actions }: { actions: Actions }) {
  return (
    <Drawer title={roomSettings.value?.name ?? roomCard.value?.name ?? t("people.title")}>
      <Invite />
      <PeopleList actions={actions} />
    </Drawer>
  );
}

export function Invite() {
  const share = () => {
    panel.value = "none";
    dialog.value = { kind: "share", code: room.value };
  };
  return (
    <button type="button" class="wide" onClick={share}>
      {t("share.title")}
    </button>
  );
}

export function PeopleList({ actions }: { actions: Actions }) {
  const list = people.value;
  const ships = shipCount.value;
  return (
    <section aria-label={t("people.title")}>
      <h3>{t("people.seen", { n: list.length })}</h3>
      <ul class="people">
        {list.map((person) => (
          <Row key={`${person.slot} ${person.name}`} person={person} actions={actions} />
        ))}
      </ul>
      <p class="note">{t("people.ships", { n: ships })}</p>
    </section>
  );
}

function Row({ person, actions }: { person: Person; actions: Actions }) {
  const tint = colourOf(person.slot, person.own);
  return (
    <li>
      <i class="mark" style={{ background: css(tint) }} />
      <span class="name">
        {person.own ? t("people.you", { name: person.name }) : person.name}
        {person.host && <em>{t("people.host")}</em>}
      </span>
      <span class="score">{person.score === null ? "" : number(person.score)}</span>
      {!person.own &&
        (hosting.value ? (
          <HostOrders person={person} actions={actions} />
        ) : (
          <Choices person={person} actions={actions} />
        ))}
    </li>
  );
}

function Choices({ person, actions }: { person: Person; actions: Actions }) {
  const silent = hushed.value.has(person.name);
  return (
    <span class="choices">
      <button
        type="button"
        aria-pressed={silent}
        onClick={() => {
          hushed.value = toggled(hushed.value, person.name);
        }}
      >
        {t(silent ? "people.unmute" : "people.mute")}
      </button>
      {playing.value && (
        <button type="button" onClick={() => actions.report(person.slot)}>
          {t("people.report")}
        </button>
      )}
    </span>
  );
}

function HostOrders({ person: { slot, name }, actions }: { person: Person; actions: Actions }) {
  const silent = silenced.value.has(name);
  const order = (what: number) => actions.manage(what, slot, 0, "");
  const mute = () => {
    order(silent ? Order.UNMUTE : Order.MUTE);
    silenced.value = toggled(silenced.value, name);
  };
  return (
    <span class="choices">
      <button type="button" aria-pressed={silent} onClick={mute}>
        {t(silent ? "people.unmute" : "people.mute")}
      </button>
      <button type="button" onClick={() => order(Order.PASS)}>
        {t("people.makeHost")}
      </button>
      <button type="button" onClick={() => order(Order.KICK)}>
        {t("people.kick")}
      </button>
      <button type="button" class="danger" onClick={() => order(Order.BAN)}>
        {t("people.ban")}
      </button>
    </span>
  );
}
