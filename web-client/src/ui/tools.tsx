// The keys beside the fight, each a button as well: for a mouse, and for those who have no keys.

import type { ComponentChildren } from "preact";
import { hosting } from "./company";
import { mode, type Panel, panel, togglePanel } from "./state";

export function Tools() {
  const flying = mode.value === "play";
  return (
    <nav class="tools" aria-label="Beside the fight">
      <Tool which="chat" keyName={flying ? "Enter" : "C"}>
        Chat
      </Tool>
      {flying && (
        <Tool which="signs" keyName="T">
          Sign
        </Tool>
      )}
      <Tool which="players" keyName="P">
        Players
      </Tool>
      {hosting.value && (
        <Tool which="host" keyName="O">
          Room
        </Tool>
      )}
      <Tool which="help" keyName="H">
        Help
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
