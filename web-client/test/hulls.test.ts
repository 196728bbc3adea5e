// What a ship has become is seen by its hull.

import { expect, test } from "vitest";
import { RANKS, rankOf } from "../src/render/hulls";

test("everybody begins as a dart, and the best are of the last rank", () => {
  expect(rankOf(1)).toBe(0);
  expect(rankOf(30)).toBe(RANKS - 1);
});

test("a rank is never lost by a level more, none is left out, and each is worth some levels", () => {
  const ranks = Array.from({ length: 30 }, (_, i) => rankOf(i + 1));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  for (let rank = 0; rank < RANKS; rank++) expect(ranks.filter((r) => r === rank).length).toBeGreaterThan(2);
});
