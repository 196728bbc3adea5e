// Which happening sounds how, and from where.

import { NoticeWhat } from "../protocol/generated";
import { type Happening, isOwnKill } from "../world/happenings";
import type { Mixer } from "./mixer";
import type { Sound } from "./presets";

/** The listener: the middle of the view, and half its width in units. */
export interface Ear {
  x: number;
  y: number;
  halfW: number;
}

/** Share of the loudness that is lost at the edge of the view, and how far to the side a sound there stands. */
const LOST_AT_EDGE = 0.75;
const ASIDE_AT_EDGE = 0.7;

/** 0 to 1: how much of a sound at (x, y) is heard. */
export function loudness({ x, y }: { x: number; y: number }, ear: Ear): number {
  const dx = x - ear.x;
  const dy = y - ear.y;
  return Math.max(0, 1 - (Math.sqrt(dx * dx + dy * dy) / ear.halfW) * LOST_AT_EDGE);
}

/** -1 left to 1 right. */
export function aside(x: number, ear: Ear): number {
  return Math.max(-1, Math.min(1, ((x - ear.x) / ear.halfW) * ASIDE_AT_EDGE));
}

export function sound(mixer: Mixer, h: Happening, ear: Ear, seat: number): void {
  switch (h.kind) {
    case "muzzle":
      // The own gun is never drowned out by the voices of the others'.
      if (h.own) mixer.play("fire", 0.7);
      else from(mixer, "volley", 0.35, h, ear);
      break;
    case "spark":
      from(mixer, "spark", 0.35, h, ear);
      break;
    case "explosion":
      if (h.own) mixer.play("death", 1);
      else from(mixer, "explosion", 0.9, h, ear);
      break;
    case "rubble":
      from(mixer, "crumble", 0.8, h, ear);
      break;
    case "rail":
      from(mixer, "rail", h.own ? 0.8 : 0.6, h, ear);
      break;
    case "mark":
      // Heard from anywhere: it calls.
      mixer.play("mark", 0.6, aside(h.x, ear));
      break;
    case "crown":
      mixer.play("crown", h.slot === seat || h.before === seat ? 0.9 : 0.3);
      break;
    case "kill":
      if (isOwnKill(h, seat)) mixer.play("kill", 0.9);
      break;
    case "notice":
      if (h.what === NoticeWhat.STREAK) mixer.play("streak", h.slot === seat ? 0.9 : 0.25);
      break;
    default: {
      const plain = PLAIN[h.kind];
      if (plain) mixer.play(plain[0], plain[1]);
    }
  }
}

/** What sounds the same wherever it is: mostly what happens to the own ship. */
const PLAIN: { [K in Happening["kind"]]?: readonly [sound: Sound, volume: number] } = {
  pickup: ["pickup", 0.8],
  power: ["power", 0.9],
  level: ["level", 0.8],
  hit: ["hit", 0.8],
  hurt: ["hurt", 0.9],
  spawned: ["spawn", 0.6],
};

function from(mixer: Mixer, which: Sound, volume: number, place: { x: number; y: number }, ear: Ear): void {
  mixer.play(which, volume * loudness(place, ear), aside(place.x, ear));
}

/** Counts the last seconds of a wait: a tick for each that is left. */
export class Countdown {
  private left = 0;

  /** `seconds` left now; null while nobody waits. */
  beat(mixer: Mixer, seconds: number | null): void {
    const left = seconds === null ? 0 : Math.ceil(seconds);
    if (left > 0 && left < this.left) mixer.play("tick", 0.5);
    this.left = left;
  }
}
