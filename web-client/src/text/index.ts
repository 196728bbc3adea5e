// The words of the page in the reader's language: `t("menu.play")`. Read in a component or an effect, they are
// written anew when the language changes.

import { computed } from "@preact/signals";
import { settings } from "../settings";
import { type Filled, type Key, LANGUAGES, type Language, TABLES, type Table } from "./languages";
import { Grammar, type Run, type Slots } from "./words";

export type { Key, PlainKey } from "./languages";

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
