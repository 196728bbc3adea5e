// A life in the arena: a kill, what it earns, a death and the next ship.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, picture, startBots, startServer, until } from "./arena.js";
import { fly } from "./people.js";
import { huntUntil } from "./pilot.js";

/** Milliseconds for a hunt and for a death: several times what they take, on a busy machine. */
const LONG_MS = 120_000;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("a kill is told, pays, and lifts the level that is put into a stat", async () => {
  const server = await startServer("--bots", "0", "--seed", "3");
  const prey = startBots(server, "--players", "8", "--brain", "idle");
  const { page, faults } = await openPage(browser, server.url);
  try {
    await fly(page, "Hunter");
    const killed = () => document.querySelector(".shout .icon.blaster, .shout .icon.rail, .shout.blaster, .shout.rail");
    assert.ok(await huntUntil(page, killed, LONG_MS), "nothing was destroyed");
    await picture(page, "kill");
    const rich = () => window.__fracas.own?.points > 0;
    assert.ok(await huntUntil(page, rich, LONG_MS), "no level was earned");
    await page.keyboard.press("Digit2");
    await until(page, () => window.__fracas.own?.stats[1] === 1);
    assert.deepEqual(faults, []);
  } finally {
    await page.close();
    prey.stop();
    server.stop();
  }
});

test("who dies reads by whom, and has a new ship without a key", async () => {
  const server = await startServer("--bots", "60", "--seed", "8");
  const { page, faults } = await openPage(browser, server.url);
  try {
    await fly(page, "Prey");
    // Whoever hunts among sixty does not live long.
    assert.ok(await huntUntil(page, () => document.querySelector(".death") !== null, LONG_MS), "nobody shoots back");
    assert.match(await page.innerText(".death"), /\bby\b.+/);
    await picture(page, "death");
    await until(page, () => window.__fracas.position != null);
    await page.waitForSelector(".death", { state: "detached" });
    assert.deepEqual(faults, []);
  } finally {
    await page.close();
    server.stop();
  }
});
