// People in browsers of their own: how they fly, make rooms and talk.

import { drawSeldom, openPage, until } from "./arena.js";

export const watching = () => window.__fracas?.state === "watching";
export const seated = () => window.__fracas?.position != null;
/** Nothing wants the ship to fly. */
export const still = () => Math.hypot(window.__fracas.hands.x, window.__fracas.hands.y) === 0;

/** What the player's hands want, whatever they hold. */
export const wishes = (page) => page.evaluate(() => window.__fracas.hands);

/** Somebody who reads and talks more than he flies. */
export function guest(t, url) {
  return openPage(t, url, {}, drawSeldom);
}

/** Another tab of the same browser, which shares what that remembers. */
export async function anotherTab(page, url) {
  const tab = await page.context().newPage();
  await tab.goto(url);
  return tab;
}

export async function fly(page, name) {
  await page.fill("#name", name);
  await page.keyboard.press("Enter");
  await until(page, seated);
}

/** Waits until the ship has flown to the right by some units. */
export async function fliesRight(page) {
  const { x } = await page.evaluate(() => window.__fracas.position);
  await until(page, (from) => window.__fracas.position?.x > from + 40, x);
}

/** Makes a room and is in it; resolves to its code. */
export async function makeRoom(page, { password = "", hidden = false, bots = null } = {}) {
  await page.fill("#name", "Ann");
  await page.click("text=Create room");
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  if (hidden) await page.getByLabel("In the list of rooms").uncheck();
  if (bots !== null) await page.getByLabel("Fill with bots up to").fill(String(bots));
  await page.click("text=Open it");
  await page.waitForSelector(".share .code");
  const code = await page.textContent(".share .code");
  await until(page, seated);
  return code;
}

/** Waits until somebody reads `text` in the talk of the room. */
export function reads(page, text) {
  return page.waitForSelector(`.lines li:has-text(${JSON.stringify(text)})`, { timeout: 15_000 });
}

export async function say(page, text) {
  await page.keyboard.press("Enter");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}
