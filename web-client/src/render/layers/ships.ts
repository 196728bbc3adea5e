// Ships with what belongs to them: shadow, hull, white flash of a hit, shield, the own ring, hull bar, name.

import type { Scene, ShipView } from "../../world/scene";
import type { Atlas } from "../atlas";
import { type Batch, bar } from "../batch";
import type { Effects } from "../effects";
import type { Labels } from "../labels";
import { BAD, GROUND, HULLS, hullOf, INK, INK_DIM, mix, OK, WHITE } from "../palette";
import { HULL_DESIGNS } from "../shapes";

/** Milliseconds of the white flash. */
const FLASH_MS = 70;
/** Least loss of hull (share) that counts as a hit and not as rounding. */
const HIT_SHARE = 0.02;
/** Names drawn at most, the nearest first. */
const NAMES = 60;
const BAR_W = 38;
/** Units of a name's letters, and the CSS pixels below which nobody can read them. */
const NAME_UNITS = 13.5;
const NAME_PX = 12;

/** What names need: who sits in a slot, and CSS pixels per unit. */
export interface Texts {
  nameOf(slot: number): string;
  scale: number;
}

interface Marks {
  hull: number;
  hitAt: number;
  seen: number;
}

export class ShipLayer {
  private readonly marks = new Map<number, Marks>();

  constructor(
    private readonly atlas: Atlas,
    private readonly effects: Effects,
  ) {}

  draw(batch: Batch, scene: Scene): void {
    for (const ship of scene.ships) this.drawShip(batch, ship, this.mark(ship, scene), scene.now);
    for (const [slot, mark] of this.marks) if (mark.seen !== scene.now) this.marks.delete(slot);
  }

  /** Bars and names above the ships. */
  drawNames(batch: Batch, labelBatch: Batch, labels: Labels, scene: Scene, texts: Texts): void {
    const size = nameSize(texts.scale);
    const near = [...scene.ships].sort((a, b) => away(a, scene) - away(b, scene)).slice(0, NAMES);
    labels.beginFrame();
    for (const ship of near) {
      this.drawBar(batch, ship, scene.now);
      const cell = labels.cellOf(ship.level, texts.nameOf(ship.slot));
      const tint = ship.own ? INK : mix(INK_DIM, INK, 0.45);
      if (ship.crowned) this.drawCrown(batch, ship, scene.now, size);
      if (cell) labelBatch.put(cell, ship.x, ship.y - 38 - 10 * size, 0, size, size, tint, ship.own ? 1 : 0.92);
    }
    labels.endFrame();
  }

  /** Above the name, so that it is seen over any crowd. */
  private drawCrown(batch: Batch, ship: ShipView, now: number, size: number): void {
    const y = ship.y - 52 - 20 * size + Math.sin(now / 300) * 2;
    batch.put(this.atlas.crown, ship.x, y, 0, size * 1.1, size * 1.1, WHITE, 1);
  }

  private mark(ship: ShipView, scene: Scene): Marks {
    let mark = this.marks.get(ship.slot);
    if (!mark) {
      mark = { hull: ship.hull, hitAt: Number.NEGATIVE_INFINITY, seen: 0 };
      this.marks.set(ship.slot, mark);
    }
    if (ship.hull < mark.hull - HIT_SHARE) {
      mark.hitAt = scene.now;
      this.effects.ring(ship.x, ship.y, 14, 32, WHITE, 180);
    }
    mark.hull = ship.hull;
    mark.seen = scene.now;
    return mark;
  }

  private drawShip(batch: Batch, ship: ShipView, mark: Marks, now: number): void {
    const { atlas } = this;
    const design = ship.own ? 0 : ship.slot % HULL_DESIGNS;
    const hull = atlas.hulls[design]?.[hullOf(ship.slot, ship.own)];
    const white = atlas.whiteHulls[design];
    if (!hull || !white) return;
    batch.put(white, ship.x + 5, ship.y + 8, ship.angle, 1, 1, 0x04070d, 0.4);
    batch.put(hull, ship.x, ship.y, ship.angle, 1, 1, WHITE, 1);
    const sinceHit = now - mark.hitAt;
    if (sinceHit < FLASH_MS) batch.put(white, ship.x, ship.y, ship.angle, 1, 1, WHITE, 0.85);
    if (ship.own) batch.put(atlas.dashedRing, ship.x, ship.y, now / 2_600, 32, 32, WHITE, 0.75);
    if (ship.shielded) {
      const swell = 36 + Math.sin(now / 150) * 1.5;
      batch.put(atlas.shield, ship.x, ship.y, now / 1_300, swell, swell, OK, 0.75);
    }
  }

  private drawBar(batch: Batch, ship: ShipView, now: number): void {
    // The own hull stands large at the foot of the screen, a whole one needs no bar.
    if (ship.own || ship.hull >= 1) return;
    const low = ship.hull < 0.3;
    const colour = HULLS[hullOf(ship.slot, false)] ?? BAD;
    const y = ship.y - 34;
    bar(batch, this.atlas, ship.x, y, BAR_W + 2, 6, GROUND, 0.9);
    bar(batch, this.atlas, ship.x, y, BAR_W, 4, mix(colour, GROUND, 0.75), 1);
    const blink = low ? 0.55 + 0.45 * Math.sin(now / 70) : 1;
    const w = BAR_W * ship.hull;
    bar(batch, this.atlas, ship.x - (BAR_W - w) / 2, y, w, 4, colour, blink);
  }
}

/** How much larger than in units names are drawn at `scale` (CSS pixels per unit), so that one can read them. */
export function nameSize(scale: number): number {
  return Math.max(1, NAME_PX / (NAME_UNITS * scale));
}

function away(ship: ShipView, { camera }: Scene): number {
  return (ship.x - camera.x) ** 2 + (ship.y - camera.y) ** 2;
}
