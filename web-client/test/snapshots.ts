// Snapshots, written by hand: of their parts only those of which a test tells.

import { type Event, NOBODY, ServerMessageKind, ShipState, type Snapshot } from "../src/protocol/generated";
import { pack } from "../src/protocol/quantize";
import type { Motion } from "../src/world/motion";

export interface Parts {
  own: Uint8Array;
  leaves: [Uint8Array, Uint8Array, Uint8Array];
  ships: Uint8Array;
  ends: Uint8Array;
  shots: Uint8Array;
  rocks: Uint8Array;
  scrap: Uint8Array;
  rails: Uint8Array;
  events: Event[];
}

export const none = new Uint8Array(0);

export function snapshot(tick: number, p: Partial<Parts> = {}): Snapshot {
  const view: [number, number, number] | null = p.own ? null : [NOBODY, 0, 0];
  const { own = null, leaves = null, ships = null, ends = null, shots = null } = p;
  const { rocks = null, scrap = null, rails = null, events = null } = p;
  return [
    ServerMessageKind.Snapshot,
    tick,
    0,
    0,
    own,
    view,
    leaves,
    ships,
    ends,
    shots,
    rocks,
    scrap,
    rails,
    null,
    events,
  ];
}

/** Records of any layout: each field as [bytes, value]; f: f32. */
export function bin(...fields: [size: 1 | 2 | 4 | "f", value: number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((n, [size]) => n + (size === "f" ? 4 : size), 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === "f") view.setFloat32(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else if (size === 2) view.setUint16(at, value, true);
    else view.setUint8(at, value);
    at += size === "f" ? 4 : size;
  }
  return new Uint8Array(view.buffer);
}

/** Another ship, whole, which looks to the right. */
export const ship = (slot: number, x: number, y: number) =>
  bin([2, slot], [2, pack(x)], [2, pack(y)], [1, 0], [1, ShipState.HULL]);

/** The own ship's motion alone: what it has earned is no news. */
export function moving({ x, y, vx, vy, energy, reload, spent }: Motion, causes = 0): Uint8Array {
  const floats = [x, y, vx, vy, energy].map((value) => ["f", value] as ["f", number]);
  return bin(...floats, [2, 0], [2, 0], [1, 100], [1, 0], [1, reload], [1, spent ? 1 : 0], [1, causes]);
}

/** The same of a ship at rest. */
export const stands = (x: number, y: number) => moving({ x, y, vx: 0, vy: 0, energy: 100, spent: false, reload: 0 });

export const own = (x: number, y: number, score = 0, level = 1, points = 0, stats = 0) =>
  Uint8Array.of(...stands(x, y), ...bin([4, score], [4, stats], [1, level], [1, 0], [1, points]));

export const piece = (slot: number, x: number, value: number, what = 0) =>
  bin([2, slot], [2, pack(x)], [2, 0], [1, value], [1, what]);

export const rock = (slot: number, x: number, from: number, until = 0xffffffff) =>
  bin([2, slot], [2, 3], ["f", x], ["f", 0], ["f", 50], [4, from], [4, until]);
