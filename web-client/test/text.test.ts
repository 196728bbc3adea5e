import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { ACTIONS } from "../src/bindings/actions";
import { change } from "../src/settings";
import { type Key, number, runs, spoken, t } from "../src/text";
import { de } from "../src/text/de";
import { en } from "../src/text/en";
import { LANGUAGES, nameOf } from "../src/text/languages";
import { Grammar, type Text } from "../src/text/words";

const SRC = fileURLToPath(new URL("../src", import.meta.url));
const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("text/"))
  .map((name) => ({ name, code: readFileSync(join(SRC, name), "utf8") }));
const keys = Object.keys(en) as Key[];

afterEach(() => {
  change({ language: "auto" });
});

describe("every key of the table", () => {
  const named = new Set(
    sources.flatMap(({ code }) => [...code.matchAll(/["'`](\w+\.[\w${}.]+)["'`]/g)].map((m) => m[1])),
  );
  /** Keys of which a part is chosen at run time: the source says `death.${weapon}`, and these are the choices. */
  const CHOSEN: Record<string, readonly string[]> = {
    "death.": ["blaster", "rail"],
    "feed.": ["blaster", "rail"],
    "help.": ["fire", "rail", "boost"],
    "hud.": ["shield", "triple"],
    "touch.": ["boost", "rail"],
    "action.": ACTIONS.filter((action) => !/^stat\d$/.test(action)),
    "settings.": ["play", "controls", "video", "sound", "access", "network", "taken", "notOurs", "otherVersion"],
    // All of them are named where the signs are drawn.
    "sign.": [],
    "net.": ["hit", "late", "push", "starved", "unexplained"],
  };
  const made = [...named].filter((name) => name?.includes("${")).map((name) => `${name?.split("${")[0]}`);
  const chosen = Object.entries(CHOSEN).flatMap(([start, ends]) => ends.map((end) => start + end));

  test("is used", () => {
    expect(new Set(made)).toEqual(new Set(Object.keys(CHOSEN)));
    expect(keys.filter((key) => !named.has(key) && !chosen.includes(key))).toEqual([]);
    expect(chosen.filter((key) => !(key in en))).toEqual([]);
  });

  test("has words in every language, with the same slots", () => {
    const slots = (text: Text) =>
      new Set(
        [
          ...formsOf(text)
            .join()
            .matchAll(/\{(\w+)\}/g),
        ].map((m) => m[1]),
      );
    for (const key of keys) expect(slots(de[key]), key).toEqual(slots(en[key]));
  });

  test("has the forms that the language's numbers want", () => {
    for (const [language, table] of Object.entries({ en, de })) {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const [key, text] of Object.entries<Text>(table)) {
        if (typeof text !== "string") expect(Object.keys(text).sort(), key).toEqual([...pluralCategories].sort());
      }
    }
  });
});

test("German has no English left over", () => {
  // What both languages call the same.
  const same: readonly Key[] = [
    "rooms.bots",
    "form.name",
    "hud.pilot",
    "lesson.blaster",
    "controls.pad",
    "rooms.ping",
    "rooms.pingMs",
    "rooms.pingUnknown",
  ];
  const english = /\b(the|you|your|and|with|of|to|is|are|this|that|room|by|for|not|all|point|ship)\b/i;
  for (const key of keys) {
    const words = formsOf(de[key]).join(" ");
    expect(words.replace(/\{\w+\}/g, ""), key).not.toMatch(english);
    // Measures and their units, too.
    if (!same.includes(key) && !key.startsWith("net.")) expect(words, key).not.toBe(formsOf(en[key]).join(" "));
  }
});

test("no component has words of its own", () => {
  const visible = [
    // <p>Some words</p>, also on a line of its own
    />\s*[A-Za-z][^<>{}()=;]*<\//,
    // title="Some words"
    /\b(?:title|placeholder|aria-label|alt|label)="[^"]/,
    // element.textContent = "Some words"
    /(?:textContent|title) = ["'`][A-Za-z]{2}/,
  ];
  // A key is named by its letters, and the game by its name.
  const allowed = /<kbd>\w+<\/kbd>|FRACAS/g;
  for (const { name, code } of sources) {
    const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(allowed, "");
    if (name.endsWith(".tsx") || name.startsWith("ui/")) {
      for (const pattern of visible) expect(pattern.exec(bare)?.[0], name).toBeUndefined();
    }
  }
});

describe("a text", () => {
  const grammar = new Grammar("de");

  test("has its slots filled, numbers as the reader writes them", () => {
    expect(grammar.words("{name}: {points}", { name: "Ann", points: 12345 })).toBe("Ann: 12.345");
  });

  test("chooses its form by the number", () => {
    const forms = { one: "{n} Bot", other: "{n} Bots" };
    expect([0, 1, 2].map((n) => grammar.words(forms, { n }))).toEqual(["0 Bots", "1 Bot", "2 Bots"]);
  });

  test("stands out between asterisks, and a name may have some of its own", () => {
    expect(grammar.runs("by *{name}* now", { name: "*A{x}*" })).toEqual([
      { text: "by ", strong: false },
      { text: "*A{x}*", strong: true },
      { text: " now", strong: false },
    ]);
    expect(grammar.words("by *{name}*", { name: "*A*" })).toBe("by *A*");
  });
});

describe("the language of the page", () => {
  test.each([
    [["de-AT", "en"], "de", "de-AT"],
    [["fr", "en-GB", "de"], "en", "en-GB"],
    [["fr"], "en", "en"],
    [[], "en", "en"],
  ])("of somebody who reads %j is %s", (tags, language, locale) => expect(spoken(tags)).toEqual({ language, locale }));

  test("is the chosen one at once", () => {
    change({ language: "de" });
    expect(t("menu.play")).toBe("Spielen");
    expect(number(1.5, 1)).toBe("1,5");
    expect([number(9_999), number(10_000)]).toEqual(["9999", "10.000"]);
    expect(runs("death.rail", { name: "Ann" })[1]).toEqual({ text: "Ann", strong: true });
    change({ language: "en" });
    expect(t("menu.play")).toBe("Play");
  });

  test("is one of those that have a table", () => expect(LANGUAGES.map(nameOf)).toEqual(["English", "Deutsch"]));
});

function formsOf(text: Text): string[] {
  return typeof text === "string" ? [text] : Object.values(text);
}
