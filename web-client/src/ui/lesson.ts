// The first half minute: what it is about, and by which keys.

import { effect } from "@preact/signals";
import { t } from "../text";
import { element, say, show } from "./dom";
import { hints } from "./hints";

/** Milliseconds for which a newcomer is told what to do, from his first ship on. */
const LESSON_MS = 30_000;

export class Lesson {
  private readonly body: HTMLElement;
  private ends: number | null = null;

  constructor(parent: HTMLElement) {
    this.body = element("div", "lesson", parent);
    say(element("div", "goal", this.body), () => t("lesson.goal"));
    const list = element("div", "hints", this.body);
    effect(() => writeHints(list));
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

function writeHints(parent: HTMLElement): void {
  parent.replaceChildren();
  for (const [keys, text] of hints("fly", "blaster", "rail", "boost", "stats", "scores")) {
    const hint = element("span", "", parent);
    for (const key of keys) element("kbd", "", hint).textContent = key;
    hint.append(` ${text}`);
  }
}
