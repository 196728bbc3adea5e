// Reads the golden files that Rust wrote; both sides must read the same bytes the same way.

import { readFileSync } from "node:fs";
import type { Steps } from "../src/protocol/generated";

const FOLDER = new URL("../../protocol/fixtures/", import.meta.url);

export interface GoldenFrame {
  name: string;
  direction: "client" | "server";
  hex: string;
  value: unknown;
}

export interface MotionCase {
  name: string;
  half: number;
  tune: { speed: number; energy: number };
  rocks: { x: number; y: number; radius: number; from: number; until: number }[];
  start: { x: number; y: number; vx: number; vy: number; energy: number; spent: boolean; reload: number };
  first_tick: number;
  inputs: [x: number, y: number, boost: boolean | number, rail: boolean | number][];
  states: [x: number, y: number, vx: number, vy: number, energy: number, spent: boolean | number, reload: number][];
}

export interface MotionFile {
  tick_rate: number;
  steps: Steps;
  cases: MotionCase[];
}

export function goldenFrames(): GoldenFrame[] {
  return JSON.parse(readFileSync(new URL("frames.json", FOLDER), "utf8"));
}

export function motionFile(tickRate: number): MotionFile {
  return JSON.parse(readFileSync(new URL(`motion-${tickRate}.json`, FOLDER), "utf8"));
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
