// The first half minute: what it is about, and by which keys.

import { effect } from "@preact/signals";
import { device } from "../bindings/device";
import { t } from "../text";
import { element, say, show } from "./dom";
import { aimKeys, flyKeys, keysOf, statKeys } from "./hints";

/** Milliseconds for which a newcomer is told what to do, from his first ship on. */
const LESSON_MS = 30_000;
const KEYS = (): readonly (readonly [keys: string[], text: string])[] => [
  [flyKeys(), t("help.fly")],
  [device.value === "keys" ? keysOf("fire").slice(0, 1) : aimKeys(), t("lesson.blaster")],
  [keysOf("rail"), t("help.rail")],
  [keysOf("boost").slice(0, 1), t("help.boost")],
  [statKeys(), t("help.stats")],
  [keysOf("scores"), t("help.scores")],
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
    // What has no key on this device has a button that says what it is.
    if (names.length === 0) continue;
    const hint = element("span", "", keys);
    for (const name of names) element("kbd", "", hint).textContent = name;
    hint.append(` ${text}`);
  }
}
