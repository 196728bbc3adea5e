// The arrows: at the edge of the screen to what is out of it, above the thing itself when it is on it.

import type { View } from "../world/camera";
import { inView, type Place } from "../world/compass";
import { element, say, show } from "./dom";

/** Shares of the half view at which an arrow stands: inside of the instruments at the foot of the screen. */
const EDGE_X = 0.94;
const EDGE_Y = 0.72;

export class Arrow {
  private readonly body: HTMLElement;

  constructor(parent: HTMLElement, kind: "enemy" | "scrap" | "rock" | "crown", label: () => string) {
    this.body = element("div", `arrow ${kind}`, parent);
    element("i", "", this.body);
    say(element("span", "", this.body), label);
    show(this.body, false);
  }

  /** Points from the middle of the view to `target`; null hides it. */
  point(from: Place, target: Place | null, view: View): void {
    show(this.body, target !== null);
    if (!target) return;
    const [dx, dy] = [(target.x - from.x) / view.halfW, (target.y - from.y) / view.halfH];
    const onScreen = inView(from, target, { halfW: view.halfW * EDGE_X, halfH: view.halfH * EDGE_Y });
    const shrink = onScreen ? 1 : 1 / Math.max(Math.abs(dx) / EDGE_X, Math.abs(dy) / EDGE_Y);
    const x = 50 + dx * shrink * 50;
    const y = 50 + dy * shrink * 50 - (onScreen ? 5 : 0);
    const angle = onScreen ? 90 : (Math.atan2(dy * view.halfH, dx * view.halfW) * 180) / Math.PI;
    this.body.style.left = `${x.toFixed(2)}%`;
    const high = `${y.toFixed(2)}%`;
    this.body.style.top = onScreen ? high : `clamp(var(--plates), ${high}, 100% - var(--bars))`;
    this.body.style.setProperty("--turn", `${angle.toFixed(1)}deg`);
    this.body.classList.toggle("onscreen", onScreen);
  }
}
