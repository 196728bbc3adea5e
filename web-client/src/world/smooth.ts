// A drawn position that must jump is drawn with the error instead, which then melts away.

/** Milliseconds in which an error shrinks to a third: gone to the eye after 100 ms. */
const MELT_MS = 45;
/** Units below which nobody sees it: there it ends, 0.3 s after the largest at the latest. */
const NOTHING_UNITS = 0.15;
/**
 * Units beyond which a jump is a jump: a new ship, a line that stood. It would fly by faster than anything in the world;
 * at top speed a ship takes 0.4 s for as much.
 */
const SNAP_UNITS = 130;

export class ErrorOffset {
  x = 0;
  y = 0;

  /** What is drawn shall not move although the truth moved by (-dx, -dy). */
  add(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    if (this.x * this.x + this.y * this.y > SNAP_UNITS * SNAP_UNITS) this.clear();
  }

  /** Lets `ms` pass. */
  melt(ms: number): void {
    if (this.x === 0 && this.y === 0) return;
    const left = Math.exp(-ms / MELT_MS);
    this.x *= left;
    this.y *= left;
    if (this.x * this.x + this.y * this.y < NOTHING_UNITS * NOTHING_UNITS) this.clear();
  }

  clear(): void {
    this.x = 0;
    this.y = 0;
  }
}
