// Fixed-size records inside `bin` parts, read through one DataView: a bin may start at an odd offset, and the
// browser's machine may be of either byte order.

import {
  EndRecord,
  OwnRecord,
  ProgressRecord,
  RailRecord,
  RockRecord,
  ScrapRecord,
  ShipRecord,
  ShotRecord,
} from "./generated";

/** How far the reader has come. */
export interface Progress {
  score: number;
  /** Points in each stat; see stats.ts. */
  stats: number;
  level: number;
  /** The way to the next level in 1/255. */
  progress: number;
  /** Unspent points. */
  points: number;
}

/** The reader's own ship; units, units a second, points. */
export interface Own extends Progress {
  x: number;
  y: number;
  vx: number;
  vy: number;
  energy: number;
  /** Ticks left. */
  shield: number;
  triple: number;
  hull: number;
  /** Ticks until the blaster may fire again. */
  cooldown: number;
  /** Ticks until the rail may fire again. */
  reload: number;
  flags: number;
  causes: number;
}

/** Of a ship of which nothing was told. */
const BEGINNING: Progress = { score: 0, stats: 0, level: 1, progress: 0, points: 0 };

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Calls `each` once a record, with the view and the record's offset. */
function scan(bytes: Uint8Array | null, size: number, each: (view: DataView, at: number) => void): void {
  if (!bytes) return;
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; at += size) each(view, at);
}

/** `before`: the progress that was told last, for it is told again only when it has changed. */
export function readOwn(bytes: Uint8Array, before: Progress | null): Own {
  const v = viewOf(bytes);
  const news = bytes.length > OwnRecord.size ? readProgress(v, OwnRecord.size) : null;
  const { score, stats, level, progress, points } = news ?? before ?? BEGINNING;
  return {
    score,
    stats,
    level,
    progress,
    points,
    x: v.getFloat32(OwnRecord.x, true),
    y: v.getFloat32(OwnRecord.y, true),
    vx: v.getFloat32(OwnRecord.vx, true),
    vy: v.getFloat32(OwnRecord.vy, true),
    energy: v.getFloat32(OwnRecord.energy, true),
    shield: v.getUint16(OwnRecord.shield, true),
    triple: v.getUint16(OwnRecord.triple, true),
    hull: v.getUint8(OwnRecord.hull),
    cooldown: v.getUint8(OwnRecord.cooldown),
    reload: v.getUint8(OwnRecord.reload),
    flags: v.getUint8(OwnRecord.flags),
    causes: v.getUint8(OwnRecord.causes),
  };
}

function readProgress(v: DataView, at: number): Progress {
  const r = ProgressRecord;
  return {
    score: v.getUint32(at + r.score, true),
    stats: v.getUint32(at + r.stats, true),
    level: v.getUint8(at + r.level),
    progress: v.getUint8(at + r.progress),
    points: v.getUint8(at + r.points),
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
