// The keys beside the fight, each a button as well: for a mouse, and for those who have no keys.

import type { ComponentChildren } from "preact";
import type { Action } from "../bindings/actions";
import { device } from "../bindings/device";
import { t } from "../text";
import type { Actions } from "./actions";
import { hosting } from "./company";
import { keysOf } from "./hints";
import { dialog, mode, type Panel, panel, scores, togglePanel } from "./state";
import { unfocused } from "./unfocused";

export function Tools({ actions }: { actions: Actions }) {
  const flying = mode.value === "play";
  // What is else done by a key alone.
  const bare = flying && device.value === "touch";
  return (
    <nav class="tools" aria-label={t("tools.title")}>
      <PanelTool which="chat">{t("tools.chat")}</PanelTool>
      {flying && <PanelTool which="signs">{t("tools.sign")}</PanelTool>}
      {bare && (
        <Tool pressed={scores.value} press={() => (scores.value = !scores.value)}>
          {t("touch.scores")}
        </Tool>
      )}
      <PanelTool which="players">{t("tools.players")}</PanelTool>
      {hosting.value && <PanelTool which="host">{t("tools.room")}</PanelTool>}
      <PanelTool which="help">{t("tools.help")}</PanelTool>
      <Tool action="settings" name={t("settings.title")} press={() => (dialog.value = { kind: "settings" })}>
        <Gear />
      </Tool>
      {bare && <Tool press={actions.leave}>{t("touch.leave")}</Tool>}
    </nav>
  );
}

function PanelTool({ which, children }: { which: Exclude<Panel, "none">; children: ComponentChildren }) {
  return (
    <Tool action={which} pressed={panel.value === which} press={() => togglePanel(which)}>
      {children}
    </Tool>
  );
}

function Tool(props: {
  action?: Action;
  /** What it is called, where its picture does not say it. */
  name?: string;
  pressed?: boolean;
  press(): void;
  children: ComponentChildren;
}) {
  const { action, name, pressed, press, children } = props;
  // Enter is play for who watches.
  const key = action && keysOf(action).find((label) => mode.value === "play" || label !== t("key.enter"));
  return (
    <button type="button" data-panel={action} aria-label={name} aria-pressed={pressed} {...unfocused} onClick={press}>
      {key && <kbd>{key}</kbd>}
      {children}
    </button>
  );
}

export function Gear() {
  return (
    <svg class="gear" viewBox="-12 -12 24 24" aria-hidden="true">
      {[0, 45, 90, 135].map((turn) => (
        <rect key={turn} x="-2.6" y="-11" width="5.2" height="22" transform={`rotate(${turn})`} fill="currentColor" />
      ))}
      <circle r="8" fill="currentColor" />
      <circle r="3.4" class="hole" />
    </svg>
  );
}
