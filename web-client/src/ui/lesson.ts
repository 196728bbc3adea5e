// The first half minute: what it is about, and by which keys.

import { element, show } from "./dom";

/** Milliseconds for which a newcomer is told what to do, from his first ship on. */
const LESSON_MS = 30_000;
const GOAL = "Shoot rocks and ships, collect scrap, take the crown";
const KEYS: readonly (readonly [keys: string[], text: string])[] = [
  [["W", "A", "S", "D"], "fly"],
  [["Click"], "blaster"],
  [["Right click", "E"], "rail"],
  [["Shift"], "boost"],
  [["1", "–", "6"], "stats"],
  [["Tab"], "scores"],
];

export class Lesson {
  private readonly body: HTMLElement;
  private ends: number | null = null;

  constructor(parent: HTMLElement) {
    this.body = element("div", "lesson", parent);
    element("div", "goal", this.body).textContent = GOAL;
    const keys = element("div", "hints", this.body);
    for (const [names, text] of KEYS) {
      const hint = element("span", "", keys);
      for (const name of names) {
        if (name === "–") hint.append(name);
        else element("kbd", "", hint).textContent = name;
      }
      hint.append(` ${text}`);
    }
    show(this.body, false);
  }

  /** True while it lasts. */
  draw(flying: boolean, now: number): boolean {
    if (flying && this.ends === null) this.ends = now + LESSON_MS;
    const on = flying && this.ends !== null && now < this.ends;
    show(this.body, on);
    return on;
  }
}
