// Fixed-size records inside `bin` parts, read through one DataView: a bin may start at an odd offset, and the
// browser's machine may be of either byte order.

import { EndRecord, OwnRecord, RailRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord } from "./generated";

/** The reader's own ship; units, units a second, points. */
export interface Own {
  x: number;
  y: number;
  vx: number;
  vy: number;
  energy: number;
  score: number;
  /** Points in each stat; see stats.ts. */
  stats: number;
  /** Ticks left. */
  shield: number;
  triple: number;
  hull: number;
  /** Ticks until the blaster may fire again. */
  cooldown: number;
  /** Ticks until the rail may fire again. */
  reload: number;
  level: number;
  /** The way to the next level in 1/255. */
  progress: number;
  /** Unspent points. */
  points: number;
  flags: number;
  causes: number;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Calls `each` once a record, with the view and the record's offset. */
function scan(bytes: Uint8Array | null, size: number, each: (view: DataView, at: number) => void): void {
  if (!bytes) return;
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; at += size) each(view, at);
}

export function readOwn(bytes: Uint8Array): Own {
  const v = viewOf(bytes);
  return {
    x: v.getFloat32(OwnRecord.x, true),
    y: v.getFloat32(OwnRecord.y, true),
    vx: v.getFloat32(OwnRecord.vx, true),
    vy: v.getFloat32(OwnRecord.vy, true),
    energy: v.getFloat32(OwnRecord.energy, true),
    score: v.getUint32(OwnRecord.score, true),
    stats: v.getUint32(OwnRecord.stats, true),
    shield: v.getUint16(OwnRecord.shield, true),
    triple: v.getUint16(OwnRecord.triple, true),
    hull: v.getUint8(OwnRecord.hull),
    cooldown: v.getUint8(OwnRecord.cooldown),
    reload: v.getUint8(OwnRecord.reload),
    level: v.getUint8(OwnRecord.level),
    progress: v.getUint8(OwnRecord.progress),
    points: v.getUint8(OwnRecord.points),
    flags: v.getUint8(OwnRecord.flags),
    causes: v.getUint8(OwnRecord.causes),
  };
}

export function eachSlot(bytes: Uint8Array | null, each: (slot: number) => void): void {
  scan(bytes, 2, (v, at) => each(v.getUint16(at, true)));
}

/** x and y are packed; see quantize.ts. */
export function eachShip(
  bytes: Uint8Array | null,
  each: (slot: number, x: number, y: number, heading: number, state: number) => void,
): void {
  const r = ShipRecord;
  scan(bytes, r.size, (v, at) =>
    each(
      v.getUint16(at + r.slot, true),
      v.getUint16(at + r.x, true),
      v.getUint16(at + r.y, true),
      v.getUint8(at + r.heading),
      v.getUint8(at + r.state),
    ),
  );
}

/** x and y are packed. `birth` is the low 8 bits of a tick. */
export function eachShot(
  bytes: Uint8Array | null,
  each: (slot: number, owner: number, x: number, y: number, heading: number, birth: number) => void,
): void {
  const r = ShotRecord;
  scan(bytes, r.size, (v, at) =>
    each(
      v.getUint16(at + r.slot, true),
      v.getUint16(at + r.owner, true),
      v.getUint16(at + r.x, true),
      v.getUint16(at + r.y, true),
      v.getUint16(at + r.heading, true),
      v.getUint8(at + r.birth),
    ),
  );
}

/** x and y are packed. */
export function eachEnd(
  bytes: Uint8Array | null,
  each: (slot: number, x: number, y: number, what: number) => void,
): void {
  const r = EndRecord;
  scan(bytes, r.size, (v, at) =>
    each(
      v.getUint16(at + r.slot, true),
      v.getUint16(at + r.x, true),
      v.getUint16(at + r.y, true),
      v.getUint8(at + r.what),
    ),
  );
}

/** Units and ticks, exact. */
export function eachRock(
  bytes: Uint8Array | null,
  each: (slot: number, look: number, x: number, y: number, radius: number, from: number, until: number) => void,
): void {
  const r = RockRecord;
  scan(bytes, r.size, (v, at) =>
    each(
      v.getUint16(at + r.slot, true),
      v.getUint16(at + r.look, true),
      v.getFloat32(at + r.x, true),
      v.getFloat32(at + r.y, true),
      v.getFloat32(at + r.radius, true),
      v.getUint32(at + r.from, true),
      v.getUint32(at + r.until, true),
    ),
  );
}

/** x and y are packed, where the line begins; `length` in whole units. */
export function eachRail(
  bytes: Uint8Array | null,
  each: (owner: number, x: number, y: number, heading: number, length: number, what: number) => void,
): void {
  const r = RailRecord;
  scan(bytes, r.size, (v, at) =>
    each(
      v.getUint16(at + r.owner, true),
      v.getUint16(at + r.x, true),
      v.getUint16(at + r.y, true),
      v.getUint16(at + r.heading, true),
      v.getUint16(at + r.length, true),
      v.getUint8(at + r.what),
    ),
  );
}

/** x and y are packed. `what` is one of Pickup. */
export function eachScrap(
  bytes: Uint8Array | null,
  each: (slot: number, x: number, y: number, value: number, what: number) => void,
): void {
  const r = ScrapRecord;
  scan(bytes, r.size, (v, at) =>
    each(
      v.getUint16(at + r.slot, true),
      v.getUint16(at + r.x, true),
      v.getUint16(at + r.y, true),
      v.getUint8(at + r.value),
      v.getUint8(at + r.what),
    ),
  );
}
