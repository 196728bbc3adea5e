// How the camera feels a blow: a kick into its direction, a shake that dies away, a short step closer. Pure.

import { rngOf } from "./random";

/** Pixels of shake at the most, and the milliseconds in which it dies down to a third. */
const SHAKE_MAX = 6;
const SHAKE_MS = 60;
/** Milliseconds in which a kick springs back to a third. */
const KICK_MS = 55;
/** How much closer at the most, as a share, and the milliseconds in which that goes to a third. */
const CLOSER_MAX = 0.06;
const CLOSER_MS = 260;

export class Shake {
  /** Pixels by which the picture is moved. */
  x = 0;
  y = 0;
  private shaken = 0;
  private kickX = 0;
  private kickY = 0;
  private closer = 0;
  private readonly random = rngOf(20);

  /** Times the picture's size; never below 1, so that nobody ever sees more of the world. */
  get zoom(): number {
    return 1 + this.closer;
  }

  /** `strength`: of all of it, as the person has set it, 0 to 1. */
  shake(px: number, strength: number): void {
    this.shaken = Math.min(SHAKE_MAX * strength, this.shaken + px * strength);
  }

  /** The picture jumps by (x, y) pixels and springs back. */
  kick(x: number, y: number, strength: number): void {
    this.kickX += x * strength;
    this.kickY += y * strength;
    const far = Math.hypot(this.kickX, this.kickY);
    if (far <= SHAKE_MAX) return;
    this.kickX *= SHAKE_MAX / far;
    this.kickY *= SHAKE_MAX / far;
  }

  punch(share: number, strength: number): void {
    this.closer = Math.min(CLOSER_MAX, this.closer + share * strength);
  }

  advance(ms: number): void {
    this.shaken *= Math.exp(-ms / SHAKE_MS);
    const spring = Math.exp(-ms / KICK_MS);
    this.kickX *= spring;
    this.kickY *= spring;
    this.closer *= Math.exp(-ms / CLOSER_MS);
    if (this.closer < 0.0005) this.closer = 0;
    this.x = this.kickX + (this.random() - 0.5) * 2 * this.shaken;
    this.y = this.kickY + (this.random() - 0.5) * 2 * this.shaken;
  }
}
