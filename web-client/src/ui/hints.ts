// Which keys, buttons or thumbs do something, as the player has it in his hands now.

import { type Action, PAD_SLOT } from "../bindings/actions";
import { device } from "../bindings/device";
import { labelOf } from "../bindings/labels";
import { settings } from "../settings";
import { t } from "../text";

/** The keys of an action; none where it has a button on the glass. */
export function keysOf(action: Action): string[] {
  if (device.value === "touch") return [];
  const codes = settings.value.bindings[action];
  const mine = device.value === "pad" ? codes.slice(PAD_SLOT) : codes.slice(0, PAD_SLOT);
  return mine.filter((code) => code !== "").map((code) => labelOf(code));
}

/** The first of an action's keys, where there is room for one; empty for none. */
export function keyOf(action: Action): string {
  return keysOf(action)[0] ?? "";
}

function flyKeys(): string[] {
  if (device.value === "touch") return [t(settings.value.touch.swap ? "key.rightThumb" : "key.leftThumb")];
  if (device.value === "pad") return [t("key.leftStick")];
  return (["up", "left", "down", "right"] as const).map(keyOf).filter((key) => key !== "");
}

function aimKeys(): string[] {
  if (device.value === "touch") return [t(settings.value.touch.swap ? "key.leftThumb" : "key.rightThumb")];
  return [t(device.value === "pad" ? "key.rightStick" : "key.mouse")];
}

/** From the key of the first stat to that of the last, of the six. */
function statKeys(): string[] {
  const [first, last] = [keyOf("stat1"), keyOf("stat6")];
  return first && last ? [`${first}–${last}`] : [];
}

/** Keys, and what they do. */
export type Hint = readonly [keys: readonly string[], text: string];

const HINTS = {
  fly: () => [flyKeys(), t("help.fly")],
  aim: () => [aimKeys(), t("help.aim")],
  fire: () => [keysOf("fire"), t("help.fire")],
  rail: () => [keysOf("rail"), t("help.rail")],
  boost: () => [keysOf("boost").slice(0, 1), t("help.boost")],
  stats: () => [statKeys(), t("help.stats")],
  scores: () => [keysOf("scores"), t("help.scores")],
  chat: () => [keysOf("chat").slice(0, 1), t("help.chat")],
  signs: () => [keysOf("signs"), t("help.signs")],
  mark: () => [keysOf("mark"), t("help.point")],
  players: () => [keysOf("players"), t("help.players")],
  mute: () => [keysOf("mute"), t("help.sound")],
  help: () => [keysOf("help").slice(0, 1), t("help.help")],
  leave: () => [keysOf("leave"), t("help.leave")],
  /** Aim and fire in one, for who flies the first time. */
  blaster: () => [device.value === "keys" ? keysOf("fire").slice(0, 1) : aimKeys(), t("lesson.blaster")],
} as const satisfies Record<string, () => Hint>;

/** These hints, but for what has no key on this device: that has a button which says what it is. */
export function hints(...names: (keyof typeof HINTS)[]): Hint[] {
  return names.map((name): Hint => HINTS[name]()).filter(([keys]) => keys.length > 0);
}
