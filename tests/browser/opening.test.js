// The game's coming, when not all of it comes: a server renewed in between, or a line that breaks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, picture, server, until, useBrowser, useServer } from "./arena.js";
import { makeRoom, watching } from "./people.js";

useBrowser();
useServer("--bots", "2");

/** A page before it is opened, in whose first `count` loads the `files` are missing; how often it was loaded. */
async function without(files, count) {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  let loads = 0;
  page.on("request", (request) => request.isNavigationRequest() && loads++);
  await page.route(files, (route) => (loads <= count ? route.fulfill({ status: 404 }) : route.continue()));
  return { page, loads: () => loads };
}

for (const [what, files] of [
  ["first script", "**/assets/index-*.js"],
  ["game", "**/assets/start-*.js"],
  ["renderer", "**/assets/renderer-*.js"],
  ["style sheet", "**/assets/index-*.css"],
]) {
  test(`without the ${what} the page loads itself anew, once, and then says what is the matter`, async () => {
    const renewed = await without(files, 1);
    await renewed.page.goto(server.url);
    await until(renewed.page, watching);
    await renewed.page.close();

    const { page, loads } = await without(files, 2);
    await page.goto(server.url);
    await page.waitForSelector("#opening.failed .late");
    assert.equal(loads(), 2);
    await picture(page, "opening-failed");
    await page.click("#opening a");
    await page.waitForSelector(".nameform");
    await page.close();
  });
}

test("a page whose server is gone in between says so in its own words", async () => {
  const { page } = await without("**/assets/*.js", 1);
  let asked = 0;
  await page.route(server.url, (route) => (++asked === 1 ? route.continue() : route.abort()));
  await page.goto(server.url);
  await page.waitForSelector("#opening.failed .late");
  assert.equal(asked, 2);
  await page.close();
});

test("a page that was open when the server was renewed needs none of the files that are gone", async () => {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  // Else the browser has them all in its memory.
  const line = await page.context().newCDPSession(page);
  await line.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto(server.url);
  await until(page, watching);
  const missed = [];
  await page.route("**/assets/**", (route) => {
    missed.push(route.request().url());
    return route.fulfill({ status: 404 });
  });
  await makeRoom(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Comma");
  await page.waitForSelector(".settings");
  assert.deepEqual(missed, []);
  await page.close();
});
