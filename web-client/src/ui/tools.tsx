// The keys beside the fight, each a button as well: for a mouse, and for those who have no keys.

import type { ComponentChildren } from "preact";
import { t } from "../text";
import { hosting } from "./company";
import { mode, type Panel, panel, togglePanel } from "./state";

export function Tools() {
  const flying = mode.value === "play";
  return (
    <nav class="tools" aria-label={t("tools.title")}>
      <Tool which="chat" keyName={flying ? "Enter" : "C"}>
        {t("tools.chat")}
      </Tool>
      {flying && (
        <Tool which="signs" keyName="T">
          {t("tools.sign")}
        </Tool>
      )}
      <Tool which="players" keyName="P">
        {t("tools.players")}
      </Tool>
      {hosting.value && (
        <Tool which="host" keyName="O">
          {t("tools.room")}
        </Tool>
      )}
      <Tool which="help" keyName="H">
        {t("tools.help")}
      </Tool>
    </nav>
  );
}

function Tool({ which, keyName, children }: { which: Panel; keyName: string; children: ComponentChildren }) {
  return (
    <button
      type="button"
      aria-pressed={panel.value === which}
      // It must not take the focus: the keys are for flying.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => togglePanel(which)}
    >
      <kbd>{keyName}</kbd>
      {children}
    </button>
  );
}
