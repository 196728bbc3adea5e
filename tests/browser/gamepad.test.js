// A gamepad, held by the test, plays and goes through the menus.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, server, until, useBrowser, useServer } from "./arena.js";
import { fliesRight, seated, still, watching, wishes } from "./people.js";

useBrowser();
useServer("--bots", "0", "--seed", "3");

/** Puts a gamepad into the page, held by the test. */
function plugPad() {
  const pad = { connected: true, id: "test", index: 0, mapping: "standard", axes: [0, 0, 0, 0], buttons: [] };
  for (let i = 0; i < 17; i++) pad.buttons.push({ pressed: false, value: 0 });
  window.testPad = pad;
  navigator.getGamepads = () => [pad];
  window.dispatchEvent(new Event("gamepadconnected"));
}

const pull = (page, button, value) =>
  page.evaluate(([b, v]) => Object.assign(window.testPad.buttons[b], { value: v, pressed: v > 0 }), [button, value]);

test("a gamepad starts the fight, flies, aims and shoots; unplugged it lets go", async (t) => {
  const { page, faults } = await openPage(t, server.url);
  await until(page, watching);
  await page.evaluate(plugPad);
  // A on the name plays.
  await pull(page, 0, 1);
  await until(page, seated);
  await pull(page, 0, 0);
  await page.evaluate(() => (window.testPad.axes = [1, 0, 0, -1]));
  await fliesRight(page);
  const { x, aim, device, fire } = await wishes(page);
  assert.deepEqual([x, device, fire], [127, "pad", false]);
  assert.ok(aim.y < 0 && Math.abs(aim.x) < 1, `aims at ${JSON.stringify(aim)}`);
  await pull(page, 7, 0.6);
  await until(page, () => window.__fracas.shots > 0);
  await page.evaluate(() => {
    window.testPad.connected = false;
    window.dispatchEvent(new Event("gamepaddisconnected"));
  });
  await until(page, still);
  assert.equal((await wishes(page)).fire, false);
  assert.deepEqual(faults, []);
});

test("a gamepad goes through the settings and changes one", async (t) => {
  const { page, faults } = await openPage(t, server.url);
  await until(page, watching);
  await page.evaluate(plugPad);
  const press = async (button) => {
    await pull(page, button, 1);
    // Longer than between two looks at it.
    await page.waitForTimeout(80);
    await pull(page, button, 0);
    await page.waitForTimeout(80);
  };
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  for (let i = 0; i < 30 && !/Settings/.test(await focused()); i++) await press(13);
  await press(0);
  await page.getByRole("dialog").waitFor();
  await page.getByRole("tab", { name: "Play" }).focus();
  await press(15);
  await press(15);
  await press(15);
  assert.equal(await focused(), "Sound");
  await press(13);
  await press(14);
  const volume = () => JSON.parse(localStorage.getItem("fracas.settings"))?.volume;
  assert.equal(await page.evaluate(volume), 0.65);
  await press(1);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual(faults, []);
});
