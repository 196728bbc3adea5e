// People in browsers of their own: how they fly, make rooms and talk.

import { openPage, until } from "./arena.js";

export const seated = () => window.__fracas?.position != null;

/** Opens a page in a browser context of its own: another person. */
export async function person(browser, url) {
  const { page, faults } = await openPage(browser, url);
  return { page, faults, close: () => page.close() };
}

export async function fly(page, name) {
  await page.fill("#name", name);
  await page.keyboard.press("Enter");
  await until(page, seated);
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
