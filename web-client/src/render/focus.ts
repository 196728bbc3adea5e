// In a crowd one's own surroundings stand out: what is farther away is drawn dimmer, the more the fuller it is. Pure.

import { mix, WHITE } from "./palette";

/** Ships in view from which on dimming begins, and at which it is full. */
const FEW = 60;
const MANY = 220;
/** Units from the middle within which nothing is dimmed, and beyond which all is dimmed alike. */
const NEAR = 220;
const FAR = 620;
/** Steps of dimming: few, so that neighbours look alike and no colour is mixed while drawing. */
const STEPS = 5;
const DIMMEST = 0x66708a;
const TINTS = Array.from({ length: STEPS }, (_, i) => mix(WHITE, DIMMEST, i / (STEPS - 1)));

export class Focus {
  /** 0 no crowd, 1 a full one. */
  crowd = 0;
  private x = 0;
  private y = 0;

  /** `ships`: how many are in view; (x, y): where one's attention is. */
  begin(ships: number, x: number, y: number): void {
    this.crowd = Math.max(0, Math.min(1, (ships - FEW) / (MANY - FEW)));
    this.x = x;
    this.y = y;
  }

  /** What to tint a thing with: white leaves it as it is. */
  tint(thing: { x: number; y: number }): number {
    if (this.crowd === 0) return WHITE;
    const dx = thing.x - this.x;
    const dy = thing.y - this.y;
    const far = (Math.sqrt(dx * dx + dy * dy) - NEAR) / (FAR - NEAR);
    const dim = this.crowd * Math.max(0, Math.min(1, far));
    return TINTS[Math.round(dim * (STEPS - 1))] ?? WHITE;
  }
}
