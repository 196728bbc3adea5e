// What of the picture a person wants to see, as plain values: read in every frame, written when a setting changes.

import { effect } from "@preact/signals";
import { lessMotion, settings } from "../settings";
import { chooseColours } from "./palette";

export const taste = {
  /** No shake, no growing rings, nothing that drifts over the whole screen. */
  calm: false,
  /** Of the camera, 0 to 1. */
  shake: 1,
  /** Strength of what lights up at once, 0 to 1. */
  flash: 1,
  /** Numbers that tell the damage. */
  numbers: true,
  trails: true,
  names: true,
};

/** Strength of flashes for those who want none: a hit must still be seen. */
const FAINT = 0.35;

effect(() => {
  const { shake, flashes, numbers, trails, colours, nameTags } = settings.value;
  taste.calm = lessMotion();
  taste.shake = taste.calm ? 0 : shake;
  taste.flash = flashes && !taste.calm ? 1 : FAINT;
  taste.numbers = numbers;
  taste.trails = trails;
  taste.names = nameTags !== "none";
  chooseColours(colours);
});
