// Which key does what, and what the fight is about.

import { t } from "../text";

type Row = readonly [keys: readonly string[], text: string];

const flight = (): Row[] => [
  [["W", "A", "S", "D"], t("help.fly")],
  [[t("key.mouse")], t("help.aim")],
  [[t("key.click"), t("key.space")], t("help.fire")],
  [[t("key.rightClick"), "E"], t("help.rail")],
  [[t("key.shift")], t("help.boost")],
];
const rest = (): Row[] => [
  [["1", "6"], t("help.stats")],
  [["Tab"], t("help.scores")],
  [["Enter"], t("help.chat")],
  [["T"], t("help.signs")],
  [["G"], t("help.point")],
  [["P"], t("help.players")],
  [["M"], t("help.sound")],
  [["H"], t("help.help")],
  [["Esc"], t("help.leave")],
];

export function Keys({ all }: { all: boolean }) {
  return (
    <ul class="keys">
      {[...flight(), ...(all ? rest() : [])].map(([keys, text]) => (
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

export function Help() {
  return (
    <aside class="help card">
      <Keys all={true} />
      <p>{t("help.rules")}</p>
    </aside>
  );
}
