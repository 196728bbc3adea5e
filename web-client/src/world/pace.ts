// Time as the world lives it. A busy server lets its world run slower; then everything here that counts ticks slows
// with it, because it is asked by this time and not by the local one. Pure: local time is passed in, in milliseconds.

/** World time: local time that passes at the world's speed, without a jump when that changes. */
export class Pace {
  private speed = 1;
  /** Local and world time at the last change, milliseconds. */
  private since = 0;
  private base = 0;

  /** World time at local `now`, milliseconds. */
  at(now: number): number {
    return this.base + (now - this.since) * this.speed;
  }

  /** The world runs at `speed` from `now` on; 1 is normal. True when that is another speed than before. */
  change(speed: number, now: number): boolean {
    if (speed === this.speed) return false;
    this.base = this.at(now);
    this.since = now;
    this.speed = speed;
    return true;
  }
}
