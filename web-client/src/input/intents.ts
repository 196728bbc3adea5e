// What the devices say, as the input of one tick.

import { Button, ClientMessageKind, type Input } from "../protocol/generated";
import type { Wish } from "../world/prediction";
import type { Keyboard } from "./keyboard";
import type { Pointer } from "./pointer";

/** Thrust at full, and its part along each axis when both are held. */
const FULL = 127;
const DIAGONAL = 90;
/** Steps a CSS pixel in the aim that is sent: a direction finer than the 16-bit heading of a shot. */
const AIM_STEPS = 16;
const AIM_MAX = 32_767;

export const STILL: Wish = { x: 0, y: 0, boost: false, fire: false };

/** The wish of this moment. */
export function wishOf(keyboard: Keyboard, pointer: Pointer): Wish {
  const across = Number(keyboard.holds("right")) - Number(keyboard.holds("left"));
  const down = Number(keyboard.holds("down")) - Number(keyboard.holds("up"));
  const length = across !== 0 && down !== 0 ? DIAGONAL : FULL;
  return {
    x: across * length,
    y: down * length,
    boost: keyboard.holds("boost") || pointer.boost,
    fire: keyboard.holds("fire") || pointer.fire,
  };
}

/** The message for a wish. `aim` is a direction in CSS pixels. */
export function inputOf(seq: number, ack: number, wish: Wish, aim: { x: number; y: number }): Input {
  const buttons = (wish.boost ? Button.BOOST : 0) | (wish.fire ? Button.FIRE : 0);
  return [ClientMessageKind.Input, seq, ack, 1, wish.x, wish.y, buttons, steps(aim.x), steps(aim.y)];
}

function steps(pixels: number): number {
  return Math.max(-AIM_MAX, Math.min(AIM_MAX, Math.round(pixels * AIM_STEPS)));
}
