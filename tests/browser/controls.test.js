// Keys and settings: every action by any key, the whole game without a mouse, and what a person has set stays set.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, picture, server, until, useBrowser, useServer } from "./arena.js";
import { fliesRight, fly, guest, seated, still, watching, wishes } from "./people.js";

useBrowser();
useServer("--bots", "0", "--seed", "3");

async function openControls(page) {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Controls" }).click();
}

test("an action gets another key: it flies at once and after a reload, and the old key does nothing", async (t) => {
  const { page, faults } = await openPage(t, server.url);
  await openControls(page);
  await page.getByRole("button", { name: "Fly right, key 1: D" }).click();
  await page.keyboard.press("KeyL");
  await page.getByRole("button", { name: "Fly right, key 1: L" }).waitFor();
  await picture(page, "settings-controls");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await fly(page, "Ann");
  await page.keyboard.down("KeyD");
  assert.equal((await wishes(page)).x, 0);
  await page.keyboard.up("KeyD");
  await page.keyboard.down("KeyL");
  await fliesRight(page);
  await page.keyboard.up("KeyL");
  await until(page, still);
  await page.reload();
  await until(page, seated);
  await page.keyboard.down("KeyL");
  await fliesRight(page);
  assert.deepEqual(faults, []);
});

test("a key that another action has is swapped with it, a mouse's button can be bound, and Ctrl cannot", async (t) => {
  const { page, faults } = await guest(t, server.url);
  await openControls(page);
  await page.getByRole("button", { name: "Boost, key 2: Right Shift" }).click();
  await page.keyboard.press("KeyE");
  await page.getByText("E was for Rail, which has Right Shift now.").waitFor();
  await page.getByRole("button", { name: "Signs, key 1: T" }).click();
  await page.mouse.click(640, 400, { button: "middle" });
  await page.getByRole("button", { name: "Signs, key 1: Middle click" }).waitFor();
  const mute = page.getByRole("button", { name: "Sound on and off, key 1: M" });
  await mute.click();
  await page.keyboard.press("ControlLeft");
  await mute.waitFor();
  // Who takes the mouse instead of the gamepad has changed his mind.
  await page.getByRole("button", { name: "Boost, gamepad: RB" }).click();
  const asked = page.getByText("Press a button of the gamepad");
  await asked.waitFor();
  await page.mouse.click(640, 400);
  await asked.waitFor({ state: "detached" });
  assert.equal(await page.locator("dialog").count(), 1);
  assert.deepEqual(faults, []);
});

test("settings hold at once, survive a reload, and ?reset forgets them", async (t) => {
  const { page, faults } = await guest(t, server.url);
  await page.getByRole("button", { name: "Settings" }).click();
  await picture(page, "settings-play");
  await page.getByLabel("Language").selectOption("de");
  await page.getByRole("tab", { name: "Ton" }).click();
  await page.getByLabel("Stumm").check();
  await page.getByRole("tab", { name: "Barrierefreiheit" }).click();
  await page.getByLabel("Bewegung").selectOption("less");
  const kept = () => JSON.parse(localStorage.getItem("fracas.settings"));
  await page.reload();
  const { language, muted, motion, volume } = await page.evaluate(kept);
  assert.deepEqual([language, muted, motion, volume], ["de", true, "less", 0.7]);
  await page.getByRole("button", { name: "Einstellungen" }).click();
  await page.getByRole("tab", { name: "Ton" }).click();
  assert.ok(await page.getByLabel("Stumm").isChecked());
  await page.goto(`${server.url}?reset`);
  await page.getByRole("button", { name: "Settings" }).waitFor();
  assert.equal(await page.evaluate(kept), null);
  assert.doesNotMatch(page.url(), /reset/);
  assert.deepEqual(faults, []);
});

test("keyboard only: from the start into the fight, to its settings, and out", async (t) => {
  const { page, faults } = await openPage(t, server.url);
  await until(page, watching);
  // No click before: the name has the focus.
  await page.keyboard.press("Enter");
  await until(page, seated);
  await page.keyboard.down("KeyD");
  await fliesRight(page);
  // The settings take the keys: nothing flies on.
  await page.keyboard.press("Comma");
  await page.getByRole("dialog").waitFor();
  await until(page, still);
  await page.keyboard.up("KeyD");
  await page.getByRole("tab", { name: "Play" }).focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Network");
  await page.getByRole("tabpanel").getByLabel("Network figures").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SELECT");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.ok(await page.evaluate(seated), "Escape closes the dialog and not the fight");
  await page.keyboard.down("KeyA");
  await until(page, () => window.__fracas.hands.x < 0);
  await page.keyboard.up("KeyA");
  await page.keyboard.press("Escape");
  await page.locator(".menu").waitFor();
  assert.deepEqual(faults, []);
});

test("the browser asks before the tab of a living ship is closed, unless that is not wanted", async (t) => {
  const { page } = await openPage(t, server.url);
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await fly(page, "Ann");
  // Browsers ask only where somebody has done something.
  await page.mouse.click(700, 300);
  await page.reload();
  await until(page, seated);
  assert.deepEqual(asked, ["beforeunload"]);
  await page.keyboard.press("Comma");
  await page.getByLabel("Ask before closing the tab in a fight").uncheck();
  await page.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await until(page, seated);
  assert.deepEqual(asked, ["beforeunload"]);
});

test("a key fills the screen with the fight, and gives the window back", async (t) => {
  const { page, faults } = await openPage(t, server.url);
  await fly(page, "Ann");
  await page.keyboard.press("KeyF");
  await until(page, () => document.fullscreenElement !== null);
  await page.keyboard.press("KeyF");
  await until(page, () => document.fullscreenElement === null);
  assert.deepEqual(faults, []);
});

