// Everybody can play: menus and cards without a serious fault by axe, by keyboard alone, with large letters, and in
// the system's own colours.

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { drawSeldom, openPage, picture, server, until, useBrowser, useServer } from "./arena.js";
import { outOfPlace, settled } from "./layout.js";
import { fly, makeRoom, seated, watching } from "./people.js";

useBrowser();
useServer("--bots", "4");

/** The page's policy forbids foreign scripts, and axe is one. */
function visit(t, path, { prepare = () => {}, ...options } = {}) {
  const url = new URL(path, server.url).href;
  return openPage(t, url, { bypassCSP: true, ...options }, async (context) => {
    await drawSeldom(context);
    await prepare(context);
  });
}

/** What axe finds that keeps people out: serious and critical, none of it excused. */
async function faultsOf(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** Looks at each of the screens, which are reached one after the other. */
async function inspect(page, screens) {
  for (const [name, reach, shown] of screens) {
    await reach();
    await page.waitForSelector(shown);
    // What slides in is not to be judged half way.
    await page.evaluate(settled);
    assert.deepEqual(await faultsOf(page), [], name);
  }
}

/** Closes what is open, and then opens the next. */
async function next(page, open) {
  await page.keyboard.press("Escape");
  await page.waitForSelector("body:not(:has(dialog))");
  await open();
}

test("menus and dialogs have no serious fault", async (t) => {
  const { page } = await visit(t, "/");
  await until(page, watching);
  await page.waitForSelector(".rooms tbody tr");
  const settings = [...Array(6).keys()].map((tab) => [
    `settings, page ${tab + 1}`,
    () => page.locator("[role=tab]").nth(tab).click(),
    "[role=tabpanel]",
  ]);
  await inspect(page, [
    ["menu", () => {}, ".menu"],
    ["create a room", () => page.click("text=Create room"), "dialog"],
    ["how to play", () => next(page, () => page.click("text=How to play")), "dialog"],
    ["settings", () => next(page, () => page.click(".foot >> text=Settings")), "dialog"],
    ...settings,
    ["watching", () => next(page, () => page.click(".nameform >> text=Watch")), ".watchbar"],
  ]);
});

test("what opens beside the fight has no serious fault", async (t) => {
  const { page } = await visit(t, "/");
  await makeRoom(page, { bots: 0 });
  await inspect(page, [
    ["share", () => {}, ".share"],
    ["fight", () => next(page, () => {}), ".vitals"],
    ["host", () => page.keyboard.press("o"), ".drawer .fields"],
    ["players", () => next(page, () => page.keyboard.press("p")), ".drawer .people"],
    ["help", () => next(page, () => page.keyboard.press("h")), ".help"],
    ["signs", () => page.keyboard.press("t"), ".signs"],
    ["chat", () => page.keyboard.press("Enter"), ".chat.open input"],
    ["reconnecting", () => page.evaluate(() => window.__fracas.cut()), ".lostcard"],
  ]);
});

test("cards of bad news have no serious fault", async (t) => {
  const closing = (code) => (context) => context.routeWebSocket("**/ws", (socket) => socket.close({ code, reason: "" }));
  const blind = (context) =>
    context.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
  const cases = [
    ["another version", closing(4001), ".lostcard"],
    ["sent out", closing(4007), ".lostcard"],
    ["no WebGL", blind, ".sorry"],
  ];
  for (const [name, prepare, shown] of cases) {
    const { page } = await visit(t, "/r/main", { prepare });
    await inspect(page, [[name, () => {}, shown]]);
    await page.close();
  }
});

test("by keyboard alone: every control of the menu shows where the focus is, and a dialog gives it back", async (t) => {
  const { page } = await visit(t, "/");
  await until(page, watching);
  await page.waitForSelector(".rooms tbody tr");
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: node } = document;
      const { outlineStyle, outlineWidth } = getComputedStyle(node);
      return { what: node.innerText || node.id || node.ariaLabel, seen: outlineStyle !== "none" && parseFloat(outlineWidth) };
    });
  const way = [];
  for (let steps = 0; steps < 20 && !way.includes("How to play"); steps++) {
    const { what, seen } = await focused();
    assert.ok(seen >= 3, `${what} has an outline of ${seen} px`);
    way.push(what);
    if (what !== "How to play") await page.keyboard.press("Tab");
  }
  for (const stop of ["name", "Play", "Watch", "Join", "Quick play", "Create room", "How to play"]) {
    assert.ok(way.includes(stop), `${stop} is not on the way: ${way}`);
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog");
  assert.ok(await page.evaluate(() => document.activeElement.closest("dialog") !== null), "the focus is in the dialog");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal((await focused()).what, "How to play");
  await page.keyboard.press("Shift+Tab");
  await page.focus("#name");
  await page.keyboard.press("Enter");
  await until(page, seated);
});

test("with letters of twice the size nothing is cut off, and all can be reached", async (t) => {
  const { page } = await visit(t, "/");
  await page.addStyleTag({ content: "html { font-size: 200% }" });
  await until(page, () => document.querySelector(".rooms tbody tr"));
  await picture(page, "access/large-menu");
  assert.deepEqual(await page.evaluate(outOfPlace), [], "menu");
  await page.click("text=Create room");
  await picture(page, "access/large-create");
  assert.deepEqual(await page.evaluate(outOfPlace), [], "create a room");
  await page.keyboard.press("Escape");
  await page.click("text=How to play");
  assert.deepEqual(await page.evaluate(outOfPlace), [], "how to play");
  await page.keyboard.press("Escape");
  await fly(page, "Ann");
  await page.keyboard.press("p");
  await page.waitForSelector(".drawer");
  await picture(page, "access/large-players");
  assert.deepEqual(await page.evaluate(outOfPlace), [], "players");
});

test("in the colours of the system the chosen and the main things still stand out", async (t) => {
  const { page } = await visit(t, "/", { forcedColors: "active" });
  await until(page, () => document.querySelector(".rooms tbody .chosen"));
  await picture(page, "access/forced-colours");
  const outlined = await page.evaluate(() =>
    ["button.play", ".rooms .chosen"].map((what) => getComputedStyle(document.querySelector(what)).outlineStyle),
  );
  assert.deepEqual(outlined, ["solid", "solid"]);
});
