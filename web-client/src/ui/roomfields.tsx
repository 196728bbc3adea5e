// What can be set of a room, by who makes it and by who rules it.

import { t } from "../text";
import type { RoomSettings } from "../world/world";
import { Choice, NumberField, Switch, TextField } from "./fields";
import { BOTS_MAX, ROOM_NAME_CHARS_MAX, SEATS_MAX, STRENGTHS } from "./roomform";

/** Its password apart, which is never told back. */
export type RoomPlan = Omit<RoomSettings, "password">;

export function RoomFields(props: {
  now: RoomPlan;
  changed(field: keyof RoomPlan, value: string | number | boolean): void;
}) {
  const { now, changed } = props;
  return (
    <>
      <TextField
        label={t("form.name")}
        value={now.name}
        max={ROOM_NAME_CHARS_MAX}
        changed={(name) => changed("name", name)}
      />
      <NumberField
        label={t("form.seats")}
        value={now.seats}
        min={1}
        max={SEATS_MAX}
        changed={(seats) => changed("seats", seats)}
      />
      <NumberField
        label={t("form.bots")}
        value={now.bots}
        min={0}
        max={BOTS_MAX}
        changed={(bots) => changed("bots", bots)}
      />
      <Choice
        label={t("form.strength")}
        value={now.strength}
        options={STRENGTHS.map(({ text }, strength) => [strength, t(text)])}
        changed={(strength) => changed("strength", strength)}
      />
      <Switch label={t("form.listed")} on={now.public} changed={(on) => changed("public", on)} />
    </>
  );
}
