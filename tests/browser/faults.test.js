// What fails while one flies: the graphics card, and the page itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawSeldom, openPage, picture, server, until, useBrowser, useServer } from "./arena.js";
import { fly, seated } from "./people.js";

useBrowser();
useServer("--bots", "2");

test("a graphics card that takes its picture back is told of until there is one again", async (t) => {
  const { page } = await openPage(t, server.url, {}, drawSeldom);
  await fly(page, "Blind");
  await page.evaluate(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    const picture = document.querySelector("#world").getContext("webgl2").getExtension("WEBGL_lose_context");
    HTMLCanvasElement.prototype.getContext = () => null;
    window.giveBack = () => {
      HTMLCanvasElement.prototype.getContext = getContext;
    };
    picture.loseContext();
  });
  await until(page, () => document.querySelector(".busy").textContent.includes("no picture"));
  await picture(page, "blind");
  await page.evaluate(() => window.giveBack());
  await until(page, () => document.querySelector(".busy").textContent === "");
  assert.ok(await page.evaluate(() => window.__fracas.position !== null), "the ship flies on");
});

test("a page that fails in every frame says so, and loaded anew it flies on", async (t) => {
  const { page } = await openPage(t, server.url, {}, drawSeldom);
  await fly(page, "Stumbler");
  const slot = await page.evaluate(() => window.__fracas.slot);
  // Every frame wants it.
  await page.evaluate(() => {
    Math.hypot = null;
  });
  await page.waitForSelector(".lostcard");
  await picture(page, "stumbled");
  await page.click(".lostcard button");
  await until(page, seated);
  assert.equal(await page.evaluate(() => window.__fracas.slot), slot);
});
