// The languages of the page. Another one is a file like de.ts and its line here.

import { de } from "./de";
import { en } from "./en";
import type { SlotsOf, Text } from "./words";

export type Key = keyof typeof en;
/** A language: all keys, and no other. */
export type Table = Readonly<Record<Key, Text>>;

export const TABLES = { en, de } satisfies Record<string, Table>;
/** By its tag of BCP 47. */
export type Language = keyof typeof TABLES;
export const LANGUAGES = Object.keys(TABLES) as Language[];

/** What the slots of a text are filled with; nothing for one without. */
export type Filled<K extends Key> = [SlotsOf<(typeof en)[K]>] extends [never]
  ? []
  : [slots: Readonly<Record<SlotsOf<(typeof en)[K]>, string | number>>];
/** A key of a text without slots. */
export type PlainKey = { [K in Key]: [SlotsOf<(typeof en)[K]>] extends [never] ? K : never }[Key];

/** What a language is called by those who speak it. */
export function nameOf(language: Language): string {
  return new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
}
