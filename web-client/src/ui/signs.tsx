// The eight signs to show over the own ship, by key or by touch.

import { SIGNS } from "../render/signs";
import { t } from "../text";
import type { Actions } from "./actions";
import { panel } from "./state";
import { unfocused } from "./unfocused";

/** The sign of a number key, counted from 1; null for another key. */
export function signOfKey(code: string): number | null {
  const digit = /^(?:Digit|Numpad)([1-8])$/.exec(code)?.[1];
  return digit ? Number(digit) - 1 : null;
}

export function Signs({ actions }: { actions: Actions }) {
  const show = (which: number) => {
    panel.value = "none";
    actions.showSign(which);
  };
  return (
    <section class="signs card" aria-label={t("sign.title")}>
      {SIGNS.map((sign, which) => (
        <button
          type="button"
          key={sign.name}
          title={t(sign.name)}
          aria-label={`${which + 1} ${t(sign.name)}`}
          {...unfocused}
          onClick={() => show(which)}
        >
          <svg viewBox="-12 -12 24 24" aria-hidden="true">
            {sign.facets.map(([colour, path]) => (
              <path key={path} d={path} fill={colour} />
            ))}
          </svg>
          <kbd>{which + 1}</kbd>
        </button>
      ))}
    </section>
  );
}
