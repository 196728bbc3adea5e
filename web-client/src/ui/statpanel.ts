// The stat panel: six stats with their points; while points are unspent each is a button with its number key.

import { element, setText, show } from "./dom";
import type { Panel, StatRow } from "./panel";
import { STAT_NAMES } from "./panel";

/** Milliseconds for which the panel stays after the last point was spent. */
const LINGER_MS = 2_500;

interface Line {
  button: HTMLButtonElement;
  bar: HTMLElement;
  pips: HTMLElement[];
}

export class StatPanel {
  private readonly body: HTMLElement;
  private readonly head: HTMLElement;
  private readonly foot: HTMLElement;
  private readonly lines: Line[];
  private hadPointsAt = Number.NEGATIVE_INFINITY;

  constructor(parent: HTMLElement, spend: (stat: number) => void) {
    this.body = element("section", "panel stats", parent);
    this.body.setAttribute("aria-label", "Stats of your ship");
    this.head = element("div", "head", this.body);
    this.lines = Object.entries(STAT_NAMES).map(([stat, name]) => line(this.body, Number(stat), name, spend));
    this.foot = element("div", "foot", this.body);
    show(this.body, false);
  }

  /** `pinned`: shown although there is nothing to spend. */
  draw(panel: Panel | null, now: number, pinned: boolean): void {
    if (panel && panel.points > 0) this.hadPointsAt = now;
    const visible = panel !== null && (pinned || now - this.hadPointsAt < LINGER_MS);
    show(this.body, visible);
    if (!panel || !visible) return;
    const { points, left } = panel;
    this.body.classList.toggle("open", points > 0);
    setText(this.head, points === 0 ? "Your ship" : points === 1 ? "1 point to spend" : `${points} points to spend`);
    for (const row of panel.rows) this.drawRow(row, panel.max);
    const next = panel.rows.find((row) => row.next);
    setText(this.foot, next && left !== null ? `${next.name} takes it by itself in ${Math.ceil(left)} s` : "");
  }

  private drawRow(row: StatRow, max: number): void {
    const line = this.lines[row.stat];
    if (!line) return;
    if (line.button.disabled === row.open) line.button.disabled = !row.open;
    line.button.classList.toggle("next", row.next);
    while (line.pips.length < max) line.pips.push(element("i", "", line.bar));
    line.pips.forEach((pip, i) => {
      pip.classList.toggle("on", i < row.points);
    });
  }
}

function line(parent: HTMLElement, stat: number, name: string, spend: (stat: number) => void): Line {
  const button = element("button", "stat", parent);
  button.type = "button";
  button.tabIndex = -1;
  element("kbd", "", button).textContent = String(stat + 1);
  element("span", "name", button).textContent = name;
  const bar = element("span", "pips", button);
  // It must not take the focus: the keys are for flying.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => spend(stat));
  return { button, bar, pips: [] };
}
