import { describe, expect, test } from "vitest";
import { clearing } from "../src/ui/clearing";

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
const WINDOW = box(0, 0, 1_000, 600);
const PHONE = box(0, 0, 400, 800);

describe("what cards leave free", () => {
  test.each([
    ["everything without cards", WINDOW, [], WINDOW],
    ["what is beside a column", WINDOW, [box(20, 100, 400, 200), box(20, 220, 400, 500)], box(400, 0, 1_000, 600)],
    ["what is between a head and a foot", PHONE, [box(20, 10, 380, 90), box(20, 450, 380, 790)], box(0, 90, 400, 450)],
    [
      "what is under the lower of two cards",
      WINDOW,
      [box(0, 0, 500, 600), box(500, 0, 990, 150)],
      box(500, 150, 1_000, 600),
    ],
    ["nothing of what lies outside of the frame", box(0, 0, 400, 500), [box(0, 300, 400, 900)], box(0, 0, 400, 300)],
    ["the frame where they cover all of it", PHONE, [box(-10, -10, 410, 810)], PHONE],
  ])("%s", (_, frame, cards, free) => expect(clearing(frame, cards)).toEqual(free));
});
