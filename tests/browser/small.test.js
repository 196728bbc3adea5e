// The smallest windows: an old phone, the outside of one that folds, and what a keyboard on the glass leaves of them.

import { test } from "node:test";
import { drawSeldom, openPage, server, until, useBrowser, useServer } from "./arena.js";
import { PHONE } from "./hands.js";
import { shoot } from "./layout.js";
import { seated, watching } from "./people.js";

const SMALLEST = {
  sizes: [
    { width: 280, height: 653 },
    { width: 320, height: 480 },
    { width: 320, height: 300 },
    { width: 653, height: 280 },
  ],
};

useBrowser();
useServer("--bots", "2");

/** What lies over the field one writes in. Runs in the page. */
function overTheField() {
  const field = document.querySelector(".entry input");
  const { left, right, top, bottom } = field.getBoundingClientRect();
  const y = (top + bottom) / 2;
  const found = [0.1, 0.5, 0.9].map((share) => document.elementFromPoint(left + (right - left) * share, y));
  return found.filter((node) => node !== field).map((node) => node?.outerHTML.slice(0, 60) ?? "out of the window");
}

test("in the smallest windows all can be reached, and one sees what one writes", async (t) => {
  const { page } = await openPage(t, server.url, PHONE.options, drawSeldom);
  await until(page, watching);
  await page.waitForSelector(".rooms tbody tr");
  await shoot(page, "menu", SMALLEST);
  await page.tap("text=Create room");
  await page.waitForSelector("dialog");
  await shoot(page, "create", SMALLEST);
  await page.keyboard.press("Escape");
  await page.tap(".nameform .play");
  await until(page, seated);
  await page.tap(".tools [data-panel=chat]");
  await page.waitForSelector(".entry input");
  await shoot(page, "chat", SMALLEST, overTheField);
});
