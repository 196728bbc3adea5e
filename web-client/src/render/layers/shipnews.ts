// What changed at a ship since the last frame, noticed by comparing: hits, a shield gone, a boost begun, a level more.
// Each is shown once, by a burst.

import { HULL_LOW, type Scene, type ShipView } from "../../world/scene";
import type { Bursts } from "../bursts";
import { colourOf, OWN, WHITE } from "../palette";

/** Least loss of hull (share) that counts as a hit and not as rounding. */
const HIT_SHARE = 0.02;
/** Milliseconds between two puffs of smoke, and two sparkles of a crown. */
const SMOKE_MS = 110;
const SPARKLE_MS = 130;

/** What was seen of a ship in the last frame. */
export class Seen {
  slot = 0;
  hull = 1;
  level = 0;
  shielded = false;
  boosting = false;
  /** Local milliseconds. */
  hitAt = Number.NEGATIVE_INFINITY;
  smokedAt = 0;
  sparkledAt = 0;
  /** Of the frame in which it was seen last. */
  frame = 0;
}

export class ShipNews {
  private readonly seen = new Map<number, Seen>();
  /** Of ships that went, to be used for those that come. */
  private readonly spare: Seen[] = [];

  constructor(private readonly bursts: Bursts) {}

  /** Forgets who was not in the frame at `now`. */
  endFrame(now: number): void {
    for (const seen of this.seen.values()) {
      if (seen.frame === now) continue;
      this.seen.delete(seen.slot);
      this.spare.push(seen);
    }
  }

  /** Notes how the ship is now and shows what is new of it. */
  take(ship: ShipView, scene: Scene): Seen {
    const { now } = scene;
    const seen = this.seen.get(ship.slot) ?? this.meet(ship);
    this.showChanges(ship, seen, now);
    seen.hull = ship.hull;
    seen.level = ship.level;
    seen.shielded = ship.shielded;
    seen.boosting = ship.boosting;
    seen.frame = now;
    return seen;
  }

  private meet(ship: ShipView): Seen {
    const seen = this.spare.pop() ?? new Seen();
    seen.slot = ship.slot;
    seen.hull = ship.hull;
    seen.level = ship.level;
    seen.shielded = ship.shielded;
    seen.boosting = ship.boosting;
    seen.hitAt = Number.NEGATIVE_INFINITY;
    this.seen.set(ship.slot, seen);
    if (ship.own) this.bursts.arrival(ship.x, ship.y, OWN);
    return seen;
  }

  private showChanges(ship: ShipView, seen: Seen, now: number): void {
    const { bursts } = this;
    const { x, y } = ship;
    if (ship.hull < seen.hull - HIT_SHARE) {
      seen.hitAt = now;
      bursts.ring(x, y, 14, 32, WHITE, 180);
    }
    if (seen.shielded && !ship.shielded) bursts.shieldPop(x, y);
    if (ship.boosting && !seen.boosting) bursts.puff(x, y, ship.angle, colourOf(ship.slot, ship.own));
    if (ship.level > seen.level) bursts.levelUp(x, y, ship.own);
    if (ship.hull < HULL_LOW && now - seen.smokedAt > SMOKE_MS) {
      seen.smokedAt = now;
      bursts.smoke(x, y, 5, 520);
    }
    if (ship.crowned && now - seen.sparkledAt > SPARKLE_MS) {
      seen.sparkledAt = now;
      bursts.sparkle(x, y, 0.03, 620);
    }
  }
}
