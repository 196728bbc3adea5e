// People who meet in a room that one of them made: links, talk, hosts, doors, tabs.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { picture, startServer, until, useBrowser } from "./arena.js";
import { anotherTab, fly, guest, makeRoom, reads, say, seated, watching } from "./people.js";

useBrowser();
let server;
// Each in a house of its own: nobody else's room is in the list, and nobody has opened too many.
beforeEach(async () => (server = await startServer("--bots", "0")));
afterEach(() => server.stop());

test("a room made by one is entered by another through its link, and they talk", async (t) => {
  const ann = await guest(t, server.url);
  const code = await makeRoom(ann.page);
  assert.match(code, /^[2-9a-z]{6}$/);
  assert.equal(new URL(ann.page.url()).pathname, `/r/${code}`);
  await picture(ann.page, "share");
  await ann.page.keyboard.press("Escape");
  const bob = await guest(t, `${server.url}r/${code}`);
  await fly(bob.page, "Bob");
  await reads(ann.page, "Bob joined");
  await say(bob.page, "hello <b>Ann</b>");
  await reads(ann.page, "hello <b>Ann</b>");
  assert.equal(await ann.page.locator(".lines li b:has-text('Ann')").count(), 0, "markup is text");
  await picture(ann.page, "talk");
  assert.deepEqual([...ann.faults, ...bob.faults], []);
});

test("keys that are typed do not fly the ship, and Esc closes the chat and not the fight", async (t) => {
  const { page } = await guest(t, server.url);
  await fly(page, "Ann");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".chat.open input");
  const before = await page.evaluate(() => window.__fracas.position);
  await page.keyboard.type("wwwwwwdddddd", { delay: 30 });
  const after = await page.evaluate(() => window.__fracas.position);
  assert.deepEqual(after, before);
  await page.keyboard.press("Escape");
  await page.waitForSelector(".chat:not(.open)", { state: "attached" });
  assert.ok(await page.evaluate(seated));
});

test("a host sends somebody out, who reads why and goes to another room", async (t) => {
  const ann = await guest(t, server.url);
  const code = await makeRoom(ann.page);
  await ann.page.keyboard.press("Escape");
  const bob = await guest(t, `${server.url}r/${code}`);
  await fly(bob.page, "Bob");
  await ann.page.keyboard.press("o");
  await picture(ann.page, "host");
  await ann.page.locator(".people li", { hasText: "Bob" }).getByText("Kick").click();
  await bob.page.waitForSelector("text=The host sent you out of this room.");
  await bob.page.click("text=Other rooms");
  await until(bob.page, watching);
  assert.notEqual(new URL(bob.page.url()).pathname, `/r/${code}`);
});

test("a room with a password asks for it at the door, and a wrong one does not open", async (t) => {
  const ann = await guest(t, server.url);
  const code = await makeRoom(ann.page, { password: "sesame" });
  const bob = await guest(t, `${server.url}r/${code}`);
  await bob.page.fill("#password", "open up");
  await bob.page.keyboard.press("Enter");
  await bob.page.waitForSelector("text=That is not it.");
  await bob.page.fill("#password", "sesame");
  await bob.page.keyboard.press("Enter");
  await until(bob.page, watching);
  await fly(bob.page, "Bob");
});

test("a page loaded anew has the same ship, without a menu", async (t) => {
  const { page } = await guest(t, server.url);
  await fly(page, "Ann");
  const slot = await page.evaluate(() => window.__fracas.slot);
  await page.reload();
  await until(page, seated);
  assert.equal(await page.evaluate(() => window.__fracas.slot), slot);
  assert.equal(await page.locator(".menu").count(), 0);
});

test("another tab takes the seat over, and the first can take it back", async (t) => {
  const slot = (page) => page.evaluate(() => window.__fracas.slot);
  const { page: first } = await guest(t, server.url);
  await fly(first, "Ann");
  const own = await slot(first);
  const second = await anotherTab(first, server.url);
  await fly(second, "Ann");
  assert.equal(await slot(second), own);
  await first.click("text=Take it back here");
  await until(first, seated);
  assert.equal(await slot(first), own);
  await second.waitForSelector("text=You play in another tab.");
});

test("the way back leads from room to room without loading the page anew", async (t) => {
  const { page } = await guest(t, `${server.url}r/main`);
  await fly(page, "Ann");
  await page.keyboard.press("Escape");
  const code = await makeRoom(page);
  await page.evaluate(() => (window.__stays = true));
  await page.goBack();
  await page.waitForSelector(".menu");
  assert.equal(new URL(page.url()).pathname, "/r/main");
  await page.goForward();
  await until(page, watching);
  assert.equal(new URL(page.url()).pathname, `/r/${code}`);
  assert.ok(await page.evaluate(() => window.__stays));
});

test("a watcher looks around, and joins the fight at once", async (t) => {
  const { page, faults } = await guest(t, server.url);
  await until(page, watching);
  await page.locator(".nameform").getByText("Watch").click();
  await page.waitForSelector(".watchbar");
  await page.mouse.move(640, 300);
  await page.mouse.down();
  await page.mouse.move(340, 200, { steps: 5 });
  await page.mouse.up();
  await page.waitForSelector("text=Free view");
  await picture(page, "watch");
  await page.click("text=Show me the best");
  await page.waitForSelector("text=Free view", { state: "detached" });
  await page.keyboard.press("Space");
  await until(page, seated);
  assert.deepEqual(faults, []);
});
