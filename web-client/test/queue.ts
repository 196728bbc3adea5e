// The server's queue of one player's inputs, as server/src/intent/queue.rs has it.

import { STILL } from "../src/input/intents";
import type { Wish } from "../src/world/prediction";

/** Inputs that wait at the most, and ticks for which the axes of the last one are kept. */
const WAITING_MAX = 8;
const COAST_TICKS = 3;

export class InputQueue {
  ackSeq = 0;
  slackMs = 0;
  private waiting: { seq: number; wish: Wish; at: number }[] = [];
  private inForce: Wish = STILL;
  private coast = 0;
  private skipped = false;

  push(seq: number, wish: Wish, at: number): void {
    this.waiting.push({ seq, wish, at });
    if (this.waiting.length <= WAITING_MAX) return;
    this.waiting.shift();
    this.skipped = true;
  }

  /** What the tick at `now` uses; starved: it had no fresh input, or some were skipped. */
  next(now: number): { wish: Wish; starved: boolean } {
    const { skipped } = this;
    this.skipped = false;
    const first = this.waiting.shift();
    if (first) {
      this.ackSeq = first.seq;
      this.slackMs = now - first.at;
      this.inForce = first.wish;
      this.coast = COAST_TICKS;
      return { wish: first.wish, starved: skipped };
    }
    if (this.coast > 0) this.inForce = { ...this.inForce, fire: false, rail: false };
    else this.inForce = STILL;
    this.coast--;
    return { wish: this.inForce, starved: true };
  }
}
