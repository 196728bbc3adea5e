// What a player feels of his own ship over a far and restless line, and what the page tells him of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { picture, until, useBrowser } from "./arena.js";
import { FAR, flyOver, look, TICK_MS } from "./line.js";
import { record } from "./recorder.js";

/** Seconds of flight in which corrections are counted. */
const FLIGHT_S = process.env.FRACAS_LONG ? 300 : 15;

useBrowser();

/** Presses a key as a person does, and notes when the page hears of it. */
async function pressed(page, act) {
  await page.evaluate(() => {
    const note = () => (window.__heard ??= performance.now());
    window.__heard = undefined;
    for (const type of ["keydown", "pointermove"]) window.addEventListener(type, note, { once: true, capture: true });
  });
  await act();
  await page.waitForTimeout(500);
  return page.evaluate(() => ({ heard: window.__heard, frames: window.__frames }));
}

/** Radians between two directions. */
function apart(a, b) {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return Math.min(turn, 2 * Math.PI - turn);
}

test("aim and flame answer in the next drawn frame, the place within one tick and one frame", async (t) => {
  const { page, faults } = await flyOver(t, FAR);
  await until(page, (least) => window.__fracas.ping > least, 2 * FAR.delay - 10);
  await page.evaluate(record);
  for (let turn = 0; turn < 4; turn++) {
    await page.waitForTimeout(800);
    const { x } = await look(page, "position");
    const way = x > 0 ? "KeyA" : "KeyD";
    await page.keyboard.down("ShiftLeft");
    const { heard, frames } = await pressed(page, () => page.keyboard.down(way));
    await page.keyboard.up(way);
    await page.keyboard.up("ShiftLeft");
    const before = frames.findLast(({ now }) => now < heard);
    const [next, ...later] = frames.filter(({ now }) => now >= heard);
    assert.equal(before.own.boosting, false);
    assert.equal(next.own.boosting, true, `no flame in the first frame, ${next.now - heard} ms after the key`);
    const due = [next, ...later].find(({ now }) => now >= heard + TICK_MS);
    assert.ok(Math.abs(due.own.x - before.own.x) > 0.05, `not moved ${due.now - heard} ms after the key`);
    console.log(`figure: moved by ${(due.own.x - before.own.x).toFixed(2)} units ${(due.now - heard).toFixed(0)} ms after the key`);
  }
  for (const [px, py] of [
    [320, 340],
    [40, 180],
    [320, 20],
  ]) {
    const { heard, frames } = await pressed(page, () => page.mouse.move(px, py));
    // About: the camera looks ahead, so the ship is not quite in the middle.
    const aimed = Math.atan2(py - 180, px - 320);
    assert.ok(apart(frames.findLast(({ now }) => now < heard).own.angle, aimed) > 1);
    const next = frames.find(({ now }) => now >= heard);
    assert.ok(apart(next.own.angle, aimed) < 0.35, `aims ${next.own.angle} ${next.now - heard} ms after the mouse`);
  }
  assert.deepEqual(faults, []);
});

test(`${FLIGHT_S} s of flight: every correction has a reason that the server told, none is unexplained`, async (t) => {
  const { server, page, faults } = await flyOver(t, FAR);
  const counted = async () => {
    const { rooms } = await (await fetch(`${server.url.replace(/\/$/, "")}/api/stats`)).json();
    return rooms[0].starved + rooms[0].skipped_inputs;
  };
  // The server counts from the first input on; what it told before is not compared.
  await page.waitForTimeout(1_500);
  const countedBefore = await counted();
  await page.waitForTimeout(1_000);
  const toldBefore = await look(page, "reasons");
  await page.mouse.move(500, 100);
  await page.mouse.down();
  const ends = Date.now() + FLIGHT_S * 1000;
  for (let turn = 0; Date.now() < ends; turn++) {
    const keys = [["KeyD", "KeyS", "KeyA", "KeyW"][turn % 4], ...(turn % 3 === 0 ? ["ShiftLeft"] : [])];
    for (const key of keys) await page.keyboard.down(key);
    if (turn % 5 === 0) await page.keyboard.press("KeyE");
    await page.waitForTimeout(600);
    for (const key of keys) await page.keyboard.up(key);
  }
  await page.mouse.up();
  const [corrections, reasons, sizes, compared] = await Promise.all(
    ["corrections", "reasons", "sizes", "compared"].map((key) => look(page, key)),
  );
  await page.waitForTimeout(1_500);
  const starved = (await counted()) - countedBefore;
  const told = reasons.starved - toldBefore.starved;
  console.log(
    `figure: ${compared} compared, corrections ${JSON.stringify(corrections)}, reasons ${JSON.stringify(reasons)}, ` +
      `the server told of ${told} starved and counts ${starved}, largest ${sizes.starved.max.toFixed(1)} units`,
  );
  // To a page that cannot keep up, on a busy machine, the server sends every fourth tick only.
  assert.ok(compared > FLIGHT_S * 4, `${compared} snapshots were compared`);
  assert.equal(corrections.unexplained, 0);
  for (const reason of Object.keys(reasons)) assert.ok(corrections[reason] <= reasons[reason], reason);
  assert.ok(told <= starved, `told ${told} times, counted ${starved}`);
  assert.equal(corrections.push, 0, "there is nobody to be pushed by");
  assert.deepEqual(faults, []);
});

test("the net graph tells what the line is like when it is asked for, and is not there before", async (t) => {
  const { page, faults } = await flyOver(t, FAR);
  const shown = () => page.evaluate(() => document.querySelector(".netgraph")?.innerText ?? "");
  assert.equal(await shown(), "");
  assert.equal(await page.evaluate(() => document.querySelectorAll(".netgraph canvas").length), 0);
  await page.keyboard.press("KeyN");
  await until(page, () => / ms ± .* kB\/s/.test(document.querySelector(".net").textContent));
  assert.equal(await shown(), "");
  await page.keyboard.press("KeyN");
  await until(page, () => /Ping.*Snapshots.*Others/s.test(document.querySelector(".netgraph").innerText));
  // The curve grows: some of its columns are painted.
  await until(page, () => {
    const canvas = document.querySelector(".netgraph canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let painted = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted++;
    return painted > 2_000;
  });
  await picture(page, "netgraph");
  await page.keyboard.press("KeyN");
  await until(page, () => document.querySelector(".netgraph").hidden);
  assert.deepEqual(faults, []);
});
