// What this client has been told of the world. Filled by apply.ts, read by everybody else.

import { NOBODY, type Rules, type Steps, type Welcome } from "../protocol/generated";
import type { Own } from "../protocol/records";
import { Beams } from "./beams";
import type { Happening } from "./happenings";
import type { Track } from "./interpolation";
import type { SolidRock } from "./motion";
import type { Surroundings } from "./prediction";
import type { Obstacles, Shot } from "./shots";

export interface Ship {
  slot: number;
  track: Track;
  /** First tick in which it is not there any more; Infinity while it is. */
  gone: number;
  /** It did not just leave the view but was destroyed. */
  destroyed: boolean;
}

export interface Rock extends SolidRock {
  slot: number;
  look: number;
  /** It was drawn to fall apart. */
  fallen: boolean;
}

export interface Scrap {
  slot: number;
  x: number;
  y: number;
  value: number;
  /** One of Pickup. */
  what: number;
  /** Local milliseconds at which it was told, or the older piece that it grew from. */
  since: number;
}

export interface Player {
  name: string;
  bot: boolean;
  level: number;
  /** False once it was told that he left. */
  here: boolean;
}

/** What the host has set, as told. */
export interface RoomSettings {
  name: string;
  /** Players up to which bots fill the room. */
  bots: number;
  /** One of Strength. */
  strength: number;
  /** Seats for people. */
  seats: number;
  public: boolean;
  password: boolean;
}

/** A place that somebody points at. */
export interface Mark {
  slot: number;
  x: number;
  y: number;
  /** Local milliseconds at which it was told. */
  since: number;
}

export interface Board {
  players: number;
  /** The reader's place from 1; 0 without a seat. */
  rank: number;
  rows: [slot: number, score: number][];
}

/** The crown: who wears it, and where that ship was when it was told last. */
export interface Crown {
  slot: number;
  place: { x: number; y: number } | null;
}

/** The world's size: half its side in units, and the next one from a tick on. */
interface Size {
  half: number;
  next: { half: number; from: number } | null;
}

/** What is still to be told to somebody who was away, and how much of it at most. */
const LASTING: ReadonlySet<Happening["kind"]> = new Set(["death", "spawned", "said", "notice", "host", "room"]);
const HAPPENINGS_UNSEEN = 100;

export class World implements Surroundings {
  readonly rules: Rules;
  readonly steps: Steps;
  readonly tickRate: number;
  readonly room: string;
  /** Tick of the newest snapshot. */
  tick: number;
  /** How fast the world runs, as told; 1 is normal, less while the server has too much to do. */
  speed = 1;
  /** Microseconds that the longest of the server's ticks in the last second took; null before it is told. */
  serverTickUs: number | null = null;
  /** The reader's slot; NOBODY while he watches. */
  seat: number = NOBODY;
  own: Own | null = null;
  /** The own points, also while dead. */
  score = 0;
  /** Without an own ship: whom the view follows and where its middle is. */
  view: { slot: number; x: number; y: number };
  readonly players = new Map<number, Player>();
  /** Who rules the room; null: nobody. */
  host: { slot: number; name: string } | null = null;
  /** Null until it was told. */
  settings: RoomSettings | null = null;
  /** The newest places pointed at; who shows them drops them when they are old. */
  marks: Mark[] = [];
  readonly ships = new Map<number, Ship>();
  /** Ships that left and are still drawn, because they are drawn in the past. */
  leaving: Ship[] = [];
  readonly shots = new Map<number, Shot>();
  /** Shots whose slot was told again before they were drawn to their end. */
  oldShots: Shot[] = [];
  /** Shots that are over, to be used for those to come: they live too long to cost the garbage collector nothing. */
  readonly spentShots: Shot[] = [];
  readonly scrap = new Map<number, Scrap>();
  readonly beams = new Beams();
  /** Own shots that the server has not told of yet. */
  ghosts: Shot[] = [];
  /** Tick since which unspent points lie there, as told. */
  pointsSince = 0;
  /** Null: nobody wears it. */
  crown: Crown | null = null;
  /** Ships per cell of the minimap, at the least. */
  far: Uint8Array | null = null;
  board: Board | null = null;
  /** Happenings of the newest snapshots, taken by the loop. */
  happenings: Happening[] = [];
  private readonly rockMap = new Map<number, Rock>();
  private rockList: Rock[] = [];
  private size: Size;

  constructor(welcome: Welcome) {
    const [, , room, tickRate, tick, half, rules, steps] = welcome;
    this.room = room;
    this.tickRate = tickRate;
    this.tick = tick;
    this.rules = rules;
    this.steps = steps;
    this.size = { half, next: null };
    this.view = { slot: NOBODY, x: 0, y: 0 };
  }

  /** Milliseconds of a tick in world time (see Pace): those of local time while the speed is normal. */
  get tickMs(): number {
    return 1000 / this.tickRate;
  }

  /** Seconds of local time in which `ticks` pass at the speed of now. */
  seconds(ticks: number): number {
    return ticks / (this.tickRate * this.speed);
  }

  half(tick: number): number {
    const { half, next } = this.size;
    return next && tick >= next.from ? next.half : half;
  }

  /** The size to come, while it is not yet there. */
  get coming(): { half: number; from: number } | null {
    return this.size.next && this.tick < this.size.next.from ? this.size.next : null;
  }

  resize(half: number, from: number): void {
    this.size = { half: this.half(this.tick), next: { half, from } };
  }

  rocks(): readonly Rock[] {
    return this.rockList;
  }

  /** What stops a shot from tick `from` on; rocks that fall apart before tick `to` may let it pass. */
  obstacles(from: number, to = from): Obstacles {
    return { half: this.half(from), rocks: this.rockList.filter((rock) => rock.from <= from && to < rock.until) };
  }

  /** Larger rocks stand for ever. */
  readonly breaks = ({ radius }: Rock): boolean => radius <= this.rules.rock_breaks_below;

  rock(slot: number): Rock | undefined {
    return this.rockMap.get(slot);
  }

  setRock(rock: Rock): void {
    this.rockMap.set(rock.slot, rock);
    this.sortRocks();
  }

  dropRock(slot: number): Rock | undefined {
    const rock = this.rockMap.get(slot);
    if (this.rockMap.delete(slot)) this.sortRocks();
    return rock;
  }

  /** The middle of what the reader is told about. */
  get middle(): { x: number; y: number } {
    return this.own ?? this.view;
  }

  /** Empty for nobody: who shot has left since. */
  nameOf(slot: number): string {
    return slot === NOBODY ? "" : (this.players.get(slot)?.name ?? `#${slot}`);
  }

  levelOf(slot: number): number {
    return slot === this.seat && this.own ? this.own.level : (this.players.get(slot)?.level ?? 1);
  }

  /** Where the crown is: with a ship in view, else where it was told last. */
  get crownPlace(): { x: number; y: number } | null {
    if (!this.crown) return null;
    if (this.crown.slot === this.seat && this.own) return this.own;
    return this.ships.get(this.crown.slot)?.track.newest ?? this.crown.place;
  }

  /** Nobody looks: keeps what is true now, and drops what was only waiting to be drawn or heard. */
  forget(): void {
    this.happenings = this.happenings.filter((h) => LASTING.has(h.kind)).slice(-HAPPENINGS_UNSEEN);
    this.leaving = [];
    this.oldShots = [];
    this.ghosts = [];
    this.beams.forget();
    for (const [slot, shot] of this.shots) if (this.tick - shot.birth >= shot.endAge) this.shots.delete(slot);
  }

  private sortRocks(): void {
    this.rockList = [...this.rockMap.values()].sort((a, b) => a.slot - b.slot);
  }
}
