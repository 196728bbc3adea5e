// What the hands want, as the input of one tick.

import { Button, ClientMessageKind, type Input } from "../protocol/generated";
import type { Wish } from "../world/prediction";

/** Steps a CSS pixel in the aim that is sent: a direction finer than the 16-bit heading of a shot. */
const AIM_STEPS = 16;
const AIM_MAX = 32_767;
/** Parts of a tick in which `back` counts, and what fits into it. */
const BACK_STEPS = 16;
const BACK_MAX = 255;

export const STILL: Wish = { x: 0, y: 0, boost: false, fire: false, rail: false };

/** The direction (CSS pixels) as it is sent. */
export function aimOf(pixels: { x: number; y: number }): { x: number; y: number } {
  return { x: steps(pixels.x), y: steps(pixels.y) };
}

/** Sixteenths of a tick from the drawn moment to `ack`: where the rail finds what was aimed at. */
export function backOf(ack: number, drawnTick: number): number {
  return Math.max(0, Math.min(BACK_MAX, Math.round((ack - drawnTick) * BACK_STEPS)));
}

/** The message for a wish. `aim` is as sent; the others were drawn as of `drawnTick`. */
export function inputOf(seq: number, ack: number, wish: Wish, aim: { x: number; y: number }, drawnTick: number): Input {
  const buttons = (wish.boost ? Button.BOOST : 0) | (wish.fire ? Button.FIRE : 0) | (wish.rail ? Button.RAIL : 0);
  return [ClientMessageKind.Input, seq, ack, 1, wish.x, wish.y, buttons, aim.x, aim.y, backOf(ack, drawnTick)];
}

function steps(pixels: number): number {
  return Math.max(-AIM_MAX, Math.min(AIM_MAX, Math.round(pixels * AIM_STEPS)));
}
