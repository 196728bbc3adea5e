// What a player can do, and by which keys, mouse buttons and gamepad buttons. Pure.
//
// A code is a key's place on the board (event.code, so that WASD is the same hand on every layout), `Mouse0` to
// `Mouse4`, or `Pad0` to `Pad16` in the order of the standard gamepad.

/** Each action with its codes at first: two keys or mouse buttons, and one button of a gamepad. */
const FIRST = {
  up: ["KeyW", "ArrowUp", ""],
  down: ["KeyS", "ArrowDown", ""],
  left: ["KeyA", "ArrowLeft", ""],
  right: ["KeyD", "ArrowRight", ""],
  boost: ["ShiftLeft", "ShiftRight", "Pad5"],
  fire: ["Mouse0", "Space", "Pad7"],
  rail: ["Mouse2", "KeyE", "Pad6"],
  stat1: ["Digit1", "Numpad1", "Pad12"],
  stat2: ["Digit2", "Numpad2", "Pad15"],
  stat3: ["Digit3", "Numpad3", "Pad13"],
  stat4: ["Digit4", "Numpad4", "Pad14"],
  stat5: ["Digit5", "Numpad5", "Pad2"],
  stat6: ["Digit6", "Numpad6", "Pad3"],
  scores: ["Tab", "", "Pad8"],
  chat: ["Enter", "KeyC", ""],
  signs: ["KeyT", "", "Pad0"],
  mark: ["KeyG", "", "Pad4"],
  players: ["KeyP", "", ""],
  host: ["KeyO", "", ""],
  help: ["KeyH", "Slash", ""],
  mute: ["KeyM", "", ""],
  netGraph: ["KeyN", "", ""],
  fullscreen: ["KeyF", "", ""],
  settings: ["Comma", "", ""],
  leave: ["Escape", "", "Pad9"],
} as const satisfies Record<string, readonly [string, string, string]>;

export type Action = keyof typeof FIRST;
export type Bindings = Readonly<Record<Action, readonly string[]>>;

export const ACTIONS = Object.keys(FIRST) as Action[];
export const FIRST_BINDINGS: Bindings = FIRST;
/** Which of an action's codes is the gamepad's; those before are for keys and the mouse. */
export const PAD_SLOT = 2;

/** The action of a code; null when it has none. */
export function actionOf(code: string, bindings: Bindings): Action | null {
  return (code && ACTIONS.find((action) => bindings[action].includes(code))) || null;
}

/**
 * Codes that stay what they are. Ctrl with W closes the tab, and no page can prevent it; the others are the system's;
 * Escape is the way out of everything.
 */
export function isReserved(code: string): boolean {
  return /^(Control|Meta|Alt|OS|Escape$|Fn|F5$|F11$|F12$)/.test(code);
}

/** Binds a code. Whoever had it gets what was here before; an empty code takes the binding away. */
export function bind(bindings: Bindings, action: Action, slot: number, code: string): Bindings {
  const before = bindings[action][slot] ?? "";
  if (before === code || isReserved(before) || isReserved(code) || !fitsSlot(code, slot)) return bindings;
  const swapped = (list: readonly string[]) => list.map((other) => (other && other === code ? before : other));
  const next = Object.fromEntries(ACTIONS.map((each) => [each, swapped(bindings[each])])) as Record<Action, string[]>;
  next[action][slot] = code;
  return next;
}

/** What was stored, as far as it can be right; an action that was not stored gets what nobody else has. */
export function bindingsFrom(stored: unknown): Bindings {
  const table = typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  const taken = new Set<string>();
  const once = (code: unknown, slot: number) => {
    if (typeof code !== "string" || !fitsSlot(code, slot) || taken.has(code)) return "";
    if (code) taken.add(code);
    return code;
  };
  const known = ACTIONS.filter((action) => Array.isArray(table[action]));
  const result = new Map<Action, readonly string[]>();
  for (const action of [...known, ...ACTIONS.filter((each) => !known.includes(each))]) {
    const list = known.includes(action) ? (table[action] as unknown[]) : FIRST[action];
    result.set(
      action,
      FIRST[action].map((first, slot) => once(isReserved(first) ? first : list[slot], slot)),
    );
  }
  return Object.fromEntries(result) as Record<Action, readonly string[]>;
}

function fitsSlot(code: string, slot: number): boolean {
  return code === "" || (/^[A-Za-z][A-Za-z0-9]{1,23}$/.test(code) && code.startsWith("Pad") === (slot === PAD_SLOT));
}
