// Who hurt the own ship, and from where: a tick at the edge towards the shooter, with his name.

import { element } from "./dom";

/** Milliseconds for which a tick and a name stay. */
const TICK_MS = 420;
const NAME_MS = 1_600;
/** Shares of half the stage's height at which the name stands: outside of the tick. */
const NAME_REACH = 0.62;

export class Hurts {
  private readonly body: HTMLElement;
  /** One name each, however often he hits. */
  private readonly names = new Map<number, { label: HTMLElement; timer: ReturnType<typeof setTimeout> }>();

  constructor(parent: HTMLElement) {
    this.body = element("div", "hurts", parent);
  }

  /** A hit by the player of slot `by`, who is in the direction (x, y). */
  show(by: number, name: string, x: number, y: number): void {
    const tick = element("div", "hurt", this.body);
    tick.style.setProperty("--turn", `${((Math.atan2(y, x) * 180) / Math.PI).toFixed(1)}deg`);
    setTimeout(() => tick.remove(), TICK_MS);
    const old = this.names.get(by);
    if (old) clearTimeout(old.timer);
    const label = old?.label ?? element("div", "hurtname", this.body);
    label.textContent = name;
    label.style.left = `calc(50% + ${(x * NAME_REACH * 50).toFixed(1)}cqh)`;
    label.style.top = `calc(50% + ${(y * NAME_REACH * 50).toFixed(1)}cqh)`;
    const timer = setTimeout(() => {
      label.remove();
      this.names.delete(by);
    }, NAME_MS);
    this.names.set(by, { label, timer });
  }
}
