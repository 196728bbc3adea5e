// The first half minute: what it is about, and by which keys.

import { effect } from "@preact/signals";
import { t } from "../text";
import { element, say, show } from "./dom";

/** Milliseconds for which a newcomer is told what to do, from his first ship on. */
const LESSON_MS = 30_000;
const KEYS = (): readonly (readonly [keys: string[], text: string])[] => [
  [["W", "A", "S", "D"], t("help.fly")],
  [[t("key.click")], t("lesson.blaster")],
  [[t("key.rightClick"), "E"], t("help.rail")],
  [[t("key.shift")], t("help.boost")],
  [["1", "–", "6"], t("help.stats")],
  [["Tab"], t("help.scores")],
];

export class Lesson {
  private readonly body: HTMLElement;
  private ends: number | null = null;

  constructor(parent: HTMLElement) {
    this.body = element("div", "lesson", parent);
    say(element("div", "goal", this.body), () => t("lesson.goal"));
    const keys = element("div", "hints", this.body);
    effect(() => writeHints(keys));
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

function writeHints(keys: HTMLElement): void {
  keys.replaceChildren();
  for (const [names, text] of KEYS()) {
    const hint = element("span", "", keys);
    for (const name of names) {
      if (name === "–") hint.append(name);
      else element("kbd", "", hint).textContent = name;
    }
    hint.append(` ${text}`);
  }
}
