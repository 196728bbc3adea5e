// The honest line at the top: there is no picture, nothing is heard from the server, or it has too much to do and the
// world runs slower for everybody.

import { signal } from "@preact/signals";
import { t } from "../text";
import { element, say } from "./dom";

/** Milliseconds without news after which one is told: before that it is a hiccup. */
const SILENT_MS = 1_200;

export class BusyLine {
  private readonly speed = signal(1);
  private readonly silent = signal(false);
  private readonly blind = signal(false);

  constructor(parent: HTMLElement) {
    const line = element("div", "busy", parent);
    // Empty instead of hidden: a live region that comes and goes is not read out.
    line.setAttribute("aria-live", "polite");
    say(line, () => busyText(this.speed.value, this.silent.value, this.blind.value));
  }

  draw(speed: number, silenceMs: number, blind: boolean): void {
    this.speed.value = speed;
    this.silent.value = silenceMs > SILENT_MS;
    this.blind.value = blind;
  }
}

/** What is said of a world that runs at `speed`, of which nothing is heard or seen; nothing when all is well. */
export function busyText(speed: number, silent: boolean, blind: boolean): string {
  if (blind) return t("hud.blind");
  if (silent) return t("hud.silent");
  return speed < 1 ? t("hud.busy", { percent: Math.round(speed * 100) }) : "";
}
