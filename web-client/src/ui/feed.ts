// Who destroyed whom: lines at the side that fade, and the large line for the reader's own deeds.

import { NOBODY } from "../protocol/generated";
import { colourOf, css } from "../render/palette";
import { runs, t } from "../text";
import type { Run } from "../text/words";
import { type Happening, isOwnKill, type WeaponName } from "../world/happenings";
import type { World } from "../world/world";
import { appendRuns, element } from "./dom";

const LINES_MAX = 5;
const LINE_MS = 6_000;
const SHOUT_MS = 1_900;

type Kill = Extract<Happening, { kind: "kill" }>;

export class Feed {
  private readonly list: HTMLElement;
  private readonly shouts: HTMLElement;

  constructor(side: HTMLElement, middle: HTMLElement) {
    this.list = element("div", "feed", side);
    this.shouts = element("div", "shouts", middle);
  }

  kill(world: World, kill: Kill): void {
    const { victim, killer, weapon, points } = kill;
    const line = element("div", "line", this.list);
    name(line, world, killer);
    const sign = element("i", `icon ${weapon}`, line);
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", t(`feed.${weapon}`));
    name(line, world, victim);
    line.classList.toggle("mine", isOwn(world, killer) || isOwn(world, victim));
    while (this.list.childElementCount > LINES_MAX) this.list.firstElementChild?.remove();
    setTimeout(() => line.remove(), LINE_MS);
    if (isOwnKill(kill, world.seat)) {
      this.shout(weapon, runs("shout.kill", { name: world.nameOf(victim), points }));
    }
  }

  /** A large line in the middle, with a sign before it. */
  shout(icon: WeaponName | "crown" | "star" | "shield", words: readonly Run[]): void {
    // Among equals the crown changes hands often: only the last is news.
    if (icon === "crown") this.shouts.querySelector(".shout.crown")?.remove();
    const line = element("div", `shout ${icon}`, this.shouts);
    element("i", `icon ${icon}`, line);
    appendRuns(line, words);
    while (this.shouts.childElementCount > 3) this.shouts.firstElementChild?.remove();
    setTimeout(() => line.remove(), SHOUT_MS);
  }
}

function isOwn({ seat }: World, slot: number): boolean {
  return slot === seat && slot !== NOBODY;
}

function name(parent: HTMLElement, world: World, slot: number): void {
  const own = isOwn(world, slot);
  const span = element("b", "", parent);
  span.textContent = own ? t("page.you") : world.nameOf(slot);
  span.style.color = css(colourOf(slot, own));
}
