// Who was away: behind another tab, or behind a line that stood still. He goes on where the fight is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until, useBrowser } from "./arena.js";
import { flyOver, look, NEAR } from "./line.js";
import { flyDrone, hideTab, record } from "./recorder.js";

useBrowser();

/** Runs in the page: how many snapshots come in `ms`, or in as long as that takes. */
async function countSnapshots(ms) {
  const ticks = new Set();
  const began = performance.now();
  const looks = setInterval(() => ticks.add(window.__fracas.tick), 5);
  await new Promise((resolve) => setTimeout(resolve, ms));
  clearInterval(looks);
  return { came: ticks.size - 1, seconds: (performance.now() - began) / 1_000 };
}

/** Runs in the page: shows the tab again; resolves to the milliseconds until the fight of now is drawn, 10 s at most. */
async function untilLive() {
  const began = performance.now();
  window.__showTab();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { drawn, tick, silence } = window.__fracas;
    const now = performance.now();
    const live = silence < 500 && drawn.now > began && tick - drawn.tick < 12;
    if (live || now - began > 10_000) return now - began;
  }
}

test("a hidden tab and back: the fight goes on within a second, where it is", async (t) => {
  const { page, faults } = await flyOver(t, NEAR);
  await page.evaluate(flyDrone);
  await page.keyboard.down("KeyD");
  await page.waitForTimeout(1_000);
  await page.evaluate(hideTab);
  await page.waitForTimeout(5_000);
  const slot = await look(page, "slot");
  const stood = await look(page, "position");
  const { came, seconds } = await page.evaluate(countSnapshots, 1_500);
  assert.ok(came >= 1 && came <= 2 * seconds + 2, `${came} snapshots in ${seconds} s that nobody looks at`);
  const still = await look(page, "position");
  assert.ok(Math.hypot(still.x - stood.x, still.y - stood.y) < 30, "the ship flies on with a key that nobody holds");
  await page.evaluate(record);
  const before = await look(page, "tick");
  const back = await page.evaluate(untilLive);
  console.log(`figure: ${back.toFixed(0)} ms after its tab was shown again the fight goes on`);
  assert.ok(back < 1_000, `the fight goes on after ${back} ms`);
  await page.waitForTimeout(500);
  const frames = (await page.evaluate(() => window.__frames)).filter(({ told }) => told > before);
  assert.equal(await look(page, "state"), "seated");
  assert.ok(frames.length > 1, `${frames.length} frames with news`);
  // From the first news on nothing flies faster than ships do; the fastest boost makes 40 units in 60 ms.
  for (const [i, frame] of frames.slice(1).entries()) {
    const before = frames[i];
    // On a busy machine news comes late: then what is drawn lies further back from now on.
    if (frame.tick < before.tick) continue;
    const most = frame.now - before.now + 20;
    for (const ship of [frame.own, ...frame.ships]) {
      const old = [before.own, ...before.ships].find((other) => other?.slot === ship?.slot);
      if (ship && old) assert.ok(Math.hypot(ship.x - old.x, ship.y - old.y) < most, `slot ${ship.slot} rushes`);
    }
  }
  assert.equal(await look(page, "slot"), slot);
  assert.equal((await look(page, "corrections")).unexplained, 0);
  await page.keyboard.up("KeyD");
  await page.keyboard.down("KeyA");
  await until(page, (x) => Math.abs(window.__fracas.position.x - x) > 30, still.x);
  assert.deepEqual(faults, []);
});

test("a line that stands for 3 s is told of, and is the same line afterwards; one that stands for 9 s is replaced", async (t) => {
  const { page, faults } = await flyOver(t, NEAR);
  const { slot, url } = await page.evaluate(() => ({ slot: window.__fracas.slot, url: window.__fracas.url }));
  await page.keyboard.down("KeyD");
  await page.evaluate(() => {
    const states = new Set();
    window.__states = states;
    setInterval(() => states.add(window.__fracas.state), 20);
    window.__fracas.hold(3_000);
  });
  await until(page, () => document.querySelector(".busy")?.textContent.length > 0);
  await until(page, () => window.__fracas.silence < 200);
  await page.waitForTimeout(1_000);
  assert.deepEqual(await page.evaluate(() => [...window.__states]), ["seated"]);
  assert.equal(await page.evaluate(() => document.querySelector(".busy").textContent), "");
  await page.keyboard.up("KeyD");
  await page.evaluate(() => window.__fracas.hold(9_000));
  await until(page, () => window.__fracas.state !== "seated");
  await until(page, () => window.__fracas.state === "seated" && window.__fracas.position != null);
  const again = await page.evaluate(() => ({ slot: window.__fracas.slot, url: window.__fracas.url }));
  assert.deepEqual(again, { slot, url });
  assert.equal((await look(page, "corrections")).unexplained, 0);
  assert.deepEqual(faults, []);
});
