// The honest line at the top: the server has too much to do, and the world runs slower for everybody.

import type { Signal } from "@preact/signals";
import { t } from "../text";
import { element, figure } from "./dom";

export class BusyLine {
  private readonly speed: Signal<number>;

  constructor(parent: HTMLElement) {
    const line = element("div", "busy", parent);
    // Empty instead of hidden: a live region that comes and goes is not read out.
    line.setAttribute("aria-live", "polite");
    this.speed = figure(line, busyText);
  }

  draw(speed: number): void {
    this.speed.value = speed;
  }
}

/** What is said of a world that runs at `speed`; nothing at the normal one, 1. */
export function busyText(speed: number): string {
  return speed > 0 && speed < 1 ? t("hud.busy", { percent: Math.round(speed * 100) }) : "";
}
