// The words of the page in the reader's language: `t("menu.play")`. Read in a component or an effect, they are
// written anew when the language changes. Another language is one more file beside de.ts, and its line in TABLES.

import { computed } from "@preact/signals";
import { settings } from "../settings";
import { de } from "./de";
import { en } from "./en";
import { Grammar, type Run, type Slots, type SlotsOf, type Text } from "./words";

export type Key = keyof typeof en;
/** A language: all keys, and no other. */
export type Table = Readonly<Record<Key, Text>>;

const TABLES = { en, de } satisfies Record<string, Table>;
export type Language = keyof typeof TABLES;
export const LANGUAGES = Object.keys(TABLES) as Language[];

/** What the slots of a text are filled with; nothing for one without. */
type Filled<K extends Key> = [SlotsOf<(typeof en)[K]>] extends [never]
  ? []
  : [slots: Readonly<Record<SlotsOf<(typeof en)[K]>, string | number>>];

/** A key of a text without slots. */
export type PlainKey = { [K in Key]: [SlotsOf<(typeof en)[K]>] extends [never] ? K : never }[Key];

/** The language of the page, and the grammar as the reader's country has it. */
const reader = computed(() => {
  const chosen = settings.value.language;
  const tags = globalThis.navigator?.languages ?? [];
  const { language, locale } = chosen === "auto" ? spoken(tags) : { language: chosen, locale: chosen };
  return { language, table: TABLES[language] as Table, grammar: new Grammar(locale) };
});

export const language = computed(() => reader.value.language);

/** The first of the reader's languages (BCP 47) that the page speaks, else English. */
export function spoken(tags: readonly string[]): { language: Language; locale: string } {
  for (const locale of tags) {
    const language = LANGUAGES.find((known) => known === locale.toLowerCase().split("-")[0]);
    if (language) return { language, locale };
  }
  return { language: "en", locale: "en" };
}

export function t<K extends Key>(key: K, ...[slots]: Filled<K>): string {
  const { table, grammar } = reader.value;
  return grammar.words(table[key], (slots ?? {}) as Slots);
}

/** The words in parts, of which some stand out. */
export function runs<K extends Key>(key: K, ...[slots]: Filled<K>): Run[] {
  const { table, grammar } = reader.value;
  return grammar.runs(table[key], (slots ?? {}) as Slots);
}

/** A number as the reader writes it, with so many digits after the point. */
export function number(value: number, digits = 0): string {
  return reader.value.grammar.number(value, digits);
}
