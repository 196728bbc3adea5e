// Who of a crowd is told apart from it: the ships nearest to the middle of the view. Pure; it runs in every frame and
// leaves nothing behind.

import type { ShipView } from "../world/scene";

export class Foremost {
  private readonly list: ShipView[] = [];
  /** Weights of the chosen, of all ships, and of all ships in order. */
  private readonly chosen: number[] = [];
  private weights = new Float64Array(64);
  private sorted = new Float64Array(64);

  /** At most `most` of `ships`, the most important first: the own ship, the crown, then the nearest to `middle`. */
  choose(ships: readonly ShipView[], middle: { x: number; y: number }, most: number): readonly ShipView[] {
    const limit = this.weigh(ships, middle, most);
    let count = 0;
    for (let i = 0; i < ships.length && count < most; i++) {
      const weight = this.weights[i] ?? 0;
      if (weight <= limit) this.insert(ships[i] as ShipView, weight, count++);
    }
    this.list.length = count;
    return this.list;
  }

  /** The weight of the last that is chosen. */
  private weigh(ships: readonly ShipView[], middle: { x: number; y: number }, most: number): number {
    const count = ships.length;
    if (this.weights.length < count) {
      this.weights = new Float64Array(2 * count);
      this.sorted = new Float64Array(2 * count);
    }
    for (let i = 0; i < count; i++) {
      const weight = weightOf(ships[i] as ShipView, middle);
      this.weights[i] = weight;
      this.sorted[i] = weight;
    }
    if (count <= most) return Number.POSITIVE_INFINITY;
    return this.sorted.subarray(0, count).sort()[most - 1] ?? 0;
  }

  private insert(ship: ShipView, weight: number, count: number): void {
    const { list, chosen } = this;
    let at = count;
    for (; at > 0 && (chosen[at - 1] ?? 0) > weight; at--) {
      list[at] = list[at - 1] as ShipView;
      chosen[at] = chosen[at - 1] ?? 0;
    }
    list[at] = ship;
    chosen[at] = weight;
  }
}

/** The square of the units to the middle; less than any distance for whom one must not lose. */
function weightOf(ship: ShipView, middle: { x: number; y: number }): number {
  if (ship.own) return -2;
  if (ship.crowned) return -1;
  const dx = ship.x - middle.x;
  const dy = ship.y - middle.y;
  return dx * dx + dy * dy;
}
