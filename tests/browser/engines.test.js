// A visit in Firefox and in WebKit, as in Chromium elsewhere: the page opens on the fight, remembers what is set,
// flies, shoots, talks, and comes back into its ship. Whoever cannot start a browser fails.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startServer } from "./arena.js";
import { startFirefox, startWebKit } from "./engines.js";
import { seated } from "./people.js";

for (const start of [startFirefox, startWebKit]) {
  test(`${start.name.slice("start".length)}: a visit from the opening of the page to the way back into the ship`, async () => {
    const server = await startServer("--bots", "3", "--seed", "5");
    const browser = await start();
    try {
      await seesTheFight(browser, server.url);
      await remembers(browser);
      await flies(browser);
      await shoots(browser);
      await talks(browser);
      await comesBack(browser);
      assert.deepEqual(await browser.faults(), []);
    } finally {
      await browser.close();
      server.stop();
    }
  });
}

async function seesTheFight(browser, url) {
  // Half as sharp: without a graphics card every frame keeps the whole machine.
  await browser.open(`${url}?resolution=0.5`);
  await browser.until("a ship", () => window.__fracas?.fightAt > 0);
  const ms = await browser.run(() => Math.round(window.__fracas.fightAt));
  console.log(`figure: ${browser.name}: the first ship was seen ${ms} ms after the opening`);
  await browser.picture("menu");
}

/** A setting outlives the page; and a press beside a card closes it. */
async function remembers(browser) {
  await browser.click(".foot button", "Settings");
  await browser.click("[role=tab]", "Sound");
  await browser.click("dialog label", "Mute");
  await browser.until("silence", () => document.querySelector("dialog [type=checkbox]")?.checked);
  await browser.picture("settings");
  await browser.mouse(30, 400, "pointerDown", "pointerUp");
  await browser.until("the menu without a card", () => !document.querySelector("dialog"));
  assert.deepEqual(await browser.run(foreign), []);
  await browser.reload();
  await browser.until("silence after a reload", () =>
    [...document.querySelectorAll(".foot button")].some((button) => button.innerText === "Sound off"),
  );
}

async function flies(browser) {
  await browser.until("the field for the name", () => document.activeElement?.id === "name");
  await browser.press(..."Ann", "Enter");
  await browser.until("a ship of her own", seated);
  const from = await browser.run(() => window.__fracas.position);
  // Towards the middle of the world, for a wall may be near.
  const keys = [from.x < 0 ? "d" : "a", from.y < 0 ? "s" : "w"];
  for (const key of keys) await browser.hold(key);
  const far = ({ x, y }) => Math.hypot(window.__fracas.position?.x - x, window.__fracas.position?.y - y) > 40;
  await browser.until("some way", far, from);
  for (const key of keys) await browser.letGo(key);
  await browser.until("hands that rest", () => window.__fracas.hands.x === 0 && window.__fracas.hands.y === 0);
}

async function shoots(browser) {
  await browser.mouse(900, 250, "pointerDown");
  await browser.until("a shot", () => window.__fracas.shots > 0);
  await browser.picture("flying");
  await browser.mouse(900, 250, "pointerUp");
  await browser.until("a gun that rests", () => !window.__fracas.hands.fire);
  await browser.until("enough energy", () => window.__fracas.own?.reload === 0 && window.__fracas.own.energy > 90);
  await browser.press("e");
  await browser.until("the rail, as the server tells", () => window.__fracas.rails.told === 1);
  assert.deepEqual(await browser.run(() => window.__fracas.rails), { shown: 1, told: 1 });
}

async function talks(browser) {
  await browser.press("Enter");
  await browser.until("a field for words", () => document.activeElement?.closest(".entry"));
  await browser.press(..."hello", "Enter");
  await browser.until("the words", () => document.querySelector(".lines")?.innerText.includes("hello"));
  await browser.picture("chat");
  const fps = await browser.run(() => Math.round(window.__fracas.figures.fps));
  console.log(`figure: ${browser.name}: ${fps} frames a second without a graphics card`);
}

/** Into the same ship, after a broken line and after a reload. */
async function comesBack(browser) {
  await browser.run(() => window.__fracas.cut());
  await browser.until("a broken line", () => window.__fracas.state !== "seated");
  await browser.until("her ship after a broken line", seated);
  await browser.reload();
  await browser.until("her ship after a reload", seated);
  assert.deepEqual(await browser.run(foreign), []);
  await browser.press("Escape");
  await browser.until("the menu", () => document.body.dataset.mode === "menu");
}

/** Runs in the page: what it has asked of other hosts. */
function foreign() {
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  return asked.filter((url) => new URL(url).host !== location.host);
}
