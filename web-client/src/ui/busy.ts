// The honest line at the top: nothing is heard from the server, or it has too much to do and the world runs slower for
// everybody.

import { element, setText } from "./dom";

/** Milliseconds without news after which one is told: before that it is a hiccup. */
const SILENT_MS = 1_200;

export class BusyLine {
  private readonly line: HTMLElement;

  constructor(parent: HTMLElement) {
    this.line = element("div", "busy", parent);
    // Empty instead of hidden: a live region that comes and goes is not read out.
    this.line.setAttribute("aria-live", "polite");
  }

  draw(speed: number, silenceMs: number): void {
    setText(this.line, busyText(speed, silenceMs));
  }
}

/** What is said of a world that runs at `speed` and was last heard of so long ago; nothing when all is well. */
export function busyText(speed: number, silenceMs: number): string {
  if (silenceMs > SILENT_MS) return "Nothing is heard from the server: the picture waits";
  return speed < 1 ? `The server is busy: the world runs at ${Math.round(speed * 100)} % speed` : "";
}
