// The sounds as ZzFX presets: volume, randomness, frequency, attack, sustain, release, shape, curve, slide,
// deltaSlide, pitchJump, pitchJumpTime, repeatTime, noise, modulation, bitCrush, delay, sustainVolume, decay,
// tremolo, filter.

export type Sound =
  | "fire"
  | "hit"
  | "hurt"
  | "spark"
  | "explosion"
  | "crumble"
  | "pickup"
  | "boost"
  | "death"
  | "spawn"
  | "kill";

const _ = undefined;

export const PRESETS: Record<Sound, (number | undefined)[]> = {
  fire: [0.5, 0, 620, 0.005, 0.01, 0.07, 1, 1.6, -9, _, _, _, _, 0.4, _, _, _, 0.6, 0.02],
  hit: [0.9, 0, 980, _, 0.015, 0.06, 1, 0.6, 4, _, 240, 0.02, _, _, _, _, _, 0.7, 0.01],
  hurt: [1.2, 0, 150, _, 0.04, 0.16, 4, 1.9, -3, _, _, _, _, 0.9, _, 0.2, _, 0.6, 0.03],
  spark: [0.5, 0, 320, _, 0.01, 0.05, 4, 1.2, _, _, _, _, _, 2, _, _, _, 0.4, 0.01],
  explosion: [1.6, 0, 96, 0.01, 0.12, 0.5, 4, 2.1, -0.6, _, _, _, _, 1.4, _, 0.3, _, 0.5, 0.12, _, -900],
  crumble: [1, 0, 60, 0.01, 0.08, 0.32, 4, 1.4, -0.3, _, _, _, _, 2.4, _, 0.5, _, 0.5, 0.08, _, -700],
  pickup: [0.8, 0, 1180, _, 0.03, 0.11, 0, 1.2, _, _, 590, 0.04, _, _, _, _, _, 0.7, 0.01],
  boost: [0.7, 0, 90, 0.05, 0.12, 0.26, 4, 0.7, 2.2, _, _, _, _, 0.8, _, _, _, 0.5, 0.06, _, -1200],
  death: [1.8, 0, 210, 0.01, 0.2, 0.8, 2, 1.4, -2.2, -0.2, _, _, 0.08, 0.6, _, 0.2, _, 0.5, 0.2],
  spawn: [0.7, 0, 330, 0.02, 0.1, 0.24, 0, 1.3, 3, _, 165, 0.08, _, _, _, _, _, 0.6, 0.04],
  kill: [1.1, 0, 520, 0.01, 0.09, 0.22, 1, 1, _, _, 260, 0.07, _, _, _, _, _, 0.7, 0.03],
};
