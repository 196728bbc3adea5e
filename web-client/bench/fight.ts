// A crowded fight as the server would tell it: 400 ships and 1,500 shots in view, in frames of its size. Seeded, so
// that every run sees the same. What does not move in it is in stage.ts.

import { encode } from "@msgpack/msgpack";
import {
  End,
  EndRecord,
  type Event,
  EventKind,
  Pickup,
  PROTOCOL_VERSION,
  RailRecord,
  ScrapRecord,
  ShipRecord,
  ShipState,
  ShotRecord,
  SNAPSHOT_BYTES_MAX,
  type Steps,
  type Welcome,
} from "../src/protocol/generated";
import { pack16 } from "../src/protocol/heading";
import { pack } from "../src/protocol/quantize";
import { rngOf } from "../src/render/random";
import { Records } from "./records";
import { far, ownShip, rocks, rules } from "./stage";

export const TICK_RATE = 30;
/** The reader's slot. */
export const SEAT = 0;
const SHIPS = 400;
/** Shots fired and shots that strike in a tick: with a life of 27 ticks 1,500 fly at once. */
const FIRED = 60;
const STRUCK = 8;
const SHOT_SLOTS = 4_096;
const SCRAP = 40;
/** Ships told in every frame, as the server does with the nearest; the others come in turn. */
const NEAREST = 30;
/** Half the part of the view in which ships fly, units, and their speed in units a tick. */
const HALF_W = 760;
const HALF_H = 410;
const SPEED = 9;
/** Beyond 16 bits, so that a tick always takes 5 bytes and the ack stands at the same place in every frame. */
const FIRST_TICK = 100_000;
const ACK_AT = 7;
const ACK_WIDE = 0xffff_ffff;
/** Bytes of the ships' own head. */
const HEAD_BYTES = 3;

interface Dart {
  slot: number;
  x: number;
  y: number;
  way: number;
  hull: number;
  boosting: boolean;
}

interface Flying {
  slot: number;
  x: number;
  y: number;
  way: number;
  born: number;
}

export class Fight {
  private readonly random = rngOf(11);
  private readonly ships: Dart[];
  private shots: Flying[] = [];
  private tick = FIRST_TICK;
  private nextShot = 0;
  private turn = 0;
  private events: Event[] = [];
  private left: number[] = [];

  constructor(private readonly steps: Steps) {
    this.ships = Array.from({ length: SHIPS }, (_, i) => this.dart(i + 1));
  }

  welcome(): Uint8Array {
    const message: Welcome = [1, PROTOCOL_VERSION, "main", TICK_RATE, this.tick, 3_000, rules(), this.steps];
    return encode(message);
  }

  /** The next frame; see `acknowledge`. */
  next(): Uint8Array {
    const first = this.tick === FIRST_TICK;
    this.tick++;
    this.events = first ? this.ships.map((ship) => this.nameOf(ship)) : [];
    this.left = [];
    for (const ship of this.ships) this.fly(ship);
    const shots = this.fire();
    const ends = this.strike();
    this.happen();
    const beat = this.tick % (TICK_RATE / 2) === 0;
    const scrap = first || beat ? this.scrap() : null;
    const message: unknown[] = [2, this.tick, ACK_WIDE, 5, ownShip(this.steps), null, this.leaves(), null, ends, shots];
    message.push(first ? rocks() : null, scrap, this.rails(), beat ? far() : null);
    message.push(this.events.length > 0 ? this.events : null);
    const room = SNAPSHOT_BYTES_MAX - HEAD_BYTES - encode(message).length;
    // The first frame brings what really comes little by little.
    message[7] = this.told(first ? SHIPS : Math.floor(room / ShipRecord.size));
    const bytes = encode(message);
    if (!first && bytes.length > SNAPSHOT_BYTES_MAX) throw new Error(`a frame of ${bytes.length} bytes`);
    return bytes;
  }

  private dart(slot: number): Dart {
    const { random } = this;
    const [x, y] = [(random() * 2 - 1) * HALF_W, (random() * 2 - 1) * HALF_H];
    return { slot, x, y, way: random() * 2 * Math.PI, hull: 31, boosting: random() < 0.2 };
  }

  private nameOf(ship: Dart): Event {
    return [EventKind.Name, ship.slot, `Pilot ${ship.slot}`, true, 1 + (ship.slot % 12)];
  }

  private fly(ship: Dart): void {
    ship.way += (this.random() - 0.5) * 0.3;
    ship.x += Math.cos(ship.way) * SPEED;
    ship.y += Math.sin(ship.way) * SPEED;
    if (Math.abs(ship.x) > HALF_W || Math.abs(ship.y) > HALF_H) ship.way = Math.atan2(-ship.y, -ship.x);
    if (this.random() < 0.02) ship.boosting = !ship.boosting;
  }

  /** The nearest first, then the others in turn. */
  private told(count: number): Uint8Array {
    const records = new Records(ShipRecord.size, count);
    const r = ShipRecord;
    for (let i = 0; i < count; i++) {
      const at = i < NEAREST ? i : NEAREST + (this.turn++ % (SHIPS - NEAREST));
      const ship = this.ships[at];
      if (!ship) continue;
      const v = records.next();
      v.setUint16(r.slot, ship.slot, true);
      v.setUint16(r.x, pack(ship.x), true);
      v.setUint16(r.y, pack(ship.y), true);
      v.setUint8(r.heading, pack16(Math.cos(ship.way), Math.sin(ship.way)) >> 8);
      v.setUint8(r.state, ship.hull | (ship.boosting ? ShipState.BOOST : 0));
    }
    return records.bytes;
  }

  private fire(): Uint8Array {
    const records = new Records(ShotRecord.size, FIRED);
    const r = ShotRecord;
    this.shots = this.shots.filter((shot) => this.tick - shot.born < this.steps.shot_ticks);
    for (let i = 0; i < FIRED; i++) {
      const ship = this.ships[Math.floor(this.random() * SHIPS)] as Dart;
      const way = this.random() * 2 * Math.PI;
      const shot = { slot: this.nextShot++ % SHOT_SLOTS, x: ship.x, y: ship.y, way, born: this.tick };
      this.shots.push(shot);
      const v = records.next();
      v.setUint16(r.slot, shot.slot, true);
      v.setUint16(r.owner, ship.slot, true);
      v.setUint16(r.x, pack(shot.x), true);
      v.setUint16(r.y, pack(shot.y), true);
      v.setUint16(r.heading, pack16(Math.cos(way), Math.sin(way)), true);
      v.setUint8(r.birth, this.tick & 255);
    }
    return records.bytes;
  }

  private strike(): Uint8Array | null {
    if (this.shots.length < FIRED * 4) return null;
    const records = new Records(EndRecord.size, STRUCK);
    const r = EndRecord;
    for (let i = 0; i < STRUCK; i++) {
      const [shot] = this.shots.splice(Math.floor(this.random() * (this.shots.length - FIRED)), 1) as [Flying];
      const way = (this.tick - shot.born) * this.steps.shot_step;
      const v = records.next();
      v.setUint16(r.slot, shot.slot, true);
      v.setUint16(r.x, pack(shot.x + Math.cos(shot.way) * way), true);
      v.setUint16(r.y, pack(shot.y + Math.sin(shot.way) * way), true);
      v.setUint8(r.what, i % 3 === 0 ? End.ROCK : End.SHIP);
    }
    return records.bytes;
  }

  /** Two ships die in a second, the reader hits four times and is hit three times; somebody talks. */
  private happen(): void {
    const { events, tick } = this;
    if (tick === FIRST_TICK + 1) return;
    if (tick % 15 === 0) this.kill(NEAREST + (tick % (SHIPS - NEAREST)));
    const near = this.ships[tick % NEAREST] as Dart;
    if (tick % 8 === 0) {
      near.hull = near.hull > 6 ? near.hull - 5 : 31;
      events.push([EventKind.Hit, near.slot, 14]);
    }
    if (tick % 10 === 3) events.push([EventKind.Hurt, near.slot, 14, tick & 255]);
    if (tick % 90 === 7) events.push([EventKind.Said, near.slot, `Pilot ${near.slot}`, "behind the large rock"]);
    if (tick % TICK_RATE !== 0) return;
    const rows = this.ships.slice(0, 10).map(({ slot }): [number, number] => [slot, 4_000 - slot * 100 + (tick % 100)]);
    events.push([EventKind.Board, SHIPS + 1, 37, rows, [1, 0, 0]]);
  }

  private kill(index: number): void {
    const old = this.ships[index] as Dart;
    this.left.push(old.slot);
    // Slots go up to 1,000, so that names and trails come and go as they do.
    const fresh = this.dart(1 + ((old.slot + SHIPS) % 1_000));
    if (this.ships.some((ship) => ship.slot === fresh.slot)) fresh.slot = old.slot;
    this.ships[index] = fresh;
    this.events.push([EventKind.Kill, old.slot, this.tick % 2 ? SEAT : 3, 0], this.nameOf(fresh));
  }

  private leaves(): [Uint8Array, Uint8Array, Uint8Array] | null {
    if (this.left.length === 0) return null;
    const slots = new Records(2, this.left.length);
    for (const slot of this.left) slots.next().setUint16(0, slot, true);
    return [slots.bytes, new Uint8Array(), new Uint8Array()];
  }

  private scrap(): Uint8Array {
    const count = this.tick === FIRST_TICK + 1 ? SCRAP : 2;
    const records = new Records(ScrapRecord.size, count);
    const r = ScrapRecord;
    for (let i = 0; i < count; i++) {
      const v = records.next();
      v.setUint16(r.slot, (i * 7 + this.tick) % SCRAP, true);
      v.setUint16(r.x, pack((this.random() * 2 - 1) * HALF_W), true);
      v.setUint16(r.y, pack((this.random() * 2 - 1) * HALF_H), true);
      v.setUint8(r.value, 1 + (i % 9));
      v.setUint8(r.what, i % 12 === 0 ? Pickup.SHIELD : Pickup.SCRAP);
    }
    return records.bytes;
  }

  private rails(): Uint8Array | null {
    if (this.tick % 15 !== 5) return null;
    const ship = this.ships[this.tick % SHIPS] as Dart;
    const records = new Records(RailRecord.size, 1);
    const v = records.next();
    const r = RailRecord;
    v.setUint16(r.owner, ship.slot, true);
    v.setUint16(r.x, pack(ship.x), true);
    v.setUint16(r.y, pack(ship.y), true);
    v.setUint16(r.heading, pack16(-ship.x - 300, -ship.y), true);
    v.setUint16(r.length, 600, true);
    v.setUint8(r.what, End.ROCK);
    return records.bytes;
  }
}

/** Writes into a frame of `next` which input was used last. */
export function acknowledge(frame: Uint8Array, seq: number): void {
  new DataView(frame.buffer, frame.byteOffset).setUint32(ACK_AT + 1, seq);
}

export const SEATED = encode([3, SEAT, "Bench"]);
