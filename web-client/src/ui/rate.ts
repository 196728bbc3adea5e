// What a count that only grows gains in a second. Pure.

/** Milliseconds that are averaged over, about. */
const OVER_MS = 1_000;

export class Rate {
  /** A second. */
  value = 0;
  private known: { at: number; count: number } | null = null;

  /** The count is `count` at `now` (ms). */
  at(now: number, count: number): void {
    const { known } = this;
    this.known = { at: now, count };
    // After a pause, or on a new line, there is nothing to compare.
    if (!known || count < known.count || now - known.at > 3 * OVER_MS) {
      this.value = 0;
      return;
    }
    const passed = now - known.at;
    if (passed <= 0) return;
    const rate = ((count - known.count) * 1000) / passed;
    this.value = this.value === 0 ? rate : this.value + (rate - this.value) * Math.min(1, passed / OVER_MS);
  }
}
