// What stands on the keys: by the layout of the keyboard where the browser knows it, else as on an English one.

import { signal } from "@preact/signals";
import { type Key, t } from "../text";

/** Letter of each key's place; null while it is not known. */
const layout = signal<ReadonlyMap<string, string> | null>(null);

/** Keys that are called the same in every language. */
const SIGNS: Record<string, string> = {
  Escape: "Esc",
  Tab: "Tab",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Slash: "/",
  Comma: ",",
  Period: ".",
  Semicolon: ";",
  Quote: "'",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Backquote: "`",
  Minus: "-",
  Equal: "=",
};

/** Keys and buttons with a name. */
const NAMES = {
  Space: "key.space",
  Enter: "key.enter",
  Backspace: "key.backspace",
  ShiftLeft: "key.shift",
  ShiftRight: "key.rightShift",
  Mouse0: "key.click",
  Mouse1: "key.middleClick",
  Mouse2: "key.rightClick",
} as const satisfies Record<string, Key>;

/** Buttons of the standard gamepad, in its order. */
const PAD = ["A", "B", "X", "Y", "LB", "RB", "LT", "RT", "View", "Menu", "L3", "R3", "↑", "↓", "←", "→", "Home"];

/** Asks the browser what stands on the keys. */
export async function readLayout(): Promise<void> {
  const { keyboard } = navigator as { keyboard?: { getLayoutMap?(): Promise<ReadonlyMap<string, string>> } };
  // Firefox and Safari do not tell, and a page inside another may not ask.
  layout.value = (await keyboard?.getLayoutMap?.().catch(() => null)) ?? null;
}

/** The words for a code; empty for none. */
export function labelOf(code: string, letters: ReadonlyMap<string, string> | null = layout.value): string {
  const [, kind, rest = ""] = /^(Pad|Mouse|Numpad|Key|Digit)(.+)$/.exec(code) ?? [];
  if (kind === "Pad") return PAD[Number(rest)] ?? t("key.button", { n: rest });
  if (code in NAMES) return t(NAMES[code as keyof typeof NAMES]);
  if (kind === "Mouse") return t("key.mouseButton", { n: Number(rest) + 1 });
  const letter = letters?.get(code)?.trim();
  if (kind === "Numpad") return `Num ${letter || rest}`;
  if (letter) return letter.toLocaleUpperCase();
  return SIGNS[code] ?? (kind ? rest : code);
}
