// The honest line at the top: the server has too much to do, and the world runs slower for everybody.

import { element, setText } from "./dom";

export class BusyLine {
  private readonly line: HTMLElement;

  constructor(parent: HTMLElement) {
    this.line = element("div", "busy", parent);
    // Empty instead of hidden: a live region that comes and goes is not read out.
    this.line.setAttribute("aria-live", "polite");
  }

  draw(speed: number): void {
    setText(this.line, busyText(speed));
  }
}

/** What is said of a world that runs at `speed`; nothing at the normal one, 1. */
export function busyText(speed: number): string {
  return speed < 1 ? `The server is busy: the world runs at ${Math.round(speed * 100)} % speed` : "";
}
