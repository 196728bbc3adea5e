// Ships with what belongs to them: shadow, flame, hull, the mark of its side, white flash of a hit, shield, own ring.

import { HULL_LOW, type Scene, type ShipView } from "../../world/scene";
import type { Atlas } from "../atlas";
import type { Batch } from "../batch";
import type { Effects } from "../effects";
import type { Focus } from "../focus";
import { rankOf } from "../hulls";
import { CROWN, colourOf, GOLD, GROUND, hullOf, INK_DIM, mix, OK, SHADOW, twoColours, WHITE } from "../palette";
import { taste } from "../taste";
import { type Seen, ShipNews } from "./shipnews";

/** Milliseconds of the white flash. */
const FLASH_MS = 70;
/** Which marks tell the sides apart where there are two colours. */
const FRIEND_MARK = 0;
const ENEMY_MARK = 2;
/** Units of the flame's length. */
const FLAME = 30;

export class ShipLayer {
  private readonly news: ShipNews;

  constructor(
    private readonly atlas: Atlas,
    effects: Effects,
  ) {
    this.news = new ShipNews(effects.bursts);
  }

  draw(batch: Batch, scene: Scene, focus: Focus): void {
    for (const ship of scene.ships) {
      if (ship.own) this.clear(batch, ship, focus.crowd);
      this.drawShip(batch, ship, this.news.take(ship, scene), scene, focus.tint(ship));
      if (ship.own) this.drawRing(batch, ship, WHITE, scene);
      else if (ship.slot === scene.followed) this.drawRing(batch, ship, GOLD, scene);
    }
    this.news.endFrame(scene.now);
  }

  /** In a crowd the own ship, which comes last, has dark water around it. */
  private clear(batch: Batch, { x, y }: ShipView, crowd: number): void {
    batch.put(this.atlas.disc, x, y, 0, 60, 60, GROUND, 0.6 * crowd);
    batch.put(this.atlas.disc, x, y, 0, 46, 46, GROUND, 0.7 * crowd);
  }

  private drawShip(batch: Batch, ship: ShipView, seen: Seen, { now }: Scene, tint: number): void {
    const { atlas } = this;
    const { x, y, angle } = ship;
    const rank = rankOf(ship.level);
    const hull = atlas.hulls[rank]?.[hullOf(ship.slot, ship.own)];
    const white = atlas.whiteHulls[rank];
    if (!hull || !white) return;
    batch.put(white, x + 5, y + 8, angle, 1, 1, SHADOW, 0.4);
    if (ship.boosting) this.drawFlame(batch, ship, now);
    if (ship.crowned) batch.put(white, x, y, angle, 1.22, 1.22, CROWN, 0.85);
    batch.put(hull, x, y, angle, 1, 1, ship.away ? INK_DIM : tint, 1);
    if (twoColours()) this.drawMark(batch, ship);
    const sinceHit = now - seen.hitAt;
    if (sinceHit < FLASH_MS) batch.put(white, x, y, angle, 1, 1, WHITE, 0.85 * taste.flash);
    else if (ship.hull < HULL_LOW) batch.put(white, x, y, angle, 1, 1, WHITE, lowBlink(now));
    if (ship.shielded) {
      const swell = taste.calm ? 36 : 36 + Math.sin(now / 150) * 1.5;
      batch.put(atlas.shield, x, y, taste.calm ? 0 : now / 1_300, swell, swell, OK, 0.75);
    }
    if (ship.away) this.drawSleep(batch, ship, now);
  }

  /** Around the ship that it is about. */
  private drawRing(batch: Batch, { x, y }: ShipView, tint: number, { now }: Scene): void {
    batch.put(this.atlas.dashedRing, x, y, taste.calm ? 0 : now / 2_600, 32, 32, tint, 0.8);
  }

  private drawFlame(batch: Batch, { slot, own, x, y, angle }: ShipView, now: number): void {
    const flicker = taste.calm ? 1 : 0.88 + 0.12 * Math.sin(now / 23 + slot);
    const back = 10;
    const fx = x - Math.cos(angle) * back;
    const fy = y - Math.sin(angle) * back;
    batch.put(this.atlas.flame, fx, fy, angle, FLAME * flicker, 22, mix(colourOf(slot, own), WHITE, 0.45), 0.9);
  }

  private drawMark(batch: Batch, { own, x, y, angle }: ShipView): void {
    const mark = this.atlas.sideMarks[own ? FRIEND_MARK : ENEMY_MARK];
    if (mark) batch.put(mark, x, y, angle, 1, 1, GROUND, 0.85);
  }

  /** Two small Z that rise: nobody is at the helm. */
  private drawSleep(batch: Batch, { x, y }: ShipView, now: number): void {
    const z = this.atlas.glyphs.get("Z");
    if (!z) return;
    for (let i = 0; i < 2; i++) {
      const t = taste.calm ? 0.3 + i * 0.4 : (now / 1_800 + i * 0.5) % 1;
      const size = 9 + 6 * t;
      batch.put(z, x + 16 + 10 * t, y - 12 - 20 * t, 0, size, size, INK_DIM, 1 - t);
    }
  }
}

/** How white a hull is that is nearly gone: it blinks twice a second. */
function lowBlink(now: number): number {
  if (taste.calm) return 0.2;
  return 0.3 * Math.max(0, Math.sin((now / 500) * 2 * Math.PI));
}
