// Which key does what, and what the fight is about.

import { t } from "../text";
import { aimKeys, flyKeys, keysOf, statKeys } from "./hints";
import { HowTo } from "./howto";
import { Modal } from "./modal";
import { dialog } from "./state";

type Row = readonly [keys: readonly string[], text: string];

const flight = (): Row[] => [
  [flyKeys(), t("help.fly")],
  [aimKeys(), t("help.aim")],
  [keysOf("fire"), t("help.fire")],
  [keysOf("rail"), t("help.rail")],
  [keysOf("boost").slice(0, 1), t("help.boost")],
];
const rest = (): Row[] => [
  [statKeys(), t("help.stats")],
  [keysOf("scores"), t("help.scores")],
  [keysOf("chat").slice(0, 1), t("help.chat")],
  [keysOf("signs"), t("help.signs")],
  [keysOf("mark"), t("help.point")],
  [keysOf("players"), t("help.players")],
  [keysOf("mute"), t("help.sound")],
  [keysOf("help").slice(0, 1), t("help.help")],
  [keysOf("leave"), t("help.leave")],
];

/** What flies the ship, in one line. */
export function FlightKeys() {
  return <Keys of={flight()} />;
}

function Keys({ of }: { of: readonly Row[] }) {
  // What has no key on this device has a button that says what it is.
  const rows = of.filter(([keys]) => keys.length > 0);
  return (
    <ul class="keys">
      {rows.map(([keys, text]) => (
        <li key={text}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {` ${text}`}
        </li>
      ))}
    </ul>
  );
}

/** Beside the fight, which goes on. */
export function Help() {
  return (
    <aside class="help card" aria-label={t("howto.title")}>
      <HowTo />
      <Keys of={rest()} />
    </aside>
  );
}

/** Before the fight. */
export function HelpDialog() {
  const close = () => {
    dialog.value = null;
  };
  return (
    <Modal title={t("howto.title")} closed={close}>
      <HowTo />
      <Keys of={rest()} />
      <div class="row ends">
        <button type="button" class="play" onClick={close}>
          {t("howto.done")}
        </button>
      </div>
    </Modal>
  );
}
