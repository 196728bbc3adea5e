// Where the fight of the bench takes place: its rules, and what stands still in it.

import { FAR_CELLS, OwnRecord, RockRecord, type Rules, RulesFields, type Steps } from "../src/protocol/generated";
import { Records } from "./records";

const ROCKS = 20;

/** What a page reads; the others are 1. */
const RULES: Partial<Rules> = {
  ship_radius: 18,
  hull_max: 100,
  energy_max: 100,
  blaster_radius: 4,
  rail_radius: 4,
  rail_range: 900,
  rail_cost: 45,
  kill_points: 10,
  scrap_merge: 30,
  scrap_reach: 40,
  stat_max: 10,
  view_half_width: 800,
  view_half_height: 450,
};

export function rules(): Rules {
  const ones = Object.fromEntries(RulesFields.map((field) => [field, 1])) as unknown as Rules;
  return { ...ones, ...RULES };
}

/** At rest in the middle: what is drawn around it is the load. */
export function ownShip(steps: Steps): Uint8Array {
  const v = new DataView(new ArrayBuffer(OwnRecord.size));
  v.setFloat32(OwnRecord.energy, steps.energy_max, true);
  v.setUint8(OwnRecord.hull, 80);
  return new Uint8Array(v.buffer);
}

export function rocks(): Uint8Array {
  const records = new Records(RockRecord.size, ROCKS);
  const r = RockRecord;
  for (let i = 0; i < ROCKS; i++) {
    const v = records.next();
    v.setUint16(r.slot, i, true);
    v.setUint16(r.look, i * 7, true);
    v.setFloat32(r.x, Math.cos(i) * (200 + i * 30), true);
    v.setFloat32(r.y, Math.sin(i) * (200 + i * 12), true);
    v.setFloat32(r.radius, 20 + (i % 6) * 9, true);
    v.setUint32(r.until, 0xffff_ffff, true);
  }
  return records.bytes;
}

/** Ships in each cell of the minimap, as they travel. */
export function far(): Uint8Array {
  return Uint8Array.from({ length: (FAR_CELLS * FAR_CELLS) / 2 }, (_, i) => (i * 37) & 0x33);
}
