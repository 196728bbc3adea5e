// Bytes to checked messages and back; the only file that knows MessagePack. What arrives is `unknown` until
// every kind, length, type and record size has been checked; what does not fit throws a ProtocolError.

import { Decoder, Encoder } from "@msgpack/msgpack";
import {
  bin,
  bool,
  finite,
  i32,
  int,
  length,
  list,
  optional,
  ProtocolError,
  records,
  string,
  u8,
  u16,
  u32,
} from "./checks";
import {
  type ClientMessage,
  EndRecord,
  type Event,
  EventKind,
  FAR_CELLS,
  OwnRecord,
  ProgressRecord,
  RailRecord,
  RockRecord,
  type Rules,
  RulesFields,
  ScrapRecord,
  type ServerMessage,
  ServerMessageKind,
  ShipRecord,
  ShotRecord,
  SPEED_MIN,
  type Steps,
  StepsFields,
} from "./generated";

/** Made once: each would bring buffers of its own. */
const encoder = new Encoder();
const decoder = new Decoder();

/** A message of the client as bytes. */
export function encodeMessage(message: ClientMessage): Uint8Array<ArrayBuffer> {
  return encoder.encode(message);
}

/** A message of the server from its bytes. Throws ProtocolError. */
export function decodeMessage(bytes: Uint8Array): ServerMessage {
  const raw = list(unpacked(bytes), "message");
  switch (raw[0]) {
    case ServerMessageKind.Welcome:
      return welcome(raw);
    case ServerMessageKind.Snapshot:
      return snapshot(raw);
    case ServerMessageKind.Seated:
      length(raw, 3, "Seated");
      return [ServerMessageKind.Seated, u16(raw[1], "slot"), string(raw[2], "name")];
    case ServerMessageKind.Refused:
      length(raw, 3, "Refused");
      return [ServerMessageKind.Refused, u8(raw[1], "reason"), string(raw[2], "text")];
    default:
      throw new ProtocolError(`no server message has kind ${String(raw[0])}`);
  }
}

function unpacked(bytes: Uint8Array): unknown {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new ProtocolError(`not MessagePack: ${String(error)}`);
  }
}

function welcome(raw: unknown[]): ServerMessage {
  length(raw, 8, "Welcome");
  return [
    ServerMessageKind.Welcome,
    u32(raw[1], "version"),
    string(raw[2], "room"),
    u8(raw[3], "tick_rate"),
    u32(raw[4], "tick"),
    finite(raw[5], "world_half"),
    numbers<Rules>(raw[6], RulesFields, "rules"),
    numbers<Steps>(raw[7], StepsFields, "steps"),
  ];
}

function snapshot(raw: unknown[]): ServerMessage {
  length(raw, 15, "Snapshot");
  const own = optional(raw[4], "own", bin);
  if (own && own.length !== OwnRecord.size && own.length !== OwnRecord.size + ProgressRecord.size) {
    throw new ProtocolError(`own has ${own.length} bytes`);
  }
  const far = optional(raw[13], "far", bin);
  if (far && far.length !== (FAR_CELLS * FAR_CELLS) / 2) throw new ProtocolError(`far has ${far.length} bytes`);
  return [
    ServerMessageKind.Snapshot,
    u32(raw[1], "tick"),
    u32(raw[2], "ack_seq"),
    u16(raw[3], "slack_ms"),
    own,
    optional(raw[5], "view", place),
    optional(raw[6], "leaves", leaves),
    optional(raw[7], "ships", records(ShipRecord.size)),
    optional(raw[8], "ends", records(EndRecord.size)),
    optional(raw[9], "shots", records(ShotRecord.size)),
    optional(raw[10], "rocks", records(RockRecord.size)),
    optional(raw[11], "scrap", records(ScrapRecord.size)),
    optional(raw[12], "rails", records(RailRecord.size)),
    far,
    optional(raw[14], "events", events),
  ];
}

/** A slot and where its ship is, in whole units. */
function place(value: unknown, name: string): [number, number, number] {
  const raw = list(value, name);
  length(raw, 3, name);
  return [u16(raw[0], `${name} slot`), i32(raw[1], `${name} x`), i32(raw[2], `${name} y`)];
}

function leaves(value: unknown): [Uint8Array, Uint8Array, Uint8Array] {
  const raw = list(value, "leaves");
  length(raw, 3, "leaves");
  const slots = records(2);
  return [slots(raw[0], "left ships"), slots(raw[1], "left rocks"), slots(raw[2], "left scrap")];
}

function events(value: unknown): Event[] {
  // A newer server may tell of what this page does not know.
  return list(value, "events")
    .map(event)
    .filter((known) => known !== null);
}

function event(value: unknown): Event | null {
  const raw = list(value, "event");
  const sized = (count: number) => length(raw, count, "event");
  switch (raw[0]) {
    case EventKind.Name:
      sized(5);
      return [EventKind.Name, u16(raw[1], "slot"), string(raw[2], "name"), bool(raw[3], "bot"), u8(raw[4], "level")];
    case EventKind.Kill:
      sized(4);
      return [EventKind.Kill, u16(raw[1], "victim"), u16(raw[2], "killer"), u8(raw[3], "weapon")];
    case EventKind.Hit:
      sized(3);
      return [EventKind.Hit, u16(raw[1], "victim"), u8(raw[2], "damage")];
    case EventKind.Hurt:
      sized(4);
      return [EventKind.Hurt, u16(raw[1], "by"), u8(raw[2], "damage"), u8(raw[3], "heading")];
    case EventKind.Death:
      sized(4);
      return [EventKind.Death, u16(raw[1], "by"), u32(raw[2], "respawn"), u32(raw[3], "lost")];
    case EventKind.Board:
      sized(5);
      return [
        EventKind.Board,
        u16(raw[1], "players"),
        u16(raw[2], "rank"),
        list(raw[3], "rows").map(row),
        optional(raw[4], "crown", place),
      ];
    case EventKind.World:
      sized(3);
      return [EventKind.World, finite(raw[1], "half"), u32(raw[2], "from")];
    case EventKind.Crown:
      sized(2);
      return [EventKind.Crown, u16(raw[1], "slot")];
    case EventKind.Speed:
      sized(2);
      return [EventKind.Speed, int(raw[1], SPEED_MIN, 100, "percent")];
    case EventKind.Said:
      sized(4);
      return [EventKind.Said, u16(raw[1], "slot"), string(raw[2], "name"), string(raw[3], "text")];
    case EventKind.Emoted:
      sized(3);
      return [EventKind.Emoted, u16(raw[1], "slot"), u8(raw[2], "which")];
    case EventKind.Marked:
      sized(4);
      return [EventKind.Marked, u16(raw[1], "slot"), i32(raw[2], "x"), i32(raw[3], "y")];
    case EventKind.Notice:
      sized(5);
      return [EventKind.Notice, u8(raw[1], "what"), u16(raw[2], "slot"), string(raw[3], "name"), u32(raw[4], "value")];
    case EventKind.Host:
      sized(3);
      return [EventKind.Host, u16(raw[1], "slot"), string(raw[2], "name")];
    case EventKind.Room:
      sized(7);
      return [
        EventKind.Room,
        string(raw[1], "name"),
        u16(raw[2], "bots"),
        u8(raw[3], "strength"),
        u16(raw[4], "seats"),
        bool(raw[5], "listed"),
        bool(raw[6], "locked"),
      ];
    case EventKind.Gauge:
      sized(2);
      return [EventKind.Gauge, u32(raw[1], "tick_us")];
    default:
      u8(raw[0], "kind of an event");
      return null;
  }
}

function row(value: unknown): [number, number] {
  const raw = list(value, "row");
  length(raw, 2, "row");
  return [u16(raw[0], "slot"), u32(raw[1], "score")];
}

function numbers<T>(value: unknown, fields: readonly (keyof T & string)[], name: string): T {
  if (typeof value !== "object" || value === null) throw new ProtocolError(`${name} is no map`);
  const map = value as Record<string, unknown>;
  if (Object.keys(map).length !== fields.length) throw new ProtocolError(`${name} has the wrong fields`);
  for (const field of fields) finite(map[field], `${name}.${field}`);
  return map as T;
}
