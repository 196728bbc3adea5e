import { describe, expect, test } from "vitest";
import { NOBODY, NoticeWhat } from "../src/protocol/generated";
import { ANNOUNCE_EVERY_MS, Announcer } from "../src/ui/announcer";
import type { TalkLine } from "../src/ui/talk";
import { FADE_MS, LINES_CLOSED, LINES_MAX, lineOf, noticeText, shownLines, speech, withLine } from "../src/ui/talk";

const SEAT = 7;
const nobody: ReadonlySet<string> = new Set();
const said = (slot: number, name: string, text = "hello") => ({ kind: "said", slot, name, text }) as const;
const line = (at: number): Omit<TalkLine, "id"> => ({ at, slot: 3, name: "Bob", text: "hi", tone: "said", own: false });

describe("what is read", () => {
  test("somebody's words, with his name", () => {
    expect(lineOf(said(3, "Bob"), SEAT, nobody)).toMatchObject({
      name: "Bob",
      text: "hello",
      tone: "said",
      own: false,
    });
  });

  test("markup stays text", () => {
    expect(lineOf(said(3, "Bob", "<b>x</b>"), SEAT, nobody)?.text).toBe("<b>x</b>");
  });

  test("nothing of whom the reader has muted", () => {
    expect(lineOf(said(3, "Bob"), SEAT, new Set(["Bob"]))).toBeNull();
  });

  test("the server's words and one's own, whoever is muted", () => {
    expect(lineOf(said(NOBODY, "Bob"), SEAT, new Set(["Bob"]))?.text).toBe("hello");
    expect(lineOf(said(SEAT, "Bob"), SEAT, new Set(["Bob"]))?.own).toBe(true);
  });

  test("a watcher has no words of his own", () => {
    expect(lineOf(said(NOBODY, "server"), NOBODY, nobody)?.own).toBe(false);
  });

  test.each([
    [
      "a join",
      { kind: "notice", what: NoticeWhat.JOINED, slot: 3, name: "Bob", value: 0 } as const,
      "Bob joined",
      "dim",
    ],
    [
      "a refused message",
      { kind: "notice", what: NoticeWhat.TOO_FAST, slot: SEAT, name: "Ann", value: 0 } as const,
      "Not sent",
      "warn",
    ],
    ["another host", { kind: "host", slot: 3, name: "Bob" } as const, "Bob is the host", "dim"],
    ["one's own rule", { kind: "host", slot: SEAT, name: "Ann" } as const, "You are the host", "dim"],
    ["the end of all rule", { kind: "host", slot: NOBODY, name: "" } as const, "no host", "dim"],
  ])("%s as a notice", (_, happening, text, tone) => {
    const read = lineOf(happening, SEAT, nobody);
    expect(read?.text).toContain(text);
    expect(read?.tone).toBe(tone);
  });

  test("not that one joined oneself", () => {
    const own = { kind: "notice", what: NoticeWhat.JOINED, slot: SEAT, name: "Ann", value: 0 } as const;
    expect(lineOf(own, SEAT, nobody)).toBeNull();
  });

  test("every notice has words, an unknown one has none", () => {
    for (const what of Object.values(NoticeWhat)) expect(noticeText(what, "Bob", 5)).not.toBe("");
    expect(noticeText(99, "Bob", 0)).toBe("");
  });
});

describe("the log", () => {
  const many = (count: number, at = 0) => {
    let lines: TalkLine[] = [];
    for (let i = 0; i < count; i++) lines = withLine(lines, line(at));
    return lines;
  };

  test("numbers its lines and forgets the oldest", () => {
    const lines = many(LINES_MAX + 5);
    expect(lines.length).toBe(LINES_MAX);
    expect(lines.at(-1)?.id).toBe(LINES_MAX + 5);
  });

  test("closed, it shows the newest lines for a while", () => {
    const lines = many(20, 1_000);
    expect(shownLines(lines, false, 1_000 + FADE_MS - 1).length).toBe(LINES_CLOSED);
    expect(shownLines(lines, false, 1_000 + FADE_MS)).toEqual([]);
  });

  test("open, it shows all", () => expect(shownLines(many(20), true, 1e9).length).toBe(20));
});

describe("what is sent", () => {
  test.each([
    ["blanks around it go", "  hi there ", "hi there"],
    ["nothing is nothing", " \t ", ""],
    ["200 characters at most", "a".repeat(300), "a".repeat(200)],
  ])("%s", (_, typed, sent) => expect(speech(typed)).toBe(sent));

  test("400 bytes at most, and no character is cut in two", () => {
    const sent = speech("😀".repeat(150));
    expect(sent).toBe("😀".repeat(100));
  });
});

describe("the screen reader", () => {
  test("is told several lines at once, and then nothing for a while", () => {
    const announcer = new Announcer();
    announcer.add("Bob joined");
    expect(announcer.due(0)).toBe("Bob joined");
    for (const text of ["a", "b", "c", "d"]) announcer.add(text);
    expect(announcer.due(ANNOUNCE_EVERY_MS - 1)).toBeNull();
    expect(announcer.due(ANNOUNCE_EVERY_MS)).toBe("b. c. d");
    expect(announcer.due(3 * ANNOUNCE_EVERY_MS)).toBeNull();
  });
});

test("among equals the crown changes hands often: only the last of such lines in a row is kept", () => {
  const line = (text: string, passing: boolean) =>
    ({ at: 0, slot: NOBODY, name: "", text, tone: "dim", own: false, passing }) as const;
  let lines: TalkLine[] = [];
  for (const [text, passing] of [
    ["Ann takes the crown", true],
    ["Bob takes the crown", true],
    ["Bob left", false],
    ["Cleo takes the crown", true],
  ] as const) {
    lines = withLine(lines, line(text, passing));
  }
  expect(lines.map(({ text }) => text)).toEqual(["Bob takes the crown", "Bob left", "Cleo takes the crown"]);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(3);
});
