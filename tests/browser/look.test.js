// The picture in windows of all shapes: nobody sees more of the world, and what a person wants calm is calm.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, server, until, useBrowser, useServer } from "./arena.js";

useBrowser();
useServer();

const stage = (page) =>
  page.evaluate(() => {
    const { width, height } = document.getElementById("stage").getBoundingClientRect();
    return { width, height, aspect: width / height };
  });

test("an ultra-wide window has the shape of a desktop's, an upright one is filled from side to side", async (t) => {
  const { page, faults } = await openPage(t, server.url);
  await until(page, () => window.__fracas?.ships.length > 0);
  const desktop = await stage(page);
  assert.ok(Math.abs(desktop.aspect - 16 / 9) < 0.01, `a desktop's stage is ${desktop.aspect} wide`);
  const fits = (width, height) =>
    until(
      page,
      ([w, h]) => {
        const box = document.getElementById("stage").getBoundingClientRect();
        return box.width <= w + 1 && box.height <= h + 1 && (box.width > w - 2 || box.height > h - 2);
      },
      [width, height],
    );
  await page.setViewportSize({ width: 1280, height: 360 });
  await fits(1280, 360);
  assert.ok(Math.abs((await stage(page)).aspect - desktop.aspect) < 0.02);
  await page.setViewportSize({ width: 390, height: 844 });
  await fits(390, 844);
  const phone = await stage(page);
  assert.ok(phone.width > 388, `the phone's stage is ${phone.width} px wide`);
  assert.ok(phone.height > 400, `the phone's stage is ${phone.height} px high`);
  assert.deepEqual(faults, []);
});

test("who wants less motion in the system or in the settings gets it on the whole page at once", async (t) => {
  const { page } = await openPage(t, server.url, { viewport: { width: 640, height: 360 } });
  const motion = () => page.evaluate(() => document.documentElement.dataset.motion);
  assert.equal(await motion(), "full");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await until(page, () => document.documentElement.dataset.motion === "less");
  await page.evaluate(() => localStorage.setItem("fracas.settings", JSON.stringify({ version: 1, motion: "full" })));
  await page.reload();
  await until(page, () => document.documentElement.dataset.motion === "full");
});
