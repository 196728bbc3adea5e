// The fields of forms: a label and one control each. `changed` is called when a person has decided, not at every key.

import { useState } from "preact/hooks";
import { t } from "../text";

/** What is typed into a field: it stands until the truth changes, and from the first moment on. */
function useTyped(truth: string): [text: string, type: (text: string) => void] {
  const [typed, setTyped] = useState({ truth, text: truth });
  if (typed.truth !== truth) setTyped({ truth, text: truth });
  return [typed.text, (text) => setTyped({ truth, text })];
}

export function TextField(props: {
  label: string;
  value: string;
  max: number;
  placeholder?: string;
  changed(text: string): void;
}) {
  const { label, max, placeholder = "", changed } = props;
  const [text, setText] = useTyped(props.value);
  return (
    <label>
      <span>{label}</span>
      <input
        value={text}
        maxLength={max}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={(event) => {
          const decided = event.currentTarget.value.trim();
          if (decided !== props.value) changed(decided);
        }}
      />
    </label>
  );
}

export function NumberField(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  changed(value: number): void;
}) {
  const { label, min, max, changed } = props;
  const [text, setText] = useTyped(String(props.value));
  const decide = (typed: string) => {
    const value = Number.parseInt(typed, 10);
    const fit = Number.isNaN(value) ? props.value : Math.max(min, Math.min(max, value));
    setText(String(fit));
    if (fit !== props.value) changed(fit);
  };
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        inputMode="numeric"
        value={text}
        min={min}
        max={max}
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={(event) => decide(event.currentTarget.value)}
      />
    </label>
  );
}

export function Choice<T extends string | number>(props: {
  label: string;
  value: T;
  options: readonly (readonly [value: T, text: string])[];
  changed(value: T): void;
}) {
  const { label, value, options, changed } = props;
  return (
    <label>
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen) changed(chosen[0]);
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Switch({ label, on, changed }: { label: string; on: boolean; changed(on: boolean): void }) {
  return (
    <label>
      <span>{label}</span>
      <input type="checkbox" checked={on} onChange={(event) => changed(event.currentTarget.checked)} />
    </label>
  );
}

/** A share between two ends, told in percent. */
export function Slider(props: {
  label: string;
  value: number;
  range: readonly [least: number, most: number];
  changed(value: number): void;
}) {
  const { label, value, range, changed } = props;
  return (
    <label>
      <span>{label}</span>
      <span class="slider">
        <input
          type="range"
          min={range[0] * 100}
          max={range[1] * 100}
          step={5}
          value={value * 100}
          onInput={(event) => changed(event.currentTarget.valueAsNumber / 100)}
        />
        <output>{t("settings.percent", { percent: Math.round(value * 100) })}</output>
      </span>
    </label>
  );
}
