// A visit in Firefox and in WebKit, as in Chromium elsewhere: the page opens on the fight, remembers what is set,
// flies, shoots, talks, and comes back into its ship. Whoever cannot start a browser fails.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startServer } from "./arena.js";
import { startFirefox, startWebKit } from "./engines.js";
import { seated } from "./people.js";

test("Firefox: from the opening of the page to the way back into the ship, with thumbs as well", () =>
  visit(startFirefox, seesTheFight, remembers, flies, shoots, talks, fliesByThumb, predicts, comesBack));

test("WebKit: from the opening of the page to the way back into the ship", () =>
  visit(startWebKit, seesTheFight, remembers, flies, shoots, talks, predicts, comesBack));

async function visit(start, ...deeds) {
  // The bot makes way for whoever plays: nobody shoots at a slow browser.
  const server = await startServer("--bots", "1", "--seed", "5");
  let browser;
  try {
    browser = await start();
    for (const deed of deeds) await deed(browser, server.url);
    assert.deepEqual(await browser.faults(), []);
  } finally {
    await browser?.close();
    server.stop();
  }
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
}

/** Every engine reckons the ship's way as the server does, by the bit. */
async function predicts(browser) {
  const { compared, unexplained, fps } = await browser.run(() => {
    const { compared, corrections, figures } = window.__fracas;
    return { compared, unexplained: corrections.unexplained, fps: Math.round(figures.fps) };
  });
  assert.ok(compared > 20, `${compared} snapshots were compared`);
  assert.equal(unexplained, 0);
  console.log(`figure: ${browser.name}: ${fps} frames a second without a graphics card`);
}

/** Two fingers at once, and the second one stays when the first one goes. */
async function fliesByThumb(browser) {
  const { wide, high } = await browser.run(() => ({ wide: innerWidth, high: innerHeight }));
  await browser.finger("left", 0.2 * wide, 0.7 * high, "pointerDown");
  await browser.finger("left", 0.2 * wide + 50, 0.7 * high);
  await browser.finger("right", 0.7 * wide, 0.6 * high, "pointerDown");
  await browser.finger("right", 0.7 * wide, 0.6 * high - 50);
  await browser.until("both thumbs", () => window.__fracas.hands.x > 0 && window.__fracas.hands.fire);
  await browser.picture("thumbs");
  await browser.finger("left", 0.2 * wide, 0.7 * high, "pointerUp");
  await browser.until("the right thumb alone", () => window.__fracas.hands.x === 0 && window.__fracas.hands.fire);
  await browser.finger("right", 0.7 * wide, 0.6 * high, "pointerUp");
  await browser.until("hands that rest", () => !window.__fracas.hands.fire);
}

/** Into the same ship, after a broken line and after a reload. */
async function comesBack(browser) {
  await browser.run(() => window.__fracas.cut());
  const told = () => document.querySelector(".lines")?.innerText.includes("back in your ship");
  await browser.until("her ship after a broken line", told);
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
