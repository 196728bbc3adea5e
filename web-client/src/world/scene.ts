// The moment to draw: where everything is, as plain values. The builder writes it once a drawn frame; the renderer reads
// it and nothing else.

import type { View } from "./camera";
import type { Wish } from "./prediction";
import type { Rock, Scrap } from "./world";

export interface ShipView {
  slot: number;
  x: number;
  y: number;
  angle: number;
  /** Share of the full hull. */
  hull: number;
  boosting: boolean;
  shielded: boolean;
  /** Nobody is at its helm. */
  away: boolean;
  /** Wears the crown. */
  crowned: boolean;
  level: number;
  own: boolean;
}

export interface ShotView {
  x: number;
  y: number;
  angle: number;
  owner: number;
}

export interface RockView {
  rock: Rock;
  /** 0 just announced, 1 solid. */
  solid: number;
  /** 0 whole, 1 falls apart. */
  crack: number;
  /** Shots break it, and there is scrap in it. */
  brittle: boolean;
}

/** A place that somebody points at. */
export interface MarkView {
  slot: number;
  x: number;
  y: number;
  /** Milliseconds since it was told, below MARK_MS. */
  age: number;
}

/** What it holds is written anew by the next `build`: its lists have the same objects again. */
export interface Scene {
  /** Local milliseconds, and those since the last frame. */
  now: number;
  ms: number;
  camera: { x: number; y: number };
  /** How far the camera is ahead of the own ship, units. */
  lead: { x: number; y: number };
  /** Half of what is shown. */
  view: View;
  own: ShipView | null;
  /** Whose ship the view goes with while there is no own one: who is watched, or who did it. NOBODY: nobody's. */
  followed: number;
  /** The others, then the own ship, so that it is drawn on top. */
  ships: readonly ShipView[];
  shots: readonly ShotView[];
  rocks: readonly RockView[];
  scrap: readonly Scrap[];
  marks: readonly MarkView[];
  half: number;
  /** The size to come. */
  nextHalf: number | null;
}

/** What the loop knows when a frame is drawn. */
export interface Now {
  ms: number;
  now: number;
  remoteTick: number;
  /** Share of a tick since the last input. */
  share: number;
  wish: Wish;
  /** Radians, where the pointer is from the own ship. */
  aim: number;
  /** A place that a watcher moves the view to; null: where the server's view is. */
  free: { x: number; y: number } | null;
}

/** How the camera sees it. */
export interface Eye {
  /** Where it shall look, in halves of what is shown, from the middle of the screen; null: straight down. */
  look: { x: number; y: number } | null;
  /** Half of what is shown. */
  shown: View;
}

/** Share of the hull below which a ship is in danger: it smokes and blinks. */
export const HULL_LOW = 0.3;
/** Milliseconds for which a place is pointed at. */
export const MARK_MS = 5_000;
