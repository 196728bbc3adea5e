import { expect, test } from "vitest";
import { Rate } from "../src/ui/rate";

test("a count that grows evenly has that rate, however often one looks", () => {
  for (const every of [100, 500, 900]) {
    const rate = new Rate();
    for (let ms = 0; ms < 5_000; ms += every) rate.at(ms, ms * 0.03);
    expect(rate.value).toBeCloseTo(30, 6);
  }
});

test("follows within a few seconds", () => {
  const rate = new Rate();
  for (let ms = 0; ms < 3_000; ms += 500) rate.at(ms, ms * 0.03);
  for (let ms = 3_000; ms < 7_000; ms += 500) rate.at(ms, 90 + (ms - 3_000) * 0.01);
  expect(rate.value).toBeGreaterThan(9);
  expect(rate.value).toBeLessThan(13);
});

test("says nothing of a new line, and of what happened while nobody looked", () => {
  const rate = new Rate();
  rate.at(0, 0);
  rate.at(500, 1_000);
  rate.at(1_000, 3);
  expect(rate.value).toBe(0);
  rate.at(60_000, 5_000);
  expect(rate.value).toBe(0);
});
