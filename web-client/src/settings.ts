// What a person has set: one versioned record in the browser's storage. Each change holds at once and is kept.

import { signal } from "@preact/signals";
import { type Bindings, bindingsFrom, FIRST_BINDINGS } from "./bindings/actions";
import { follow, memory } from "./storage";
import { LANGUAGES, type Language } from "./text/languages";

const KEY = "settings";
/** By its field of this name a file says what it is. */
const MARK = "fracas";
const VERSION = 1;

export interface TouchSettings {
  /** Fly with the right thumb and aim with the left. */
  swap: boolean;
  /** Of the usual size. */
  size: number;
  opacity: number;
  /** A stick begins where the thumb comes down, instead of staying in its place. */
  floating: boolean;
  /** Aiming fires as well. */
  autoFire: boolean;
}

export interface Settings {
  version: typeof VERSION;
  language: "auto" | Language;
  /** 0 to 1. */
  volume: number;
  muted: boolean;
  /** `auto`: as the system says. */
  motion: "auto" | "full" | "less";
  /** Of the camera, 0 to 1. */
  shake: number;
  flashes: boolean;
  /** Numbers that tell the damage. */
  numbers: boolean;
  trails: boolean;
  /** Everyone in a colour of his own, or friends blue and enemies orange. */
  colours: "everyone" | "two";
  nameTags: "near" | "none";
  /** Share of the full resolution; `auto`: by the speed of the machine. */
  quality: "auto" | 1 | 0.75 | 0.5;
  /** Nothing, one line, or curves. */
  netGraph: 0 | 1 | 2;
  bindings: Bindings;
  touch: TouchSettings;
  /** A gamepad may shake. */
  vibration: boolean;
  /** The browser asks before the tab of a living ship is closed. */
  warnLeaving: boolean;
}

export const DEFAULTS: Settings = {
  version: VERSION,
  language: "auto",
  volume: 0.7,
  muted: false,
  motion: "auto",
  shake: 1,
  flashes: true,
  numbers: true,
  trails: true,
  colours: "everyone",
  nameTags: "near",
  quality: "auto",
  netGraph: 0,
  bindings: FIRST_BINDINGS,
  touch: { swap: false, size: 1, opacity: 0.6, floating: true, autoFire: true },
  vibration: true,
  warnLeaving: true,
};

/** Least and greatest value of the numbers that can be anything between. */
export const RANGES = { volume: [0, 1], shake: [0, 1], size: [0.7, 1.5], opacity: [0.2, 1] } as const;

/** The values of the choices. */
const CHOICES = {
  language: ["auto", ...LANGUAGES],
  motion: ["auto", "full", "less"],
  colours: ["everyone", "two"],
  nameTags: ["near", "none"],
  quality: ["auto", 1, 0.75, 0.5],
  netGraph: [0, 1, 2],
} as const satisfies { [K in keyof Settings]?: readonly Settings[K][] };

export const settings = signal<Settings>(load());

// Only taken and never written again, so that two tabs do not answer each other for ever. What a later page wrote is
// for later pages.
follow(KEY, (text) => {
  if (text === null || isOurs(parsed(text))) settings.value = settingsFrom(text);
});

/** Changes some of the settings, for now and for the next visit. */
export function change(part: Partial<Omit<Settings, "version">>): void {
  settings.value = { ...settings.value, ...part };
  memory.remember(KEY, JSON.stringify(settings.value));
}

export function toggleMute(): void {
  change({ muted: !settings.value.muted });
}

/** Back to what everybody begins with. */
export function reset(): void {
  settings.value = DEFAULTS;
  memory.forget(KEY);
}

/** The settings of a stored text. What is missing, of another version, or cannot be, is as at first. */
export function settingsFrom(text: string | null): Settings {
  const stored = parsed(text);
  if (!isOurs(stored)) return DEFAULTS;
  return { ...fitting(DEFAULTS, stored), bindings: bindingsFrom(stored.bindings) };
}

/** The settings as the text of a file, to have them on another machine. */
export function fileOf(now: Settings): string {
  return `${JSON.stringify({ [MARK]: KEY, ...now }, null, 2)}\n`;
}

/** Takes the settings of such a file, all or none. */
export function takeFile(text: string): "taken" | "notOurs" | "otherVersion" {
  const stored = parsed(text);
  if (stored[MARK] !== KEY) return "notOurs";
  if (!isOurs(stored)) return "otherVersion";
  change(settingsFrom(text));
  return "taken";
}

const systemMotion = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
const systemCalm = signal(systemMotion?.matches ?? false);
systemMotion?.addEventListener("change", ({ matches }) => {
  systemCalm.value = matches;
});

/** No shake, no growing rings, no strong flashes: as set here, else as set in the system. */
export function lessMotion(): boolean {
  const { motion } = settings.value;
  return motion === "less" || (motion === "auto" && systemCalm.value);
}

function load(): Settings {
  const query = new URLSearchParams(globalThis.location?.search);
  // The way out of settings with which nothing can be seen or pressed.
  if (query.has("reset")) {
    memory.forget(KEY);
    query.delete("reset");
    history.replaceState(history.state, "", query.size > 0 ? `?${query}` : location.pathname);
  }
  return settingsFrom(memory.recall(KEY));
}

function isOurs(stored: Record<string, unknown>): boolean {
  return stored.version === VERSION;
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `defaults` with the stored values of the same fields that can be. */
function fitting<T extends object>(defaults: T, stored: unknown): T {
  const table = typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  const fields = Object.entries(defaults).map(([field, usual]) => {
    const value = table[field];
    if (typeof usual === "object") return [field, fitting(usual, value)];
    return [field, canBe(field, usual, value) ? value : usual];
  });
  return Object.fromEntries(fields);
}

function canBe(field: string, usual: unknown, value: unknown): boolean {
  const choices: readonly unknown[] | undefined = CHOICES[field as keyof typeof CHOICES];
  if (choices) return choices.includes(value);
  const range = RANGES[field as keyof typeof RANGES];
  if (range) return typeof value === "number" && value >= range[0] && value <= range[1];
  return typeof value === typeof usual;
}
