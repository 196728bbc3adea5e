// Which key does what, and what the fight is about.

import { t } from "../text";
import { type Hint, hints } from "./hints";
import { HowTo } from "./howto";
import { Modal } from "./modal";
import { dialog } from "./state";

/** What flies the ship, in one line. */
export function FlightKeys() {
  return <Keys of={hints("fly", "aim", "fire", "rail", "boost")} />;
}

/** What else there is. */
function OtherKeys() {
  return <Keys of={hints("stats", "scores", "chat", "signs", "mark", "players", "mute", "help", "leave")} />;
}

function Keys({ of }: { of: readonly Hint[] }) {
  return (
    <ul class="keys">
      {of.map(([keys, text]) => (
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
      <OtherKeys />
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
      <OtherKeys />
      <div class="row ends">
        <button type="button" class="play" onClick={close}>
          {t("howto.done")}
        </button>
      </div>
    </Modal>
  );
}
