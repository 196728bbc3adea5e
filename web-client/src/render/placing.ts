// Finds room for names: the first who asks stands best, who finds none is left out. Pure.

/** Boxes at most, and the numbers of one: left, top, right, bottom. */
const MAX = 96;
const SIDES = 4;

export class Placing {
  private readonly boxes = new Float32Array(MAX * SIDES);
  private count = 0;

  begin(): void {
    this.count = 0;
  }

  /** Keeps a box free of names. */
  take(x: number, y: number, width: number, height: number): void {
    if (this.count >= MAX) return;
    const at = this.count * SIDES;
    this.boxes[at] = x - width / 2;
    this.boxes[at + 1] = y - height / 2;
    this.boxes[at + 2] = x + width / 2;
    this.boxes[at + 3] = y + height / 2;
    this.count++;
  }

  /**
   * Takes a place for a box that wants its middle at (x, y), there or up to `steps` times its height higher.
   * Its middle's y, or NaN when there is no room.
   */
  place(x: number, y: number, width: number, height: number, steps: number): number {
    for (let step = 0; step <= steps; step++) {
      const high = y - step * height;
      if (!this.isFree(x, high, width, height)) continue;
      this.take(x, high, width, height);
      return high;
    }
    return Number.NaN;
  }

  private isFree(x: number, y: number, width: number, height: number): boolean {
    const { boxes } = this;
    const left = x - width / 2;
    const right = x + width / 2;
    const top = y - height / 2;
    const bottom = y + height / 2;
    for (let at = 0; at < this.count * SIDES; at += SIDES) {
      const apart =
        right <= (boxes[at] ?? 0) ||
        left >= (boxes[at + 2] ?? 0) ||
        bottom <= (boxes[at + 1] ?? 0) ||
        top >= (boxes[at + 3] ?? 0);
      if (!apart) return false;
    }
    return true;
  }
}
