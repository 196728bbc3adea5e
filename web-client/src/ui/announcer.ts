// What a screen reader is told: the newest lines together, and not more often than one can listen. Pure.

/** Milliseconds between two announcements. */
export const ANNOUNCE_EVERY_MS = 3_000;
/** Lines of one announcement; in a lively room the older ones are left out. */
const LINES = 3;

export class Announcer {
  private waiting: string[] = [];
  private last = Number.NEGATIVE_INFINITY;

  add(line: string): void {
    this.waiting = [...this.waiting, line].slice(-LINES);
  }

  /** What is to be said at `now`; null: nothing yet. */
  due(now: number): string | null {
    if (this.waiting.length === 0 || now - this.last < ANNOUNCE_EVERY_MS) return null;
    const text = this.waiting.join(". ");
    this.waiting = [];
    this.last = now;
    return text;
  }
}
