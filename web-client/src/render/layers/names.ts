// Hull bars and names over the ships. In a crowd the nearest have theirs; a name that finds no room steps up, and one
// that finds none there is left out.

import { HULL_LOW, type Scene, type ShipView } from "../../world/scene";
import type { Atlas } from "../atlas";
import { type Batch, bar } from "../batch";
import type { Labels } from "../labels";
import { colourOf, GROUND, INK, INK_DIM, mix, WHITE } from "../palette";
import { Placing } from "../placing";
import { effort } from "../quality";
import { taste } from "../taste";

/** Names and bars drawn at most, the nearest first; and names in a full crowd, where more would hide the ships. */
const NEAREST = 60;
const CROWDED = 26;
/** Steps up that a name may take. */
const STEPS = 2;
const BAR_W = 38;
/** Units from a ship's middle up to its bar, and to its name's middle. */
const BAR_LIFT = 34;
export const NAME_LIFT = 38;
const NAME_HALF = 10;
/** Units of a name's letters, and the CSS pixels below which nobody can read them. */
const NAME_UNITS = 13.5;
const NAME_PX = 12;
/** Units of a line of names. */
const LINE = 18;
const NAME_TINT = mix(INK_DIM, INK, 0.45);

/** What names need: who sits in a slot, and CSS pixels per unit. */
export interface Texts {
  nameOf(slot: number): string;
  scale: number;
}

export class NameLayer {
  private readonly placing = new Placing();

  constructor(
    private readonly atlas: Atlas,
    private readonly labels: Labels,
  ) {}

  /** `near`: the ships by their nearness. */
  draw(batch: Batch, labelBatch: Batch, scene: Scene, near: readonly ShipView[], texts: Texts, crowd: number): void {
    const size = nameSize(texts.scale);
    this.placing.begin();
    this.labels.beginFrame();
    let left = Math.min(effort.names, Math.round(NEAREST + (CROWDED - NEAREST) * crowd));
    for (let i = 0; i < Math.min(near.length, NEAREST); i++) {
      const ship = near[i] as ShipView;
      this.drawBar(batch, ship, scene.now);
      if (left-- > 0 && (taste.names || ship.own)) this.drawName(labelBatch, ship, texts, size);
      if (ship.crowned) this.drawCrown(batch, ship, scene.now, size);
    }
    this.labels.endFrame();
  }

  private drawName(batch: Batch, ship: ShipView, texts: Texts, size: number): void {
    const cell = this.labels.cellOf(ship.slot, ship.level, texts.nameOf(ship.slot));
    if (!cell) return;
    const wanted = ship.y - NAME_LIFT - NAME_HALF * size;
    const y = this.placing.place(ship.x, wanted, cell.width * size, LINE * size, STEPS);
    if (Number.isNaN(y)) return;
    batch.put(cell, ship.x, y, 0, size, size, ship.own ? INK : NAME_TINT, ship.own ? 1 : 0.92);
  }

  /** Above the name, so that it is seen over any crowd. */
  private drawCrown(batch: Batch, ship: ShipView, now: number, size: number): void {
    const bob = taste.calm ? 0 : Math.sin(now / 300) * 2;
    const y = ship.y - NAME_LIFT - 14 - 20 * size + bob;
    this.placing.take(ship.x, y, 30 * size, 24 * size);
    batch.put(this.atlas.crown, ship.x, y, 0, size * 1.25, size * 1.25, WHITE, 1);
  }

  private drawBar(batch: Batch, ship: ShipView, now: number): void {
    // The own hull stands large at the foot of the screen, a whole one needs no bar.
    if (ship.own || ship.hull >= 1) return;
    const low = ship.hull < HULL_LOW;
    const colour = colourOf(ship.slot, false);
    const y = ship.y - BAR_LIFT;
    this.placing.take(ship.x, y, BAR_W, 6);
    bar(batch, this.atlas, ship.x, y, BAR_W + 2, 6, GROUND, 0.9);
    bar(batch, this.atlas, ship.x, y, BAR_W, 4, mix(colour, GROUND, 0.75), 1);
    const blink = low && !taste.calm ? 0.55 + 0.45 * Math.sin(now / 70) : 1;
    const w = BAR_W * ship.hull;
    bar(batch, this.atlas, ship.x - (BAR_W - w) / 2, y, w, 4, low ? mix(colour, WHITE, 0.4) : colour, blink);
  }
}

/** How much larger than in units names are drawn at `scale` (CSS pixels per unit), so that one can read them. */
export function nameSize(scale: number): number {
  return Math.max(1, NAME_PX / (NAME_UNITS * scale));
}
