// The evening of a host: how he rules his private room, and what becomes of it when he closes his tab.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, server, until, useBrowser, useServer } from "./arena.js";
import { anotherTab, fly, guest, makeRoom, reads, say, seated } from "./people.js";

/** Milliseconds in which the role of a host who closed his tab has passed on: his seat is kept for 30 s. */
const PASSED_MS = 60_000;

useBrowser();
useServer("--bots", "0");

/** A button of somebody's row in the host's list. */
function order(page, name, what) {
  return page.locator(".people li", { hasText: name }).getByRole("button", { name: what, exact: true }).click();
}

/** Tries to come in, and is told that he may not. */
async function isTurnedAway(page) {
  await page.waitForSelector("text=/sent you out .*for good/", { timeout: 15_000 });
  assert.equal(await page.evaluate(() => window.__fracas.position), null);
}

// The second waits for half a minute: meanwhile the first has its evening.
describe("a host", { concurrency: 2 }, () => {
  test("a host rules his private room", async (t) => {
    const ann = await guest(t, server.url);
    const code = await makeRoom(ann.page, { hidden: true, bots: 0 });
    await ann.page.keyboard.press("Escape");
    const link = `${server.url}r/${code}`;
    const rooms = await (await fetch(`${server.url}api/rooms`)).json();
    assert.ok(!rooms.rooms.some((room) => room.code === code), "a private room is in no list");
    const cat = await guest(t, link);
    await fly(cat.page, "Cat");
    const { page: bob } = await guest(t, link);
    await fly(bob, "Bob");

    await say(bob, "good evening");
    await reads(ann.page, "good evening");

    await ann.page.keyboard.press("o");
    await ann.page.getByLabel("Fill with bots up to").fill("9");
    await ann.page.keyboard.press("Tab");
    await ann.page.waitForSelector("text=9 ships in the room");

    await order(ann.page, "Bob", "Mute");
    await reads(bob, "The host muted you");
    await say(bob, "can you hear me");
    await say(cat.page, "who was that");
    await reads(ann.page, "who was that");
    assert.equal(await ann.page.locator(".lines li", { hasText: "can you hear me" }).count(), 0);
    await picture(ann.page, "ruling");

    await order(ann.page, "Bob", "Kick");
    await bob.waitForSelector("text=The host sent you out of this room.");
    await bob.goto(link);
    await fly(bob, "Bob again");
    await order(ann.page, "Bob again", "Ban");
    await isTurnedAway(bob);
    await bob.evaluate(() => localStorage.setItem("fracas.name", "Quite another"));
    await bob.goto(link);
    await isTurnedAway(bob);
    await isTurnedAway(await anotherTab(bob, link));
    const nobody = await guest(t, link);
    await isTurnedAway(nobody.page);
    await picture(nobody.page, "banned");
    assert.deepEqual(cat.faults, []);
  });

  test("when a host closes his tab, the fight goes on under another", async (t) => {
    const dora = await guest(t, server.url);
    const code = await makeRoom(dora.page, { hidden: true, bots: 0 });
    const { page, faults } = await guest(t, `${server.url}r/${code}`);
    await fly(page, "Eve");
    const { slot, tick } = await page.evaluate(() => window.__fracas);
    await dora.page.close();
    await page.locator(".tools button", { hasText: "Room" }).waitFor({ timeout: PASSED_MS });
    await reads(page, "You are the host of this room");
    await until(page, (then) => window.__fracas.tick > then + 60, tick);
    assert.equal(await page.evaluate(() => window.__fracas.slot), slot);
    await until(page, seated);
    assert.deepEqual(faults, []);
  });
});
