// Who destroyed whom: lines at the side that fade, and the large line for the reader's own deeds.

import { css, HULLS, hullOf, INK_DIM } from "../render/palette";
import type { World } from "../world/world";
import { element } from "./dom";

const LINES_MAX = 5;
const LINE_MS = 6_000;
const SHOUT_MS = 1_900;

export class Feed {
  private readonly list: HTMLElement;
  private readonly shouts: HTMLElement;

  constructor(side: HTMLElement, middle: HTMLElement) {
    this.list = element("div", "feed", side);
    this.list.setAttribute("aria-live", "polite");
    this.shouts = element("div", "shouts", middle);
  }

  kill(world: World, victim: number, killer: number): void {
    const line = element("div", "line", this.list);
    name(line, world, killer);
    line.append(" → ");
    name(line, world, victim);
    line.classList.toggle("mine", killer === world.seat || victim === world.seat);
    while (this.list.childElementCount > LINES_MAX) this.list.firstElementChild?.remove();
    setTimeout(() => line.remove(), LINE_MS);
    if (killer === world.seat && victim !== world.seat) {
      this.shout("You destroyed ", world.nameOf(victim), ` +${world.rules.kill_points}`);
    }
  }

  /** A large line in the middle. */
  shout(before: string, strong: string, after: string): void {
    const line = element("div", "shout", this.shouts);
    const b = document.createElement("b");
    b.textContent = strong;
    line.append(before, b, after);
    while (this.shouts.childElementCount > 3) this.shouts.firstElementChild?.remove();
    setTimeout(() => line.remove(), SHOUT_MS);
  }
}

function name(parent: HTMLElement, world: World, slot: number): void {
  const own = slot === world.seat;
  const span = element("b", "", parent);
  span.textContent = own ? "You" : world.nameOf(slot);
  span.style.color = css(HULLS[hullOf(slot, own)] ?? INK_DIM);
}
