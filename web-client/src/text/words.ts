// How a text becomes words: slots filled in, the form that a number wants, numbers as the reader writes them. Pure.

/** A text that is the same for every number, or one with forms, of which its slot {n} chooses. */
export type Text = string | Forms;
export type Forms = { readonly other: string } & { readonly [Rule in Intl.LDMLPluralRule]?: string };

export type Slots = Readonly<Record<string, string | number>>;

/** A part of a text; `strong` ones stand out. */
export interface Run {
  text: string;
  strong: boolean;
}

/** The slots of a text, as a type: those in a string, and `n` where there are forms. */
type SlotsIn<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | SlotsIn<Rest> : never;
export type SlotsOf<T> = T extends string
  ? SlotsIn<T>
  : T extends { other: infer Other }
    ? SlotsIn<Other> | "n"
    : never;

/** The ways of a language. */
export class Grammar {
  private readonly rules: Intl.PluralRules;
  private readonly numbers = new Map<number, Intl.NumberFormat>();

  /** `locale` is a tag of BCP 47. */
  constructor(private readonly locale: string) {
    this.rules = new Intl.PluralRules(locale);
  }

  /** `value` with so many digits after the point. */
  number(value: number, digits: number): string {
    // Four digits want no mark between them, so most numbers are ready at the start without what the browser knows of
    // languages, which takes it 20 ms to load.
    if (digits === 0 && Number.isInteger(value) && value >= 0 && value < 10_000) return String(value);
    let format = this.numbers.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      this.numbers.set(digits, format);
    }
    return format.format(value);
  }

  words(text: Text, slots: Slots): string {
    return this.fill(this.formOf(text, slots).replaceAll("*", ""), slots);
  }

  /** What stands between asterisks of the table is strong; those of a slot are somebody's name. */
  runs(text: Text, slots: Slots): Run[] {
    return this.formOf(text, slots)
      .split("*")
      .map((part, i) => ({ text: this.fill(part, slots), strong: i % 2 === 1 }))
      .filter((run) => run.text !== "");
  }

  private formOf(text: Text, slots: Slots): string {
    if (typeof text === "string") return text;
    return text[this.rules.select(Number(slots.n))] ?? text.other;
  }

  private fill(text: string, slots: Slots): string {
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = slots[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value, 0) : value;
    });
  }
}
