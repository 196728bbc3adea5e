// The page of the controls: which key, button or thumb does what.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ACTIONS, type Action, actionOf, bind, FIRST_BINDINGS, isReserved, PAD_SLOT } from "../../bindings/actions";
import { device, listener } from "../../bindings/device";
import { labelOf } from "../../bindings/labels";
import { change, RANGES, settings, type TouchSettings } from "../../settings";
import { runs, t } from "../../text";
import type { Run } from "../../text/words";
import { Slider, Switch } from "../fields";
import { STAT_NAMES } from "../statsheet";
import { Words } from "../words";

const SLOTS = [0, 1, PAD_SLOT] as const;

/** Whose binding waits for a key. */
const waiting = signal<{ action: Action; slot: number } | null>(null);
/** What came of the last one. */
const outcome = signal<Run[]>([]);

export function Controls() {
  // Whoever closes the dialog wants no key any more.
  useEffect(() => {
    outcome.value = [];
    return stopWaiting;
  }, []);
  // First what is in the hands now.
  return device.value === "touch"
    ? [<Touch key="touch" />, <Keys key="keys" />]
    : [<Keys key="keys" />, <Touch key="touch" />];
}

function Keys() {
  return (
    <>
      <p class="note" role="status">
        <Advice />
      </p>
      <p class="bindings-head" aria-hidden="true">
        <span>{t("controls.action")}</span>
        <span>{t("controls.keys")}</span>
        <span>{t("controls.pad")}</span>
      </p>
      <ul class="bindings">
        {ACTIONS.map((action) => (
          <Row key={action} action={action} />
        ))}
      </ul>
      <button type="button" class="quiet" onClick={() => change({ bindings: FIRST_BINDINGS })}>
        {t("controls.reset")}
      </button>
      <h3>{t("controls.pad")}</h3>
      <div class="fields">
        <Switch
          label={t("controls.vibration")}
          on={settings.value.vibration}
          changed={(on) => change({ vibration: on })}
        />
      </div>
    </>
  );
}

function Advice() {
  if (waiting.value) return <b>{t(waiting.value.slot === PAD_SLOT ? "controls.waitPad" : "controls.wait")}</b>;
  return <Words of={outcome.value.length > 0 ? outcome.value : runs("controls.hint")} />;
}

function Row({ action }: { action: Action }) {
  return (
    <li>
      <span>{nameOf(action)}</span>
      {SLOTS.map((slot) => (
        <Field key={slot} action={action} slot={slot} />
      ))}
    </li>
  );
}

function Field({ action, slot }: { action: Action; slot: number }) {
  const code = settings.value.bindings[action][slot] ?? "";
  const key = labelOf(code);
  const told = { action: nameOf(action), key: key || t("controls.none") };
  const mine = waiting.value?.action === action && waiting.value.slot === slot;
  return (
    <button
      type="button"
      class={mine ? "key waits" : "key"}
      disabled={isReserved(code)}
      aria-label={slot === PAD_SLOT ? t("controls.padField", told) : t("controls.field", { ...told, n: slot + 1 })}
      onClick={() => waitFor(action, slot)}
      onBlur={stopWaiting}
    >
      {mine ? "…" : key || "–"}
    </button>
  );
}

function Touch() {
  const { touch } = settings.value;
  const set = (part: Partial<TouchSettings>) => change({ touch: { ...touch, ...part } });
  return (
    <>
      <h3>{t("controls.touch")}</h3>
      <div class="fields">
        <Switch label={t("controls.autoFire")} on={touch.autoFire} changed={(on) => set({ autoFire: on })} />
        <Switch label={t("controls.floating")} on={touch.floating} changed={(on) => set({ floating: on })} />
        <Switch label={t("controls.swap")} on={touch.swap} changed={(on) => set({ swap: on })} />
        <Slider
          label={t("controls.size")}
          value={touch.size}
          range={RANGES.size}
          changed={(value) => set({ size: value })}
        />
        <Slider
          label={t("controls.opacity")}
          value={touch.opacity}
          range={RANGES.opacity}
          changed={(value) => set({ opacity: value })}
        />
      </div>
    </>
  );
}

function waitFor(action: Action, slot: number): void {
  waiting.value = { action, slot };
  outcome.value = [];
  listener.value = (code) => heard(action, slot, code);
}

function stopWaiting(): void {
  waiting.value = null;
  listener.value = null;
}

function heard(action: Action, slot: number, code: string): void {
  stopWaiting();
  const takesAway = code === "Delete" || code === "Backspace";
  // Who takes another device has changed his mind.
  const otherDevice = code.startsWith("Pad") !== (slot === PAD_SLOT);
  if (code === "Escape" || (otherDevice && !takesAway)) return;
  const { bindings } = settings.value;
  const fresh = takesAway ? "" : code;
  const owner = actionOf(fresh, bindings);
  const before = labelOf(bindings[action][slot] ?? "");
  const next = bind(bindings, action, slot, fresh);
  const key = labelOf(fresh);
  if (isReserved(fresh)) outcome.value = runs("controls.cannot", { key });
  else if (owner && owner !== action) outcome.value = swapped(key, nameOf(owner), before);
  change({ bindings: next });
}

function swapped(key: string, other: string, before: string): Run[] {
  return before ? runs("controls.taken", { key, other, before }) : runs("controls.takenBare", { key, other });
}

function nameOf(action: Action): string {
  const name = STAT_NAMES[Number(/^stat(\d)$/.exec(action)?.[1]) - 1];
  if (name) return t("action.stat", { stat: t(name) });
  const plain = action as Exclude<Action, `stat${number}`>;
  return t(`action.${plain}`);
}
