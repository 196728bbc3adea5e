// The stat panel: six stats with their points; while points are unspent each is a button with its number key.

import { type Signal, signal } from "@preact/signals";
import type { Action } from "../bindings/actions";
import { t } from "../text";
import type { World } from "../world/world";
import { call, cap, element, figure, say, show } from "./dom";
import { keyOf } from "./hints";
import { STAT_NAMES, type StatRow, statSheet } from "./statsheet";
import { unfocus } from "./unfocused";

/** Milliseconds for which the panel stays after the last point was spent. */
const LINGER_MS = 2_500;

interface Line {
  button: HTMLButtonElement;
  bar: HTMLElement;
  pips: HTMLElement[];
}

export class StatPanel {
  private readonly body: HTMLElement;
  private readonly points: Signal<number>;
  /** The stat that gets the next point by itself, or null; and the seconds until then. */
  private readonly next = signal<number | null>(null);
  private readonly seconds = signal(0);
  private readonly lines: Line[];
  private hadPointsAt = Number.NEGATIVE_INFINITY;

  constructor(parent: HTMLElement, spend: (stat: number) => void) {
    this.body = element("section", "panel stats", parent);
    call(this.body, () => t("stats.title"));
    this.points = figure(element("div", "head", this.body), (n) =>
      n === 0 ? t("stats.ship") : t("stats.open", { n }),
    );
    this.lines = STAT_NAMES.map((_, stat) => line(this.body, stat, spend));
    say(element("div", "foot", this.body), () => this.itself());
    show(this.body, false);
  }

  /** `pinned`: shown although there is nothing to spend. */
  draw({ own, rules, steps, tick, pointsSince, speed }: World, now: number, pinned: boolean): void {
    if (own && own.points > 0) this.hadPointsAt = now;
    const visible = own !== null && (pinned || now - this.hadPointsAt < LINGER_MS);
    show(this.body, visible);
    if (!own || !visible) return;
    const { points, left, rows, max } = statSheet(own, rules, steps, tick - pointsSince, speed);
    this.body.classList.toggle("open", points > 0);
    this.points.value = points;
    for (const row of rows) this.drawRow(row, max);
    this.next.value = rows.find((row) => row.next)?.stat ?? null;
    this.seconds.value = Math.ceil(left ?? 0);
  }

  private itself(): string {
    const stat = this.next.value;
    return stat === null ? "" : t("stats.itself", { stat: statName(stat), seconds: this.seconds.value });
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

function line(parent: HTMLElement, stat: number, spend: (stat: number) => void): Line {
  const button = element("button", "stat", parent);
  button.type = "button";
  button.tabIndex = -1;
  cap(button, () => keyOf(`stat${stat + 1}` as Action));
  say(element("span", "name", button), () => statName(stat));
  const bar = element("span", "pips", button);
  unfocus(button);
  button.addEventListener("click", () => spend(stat));
  return { button, bar, pips: [] };
}

function statName(stat: number): string {
  const key = STAT_NAMES[stat];
  return key ? t(key) : "";
}
