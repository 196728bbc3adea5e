// Sliders for a bad line, for whoever works on the game: `?lag` in the address shows them. Not translated, and not loaded
// by anybody else.

import "./lagpanel.css";
import { type BadLine, type Lag, NO_LAG } from "./lag";

/** Milliseconds at the right end of each slider. */
const MOST: Lag = { delay: 400, jitter: 200, every: 10_000, stall: 5_000 };
const STEP: Lag = { delay: 5, jitter: 5, every: 250, stall: 50 };
const NAMES: Record<keyof Lag, string> = {
  delay: "Delay, each way",
  jitter: "Jitter, each way",
  every: "A stall every",
  stall: "Stall for",
};
const LINES: Record<string, Lag> = {
  None: NO_LAG,
  Far: { ...NO_LAG, delay: 100, jitter: 30 },
  Train: { delay: 60, jitter: 60, every: 4_000, stall: 700 },
};

export function showLagPanel(parent: HTMLElement, line: BadLine): void {
  const panel = document.createElement("div");
  panel.className = "lagpanel";
  const sliders = (Object.keys(NAMES) as (keyof Lag)[]).map((key) => slider(panel, line, key));
  const row = document.createElement("p");
  panel.append(row);
  const button = (name: string, act: () => void) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.addEventListener("click", act);
    row.append(made);
  };
  for (const [name, lag] of Object.entries(LINES)) {
    button(name, () => {
      line.lag = lag;
      for (const show of sliders) show();
    });
  }
  button("Hold 3 s", () => line.hold(3_000));
  parent.append(panel);
}

/** One slider; a way to show what is set. */
function slider(panel: HTMLElement, line: BadLine, key: keyof Lag): () => void {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const value = document.createElement("output");
  Object.assign(input, { type: "range", min: 0, max: MOST[key], step: STEP[key] });
  const show = () => {
    input.valueAsNumber = line.lag[key];
    value.textContent = `${line.lag[key]} ms`;
  };
  input.addEventListener("input", () => {
    line.lag = { ...line.lag, [key]: input.valueAsNumber };
    show();
  });
  label.append(NAMES[key], input, value);
  panel.append(label);
  show();
  return show;
}
