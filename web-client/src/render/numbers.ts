// Numbers and words that float up from a place. What is counted within a moment for the same ship adds up in one
// number: a burst of fire says one thing and not ten.

import type { Atlas } from "./atlas";
import { type Batch, write } from "./batch";
import { SHADE } from "./palette";

/** Numbers seen at once; in a larger fight the oldest give way. */
const MAX = 48;
/** Milliseconds for which one is seen, and in which more adds to the number that is there. */
const LIFE_MS = 720;
const ADD_MS = 320;
/** Units that it rises. */
const RISE = 28;
const NOTHING = -1;
/** The key of what the reader gains; those of damage are slots. */
export const GAIN = -2;

class Float {
  text = "";
  x = 0;
  y = 0;
  age = LIFE_MS;
  size = 0;
  tint = 0;
  /** What it counts, and how much that is by now. */
  key = NOTHING;
  sum = 0;
}

export class Numbers {
  private readonly pool = Array.from({ length: MAX }, () => new Float());

  /** A text from a place, `size` units high. */
  add(text: string, x: number, y: number, size: number, tint: number): void {
    this.set(this.oldest(), text, x, y, size, tint).key = NOTHING;
  }

  /** Counts `amount` at (x, y) with what was counted for `key` a moment ago; `sign` stands before the number. */
  count(key: number, sign: "-" | "+", amount: number, x: number, y: number, tint: number): void {
    const known = this.pool.find((n) => n.key === key && n.age < ADD_MS);
    const sum = (known?.sum ?? 0) + amount;
    const n = this.set(known ?? this.oldest(), `${sign}${sum}`, x, y, Math.min(30, 16 + sum / 4), tint);
    n.key = key;
    n.sum = sum;
  }

  advance(ms: number): void {
    for (let i = 0; i < MAX; i++) (this.pool[i] as Float).age += ms;
  }

  /** `size`: how much larger than in units, as names are on a small screen. */
  draw(batch: Batch, atlas: Atlas, size: number): void {
    for (let i = 0; i < MAX; i++) {
      const n = this.pool[i] as Float;
      if (n.age >= LIFE_MS) continue;
      const t = n.age / LIFE_MS;
      const y = n.y - RISE * t * (2 - t);
      // It comes out a little too large, so that one sees it come.
      const high = n.size * size * (n.age < 90 ? 1.35 - (0.35 * n.age) / 90 : 1);
      write(batch, atlas, n.text, n.x + 1.5, y + 1.5, high, SHADE, 0.85 * (1 - t * t));
      write(batch, atlas, n.text, n.x, y, high, n.tint, 1 - t * t * t);
    }
  }

  private set(n: Float, text: string, x: number, y: number, size: number, tint: number): Float {
    n.text = text;
    n.x = x;
    n.y = y;
    n.age = 0;
    n.size = size;
    n.tint = tint;
    return n;
  }

  private oldest(): Float {
    return this.pool.reduce((old, n) => (n.age > old.age ? n : old));
  }
}
