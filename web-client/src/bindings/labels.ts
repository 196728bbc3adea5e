// What stands on the keys: by the layout of the keyboard where the browser knows it, else as on an English one.

import { signal } from "@preact/signals";

/** Letter of each key's place; null while it is not known. */
const layout = signal<ReadonlyMap<string, string> | null>(null);

/** Keys of which the board says nothing useful. */
const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  ShiftLeft: "Shift",
  ShiftRight: "Right Shift",
  Escape: "Esc",
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
  Mouse0: "Click",
  Mouse1: "Middle click",
  Mouse2: "Right click",
  Mouse3: "Mouse 4",
  Mouse4: "Mouse 5",
};

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
  const pad = /^Pad(\d+)$/.exec(code)?.[1];
  if (pad) return PAD[Number(pad)] ?? `Button ${pad}`;
  const letter = letters?.get(code);
  if (letter?.trim()) return letter.toLocaleUpperCase();
  const plain = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  return NAMES[code] ?? plain ?? code.replace(/^Numpad/, "Num ");
}
