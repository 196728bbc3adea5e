// The honest line at the top: nothing is heard from the server, or it has too much to do and the world runs slower for
// everybody.

import type { Signal } from "@preact/signals";
import { t } from "../text";
import { element, figure } from "./dom";

/** Milliseconds without news after which one is told: before that it is a hiccup. */
const SILENT_MS = 1_200;
/** Instead of a speed: nothing is heard. */
export const SILENT = -1;

export class BusyLine {
  private readonly speed: Signal<number>;

  constructor(parent: HTMLElement) {
    const line = element("div", "busy", parent);
    // Empty instead of hidden: a live region that comes and goes is not read out.
    line.setAttribute("aria-live", "polite");
    this.speed = figure(line, busyText);
  }

  draw(speed: number, silenceMs: number): void {
    this.speed.value = silenceMs > SILENT_MS ? SILENT : speed;
  }
}

/** What is said of a world that runs at `speed`; nothing at the normal one, 1, and before one is known, 0. */
export function busyText(speed: number): string {
  if (speed === SILENT) return t("hud.silent");
  return speed > 0 && speed < 1 ? t("hud.busy", { percent: Math.round(speed * 100) }) : "";
}
