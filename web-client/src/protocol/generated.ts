// Generated from the Rust types of `protocol/`; do not edit. `UPDATE=1 cargo test -p fracas-protocol` rewrites it.

export const PROTOCOL_VERSION = 4;
export const SUBPROTOCOL = "fracas.v1";
export const TICKET_PREFIX = "fracas.ticket.";
export const NAME_CHARS_MAX = 16;
export const HOLD_TICKS_MAX = 150;
export const SNAPSHOT_BYTES_MAX = 1400;
export const FAR_CELLS = 12;
export const SPEED_MIN = 25;
export const CHAT_CHARS_MAX = 200;
export const EMOTES = 8;
export const NOBODY = 65535;
export const FAR_COUNTS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 8, 11, 16, 23, 32, 45, 64, 90, 128];
/** `x` of Watch: the server chooses. */
export const CHOICE = -2147483648;
export const Button = { BOOST: 1, FIRE: 2, RAIL: 4 } as const;
export const ShipState = { HULL: 31, BOOST: 32, SHIELD: 64, AWAY: 128 } as const;
export const OwnFlag = { SPENT: 1 } as const;
export const Cause = { HIT: 1, PUSH: 2, STARVED: 4 } as const;
export const End = { SHIP: 1, ROCK: 2, WALL: 3 } as const;
export const Weapon = { BLASTER: 0, RAIL: 1 } as const;
export const Pickup = { SCRAP: 0, SHIELD: 1, TRIPLE: 2, REPAIR: 3 } as const;
export const Stat = { HULL: 0, REPAIR: 1, SPEED: 2, DAMAGE: 3, RATE: 4, ENERGY: 5 } as const;
export const Refusal = { ROOM_FULL: 1, BAD_NAME: 2, TOO_SOON: 3, BUSY: 4 } as const;
export const Order = { KICK: 1, BAN: 2, MUTE: 3, UNMUTE: 4, PASS: 5, BOTS: 6, STRENGTH: 7, SEATS: 8, LISTED: 9, PASSWORD: 10, NAME: 11, CLOSE: 12 } as const;
export const NoticeWhat = { JOINED: 1, LEFT: 2, CROWNED: 3, STREAK: 4, MUTED: 5, UNMUTED: 6, TOO_FAST: 7, REPEATED: 8, BLOCKED: 9, NOT_HOST: 10, KICKED: 11, BANNED: 12, REPORTED: 13, BACK: 14 } as const;
export const Strength = { MIXED: 0, EASY: 1, NORMAL: 2, HARD: 3 } as const;
export const CloseCode = { GoingAway: 1001, BadFrame: 1002, BadMessage: 1007, TooBig: 1009, Internal: 1011, TryAgainLater: 1013, WrongVersion: 4001, NoSuchRoom: 4002, TooQuiet: 4003, TooFast: 4004, OutOfTurn: 4005, TakenOver: 4006, Kicked: 4007, Banned: 4008, RoomClosed: 4009 } as const;
/** Codes after which coming back unchanged is no use. */
export const FINAL_CLOSE_CODES: readonly number[] = [1002, 1007, 1009, 4001, 4002, 4004, 4005, 4006, 4007, 4008, 4009];
export interface Rules {
  ship_radius: number;
  ship_speed: number;
  ship_drag: number;
  boost_factor: number;
  hull_max: number;
  repair_per_s: number;
  repair_delay_s: number;
  energy_max: number;
  boost_drain_per_s: number;
  energy_gain_per_s: number;
  energy_resume: number;
  bounce: number;
  push_share: number;
  blaster_period_s: number;
  blaster_damage: number;
  blaster_speed: number;
  blaster_life_s: number;
  blaster_radius: number;
  blaster_kick: number;
  rail_cost: number;
  rail_period_s: number;
  rail_damage: number;
  rail_range: number;
  rail_radius: number;
  rail_kick: number;
  rewind_max_s: number;
  shield_s: number;
  respawn_s: number;
  kill_points: number;
  crown_points: number;
  crown_min: number;
  death_drop_share: number;
  death_drop_min: number;
  scrap_pieces_max: number;
  scrap_merge: number;
  scrap_life_s: number;
  scrap_reach: number;
  level_points: number;
  level_max: number;
  level_keep_share: number;
  stat_max: number;
  auto_spend_s: number;
  hull_step: number;
  repair_step: number;
  speed_step: number;
  damage_step: number;
  rate_step: number;
  energy_step: number;
  power_shield_s: number;
  power_triple_s: number;
  power_triple_spread: number;
  power_repair_share: number;
  power_life_s: number;
  area_per_power: number;
  rock_breaks_below: number;
  rock_hull_per_unit: number;
  rock_scrap_per_unit: number;
  rock_crack_s: number;
  notice_s: number;
  area_per_seat: number;
  world_half_min: number;
  area_per_rock: number;
  view_half_width: number;
  view_half_height: number;
  enter_margin: number;
  leave_margin: number;
}
export const RulesFields = ["ship_radius", "ship_speed", "ship_drag", "boost_factor", "hull_max", "repair_per_s", "repair_delay_s", "energy_max", "boost_drain_per_s", "energy_gain_per_s", "energy_resume", "bounce", "push_share", "blaster_period_s", "blaster_damage", "blaster_speed", "blaster_life_s", "blaster_radius", "blaster_kick", "rail_cost", "rail_period_s", "rail_damage", "rail_range", "rail_radius", "rail_kick", "rewind_max_s", "shield_s", "respawn_s", "kill_points", "crown_points", "crown_min", "death_drop_share", "death_drop_min", "scrap_pieces_max", "scrap_merge", "scrap_life_s", "scrap_reach", "level_points", "level_max", "level_keep_share", "stat_max", "auto_spend_s", "hull_step", "repair_step", "speed_step", "damage_step", "rate_step", "energy_step", "power_shield_s", "power_triple_s", "power_triple_spread", "power_repair_share", "power_life_s", "area_per_power", "rock_breaks_below", "rock_hull_per_unit", "rock_scrap_per_unit", "rock_crack_s", "notice_s", "area_per_seat", "world_half_min", "area_per_rock", "view_half_width", "view_half_height", "enter_margin", "leave_margin"] as const;

export interface Steps {
  dt: number;
  radius: number;
  thrust: number;
  boost_thrust: number;
  drag: number;
  rest_speed: number;
  bounce: number;
  energy_max: number;
  energy_drain: number;
  energy_gain: number;
  energy_resume: number;
  speed_step: number;
  energy_step: number;
  rail_cost: number;
  rail_ticks: number;
  fire_ticks: number;
  shot_step: number;
  shot_ticks: number;
  shield_ticks: number;
  respawn_ticks: number;
  repair_delay_ticks: number;
  repair_gain: number;
  scrap_ticks: number;
  power_ticks: number;
  power_shield_ticks: number;
  power_triple_ticks: number;
  auto_spend_ticks: number;
  rewind_ticks: number;
  crack_ticks: number;
  notice_ticks: number;
}
export const StepsFields = ["dt", "radius", "thrust", "boost_thrust", "drag", "rest_speed", "bounce", "energy_max", "energy_drain", "energy_gain", "energy_resume", "speed_step", "energy_step", "rail_cost", "rail_ticks", "fire_ticks", "shot_step", "shot_ticks", "shield_ticks", "respawn_ticks", "repair_delay_ticks", "repair_gain", "scrap_ticks", "power_ticks", "power_shield_ticks", "power_triple_ticks", "auto_spend_ticks", "rewind_ticks", "crack_ticks", "notice_ticks"] as const;

export type Hello = [kind: 1, version: number, room: string];
export type Join = [kind: 2, name: string];
export type Input = [kind: 3, seq: number, ack: number, hold: number, move_x: number, move_y: number, buttons: number, aim_x: number, aim_y: number, back: number];
export type Ack = [kind: 4, tick: number];
export type Leave = [kind: 5];
export type Spend = [kind: 6, stat: number];
export type Watch = [kind: 7, slot: number, x: number, y: number];
export type Say = [kind: 8, text: string];
export type Emote = [kind: 9, which: number];
export type Mark = [kind: 10, x: number, y: number];
export type Report = [kind: 11, slot: number];
export type Manage = [kind: 12, what: number, slot: number, value: number, text: string];
export type Away = [kind: 13, away: boolean];
export type ClientMessage = Hello | Join | Input | Ack | Leave | Spend | Watch | Say | Emote | Mark | Report | Manage | Away;
export const ClientMessageKind = { Hello: 1, Join: 2, Input: 3, Ack: 4, Leave: 5, Spend: 6, Watch: 7, Say: 8, Emote: 9, Mark: 10, Report: 11, Manage: 12, Away: 13 } as const;

export type Name = [kind: 1, slot: number, name: string, bot: boolean, level: number];
export type Kill = [kind: 2, victim: number, killer: number, weapon: number];
export type Hit = [kind: 3, victim: number, damage: number];
export type Hurt = [kind: 4, by: number, damage: number, heading: number];
export type Death = [kind: 5, by: number, respawn: number, lost: number];
export type Board = [kind: 6, players: number, rank: number, rows: ([number, number])[], crown: [number, number, number] | null];
export type World = [kind: 7, half: number, from: number];
export type Crown = [kind: 8, slot: number];
export type Speed = [kind: 9, percent: number];
export type Said = [kind: 10, slot: number, name: string, text: string];
export type Emoted = [kind: 11, slot: number, which: number];
export type Marked = [kind: 12, slot: number, x: number, y: number];
export type Notice = [kind: 13, what: number, slot: number, name: string, value: number];
export type Host = [kind: 14, slot: number, name: string];
export type Room = [kind: 15, name: string, bots: number, strength: number, seats: number, listed: boolean, locked: boolean];
export type Gauge = [kind: 16, tick_us: number];
export type Event = Name | Kill | Hit | Hurt | Death | Board | World | Crown | Speed | Said | Emoted | Marked | Notice | Host | Room | Gauge;
export const EventKind = { Name: 1, Kill: 2, Hit: 3, Hurt: 4, Death: 5, Board: 6, World: 7, Crown: 8, Speed: 9, Said: 10, Emoted: 11, Marked: 12, Notice: 13, Host: 14, Room: 15, Gauge: 16 } as const;

export type Welcome = [kind: 1, version: number, room: string, tick_rate: number, tick: number, world_half: number, rules: Rules, steps: Steps];
export type Snapshot = [kind: 2, tick: number, ack_seq: number, slack_ms: number, own: Uint8Array | null, view: [number, number, number] | null, leaves: [Uint8Array, Uint8Array, Uint8Array] | null, ships: Uint8Array | null, ends: Uint8Array | null, shots: Uint8Array | null, rocks: Uint8Array | null, scrap: Uint8Array | null, rails: Uint8Array | null, far: Uint8Array | null, events: (Event)[] | null];
export type Seated = [kind: 3, slot: number, name: string];
export type Refused = [kind: 4, reason: number, text: string];
export type ServerMessage = Welcome | Snapshot | Seated | Refused;
export const ServerMessageKind = { Welcome: 1, Snapshot: 2, Seated: 3, Refused: 4 } as const;

/** Byte offsets: slot u16, x u16, y u16, heading u8, state u8 */
export const ShipRecord = { size: 8, slot: 0, x: 2, y: 4, heading: 6, state: 7 } as const;

/** Byte offsets: x f32, y f32, vx f32, vy f32, energy f32, shield u16, triple u16, hull u8, cooldown u8, reload u8, flags u8, causes u8 */
export const OwnRecord = { size: 29, x: 0, y: 4, vx: 8, vy: 12, energy: 16, shield: 20, triple: 22, hull: 24, cooldown: 25, reload: 26, flags: 27, causes: 28 } as const;

/** Byte offsets: score u32, stats u32, level u8, progress u8, points u8 */
export const ProgressRecord = { size: 11, score: 0, stats: 4, level: 8, progress: 9, points: 10 } as const;

/** Byte offsets: owner u16, x u16, y u16, heading u16, length u16, what u8 */
export const RailRecord = { size: 11, owner: 0, x: 2, y: 4, heading: 6, length: 8, what: 10 } as const;

/** Byte offsets: slot u16, owner u16, x u16, y u16, heading u16, birth u8 */
export const ShotRecord = { size: 11, slot: 0, owner: 2, x: 4, y: 6, heading: 8, birth: 10 } as const;

/** Byte offsets: slot u16, x u16, y u16, what u8 */
export const EndRecord = { size: 7, slot: 0, x: 2, y: 4, what: 6 } as const;

/** Byte offsets: slot u16, look u16, x f32, y f32, radius f32, from u32, until u32 */
export const RockRecord = { size: 24, slot: 0, look: 2, x: 4, y: 8, radius: 12, from: 16, until: 20 } as const;

/** Byte offsets: slot u16, x u16, y u16, value u8, what u8 */
export const ScrapRecord = { size: 8, slot: 0, x: 2, y: 4, value: 6, what: 7 } as const;

