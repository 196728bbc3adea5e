// How soon a visitor sees the fight, and how much he loads for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { browser, openPage, server, until, useBrowser, useServer } from "./arena.js";

/** Bytes of all scripts of the first load, compressed. */
const SCRIPT_BYTES_MAX = 250_000;
/** Milliseconds, as this is timed on machines with other work; on a quiet one it is under a second. */
const FIGHT_MS_MAX = 2_000;
const VISITS = 3;
/** More of them while all were too slow: what else runs on the machine only adds. */
const VISITS_MAX = 12;

useBrowser();
useServer("--bots", "12");

/** Name and compressed size of a script. */
async function sizeOf(response) {
  return [new URL(response.url()).pathname.split("/").pop(), gzipSync(await response.body()).length];
}

const fightSeen = () => window.__fracas?.fightAt != null;

test("all scripts, up to the first shot with its sound, are below 250 kB", async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const scripts = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(sizeOf(response));
  });
  await page.goto(server.url);
  await until(page, fightSeen);
  await page.keyboard.press("Enter");
  await until(page, () => window.__fracas.position != null);
  await page.mouse.click(600, 200);
  // The sound comes with the first gesture, and last of all.
  await until(page, () => performance.getEntriesByType("resource").some(({ name }) => /ZzFX.*\.js/.test(name)));
  await until(page, () => performance.getEntriesByType("resource").some(({ name }) => /renderer.*\.js/.test(name)));
  const sizes = new Map(await Promise.all(scripts));
  const sum = [...sizes.values()].reduce((a, b) => a + b, 0);
  const each = [...sizes].map(([name, bytes]) => `${name} ${bytes}`).join(", ");
  console.log(`figure: ${sum} bytes of scripts, compressed: ${each}`);
  for (const part of ["index", "renderer", "ZzFX"]) assert.ok(each.includes(`${part}-`), `${part} was not seen: ${each}`);
  assert.ok(sum < SCRIPT_BYTES_MAX, `${sum} bytes`);
});

test("a visitor sees the first ship within 2 s after he opened the page", async (t) => {
  const times = [];
  const tooSlow = () => Math.min(...times) >= FIGHT_MS_MAX;
  // The first visit also starts the browser's processes.
  for (let visit = 0; visit <= VISITS || (tooSlow() && visit <= VISITS_MAX); visit++) {
    const { page } = await openPage(t, server.url);
    await until(page, fightSeen);
    if (visit > 0) times.push(await page.evaluate(() => Math.round(window.__fracas.fightAt)));
    await page.close();
  }
  console.log(`figure: from the opening of the page until the first ship was seen: ${times.join(", ")} ms`);
  assert.ok(!tooSlow(), `it took ${times} ms`);
});
