// What this client has been told of the world. Filled by apply.ts, read by everybody else.

import type { Rules, Steps, Welcome } from "../protocol/generated";
import { NOBODY } from "../protocol/generated";
import type { Own } from "../protocol/records";
import type { Happening } from "./happenings";
import type { Track } from "./interpolation";
import type { SolidRock } from "./motion";
import type { Surroundings } from "./prediction";
import type { Shot } from "./shots";

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
  /** Local milliseconds at which it was told. */
  since: number;
}

export interface Player {
  name: string;
  bot: boolean;
}

export interface Board {
  players: number;
  /** The reader's place from 1; 0 without a seat. */
  rank: number;
  rows: [slot: number, score: number][];
}

/** The world's size: half its side in units, and the next one from a tick on. */
interface Size {
  half: number;
  next: { half: number; from: number } | null;
}

export class World implements Surroundings {
  readonly rules: Rules;
  readonly steps: Steps;
  readonly tickRate: number;
  readonly room: string;
  /** Tick of the newest snapshot. */
  tick: number;
  /** The reader's slot; NOBODY while he watches. */
  seat: number = NOBODY;
  own: Own | null = null;
  /** Without an own ship: whom the view follows and where its middle is. */
  view: { slot: number; x: number; y: number };
  readonly players = new Map<number, Player>();
  readonly ships = new Map<number, Ship>();
  /** Ships that left and are still drawn, because they are drawn in the past. */
  leaving: Ship[] = [];
  readonly shots = new Map<number, Shot>();
  /** Shots whose slot was told again before they were drawn to their end. */
  oldShots: Shot[] = [];
  readonly scrap = new Map<number, Scrap>();
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

  get tickMs(): number {
    return 1000 / this.tickRate;
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

  nameOf(slot: number): string {
    return this.players.get(slot)?.name ?? `#${slot}`;
  }

  /** Nobody looks: keeps what is true now, and drops what was only waiting to be drawn or heard. */
  forget(): void {
    this.happenings = this.happenings.filter((h) => h.kind === "death" || h.kind === "spawned");
    this.leaving = [];
    this.oldShots = [];
    for (const [slot, shot] of this.shots) if (this.tick - shot.birth >= shot.endAge) this.shots.delete(slot);
  }

  private sortRocks(): void {
    this.rockList = [...this.rockMap.values()].sort((a, b) => a.slot - b.slot);
  }
}
