// A life in the arena, at a desk and on a phone: a boost, a kill, what it earns, a death and the next ship.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, ownServer, picture, startBots, until, useBrowser } from "./arena.js";
import { DESK, PHONE } from "./hands.js";
import { shoot } from "./layout.js";
import { seated } from "./people.js";
import { huntUntil } from "./pilot.js";

/** Milliseconds for a hunt and for a death: several times what they take, on a busy machine. */
const LONG_MS = 120_000;

/** Runs in the page: whether the card of the dead is there. If so it stays for 4 s, in which no news comes of a ship. */
function dead() {
  const shown = document.querySelector(".death") !== null;
  if (shown) window.__fracas.hold(4_000);
  return shown;
}

useBrowser();

for (const device of [DESK, PHONE]) {
  test(`at ${device.name}: a kill is told, pays, and lifts the level that is put into a stat`, async (t) => {
    const server = await ownServer(t, "--bots", "0", "--seed", "3");
    startBots(t, server, "--players", "8", "--brain", "idle");
    const { page, faults } = await openPage(t, server.url, device.options);
    const hands = device.handsAt(page);
    await hands.play("Hunter");
    await until(page, seated);
    await hands.fly({ x: 1, y: 0 });
    await hands.boost(true);
    await until(page, () => window.__fracas.drawn.own?.boosting);
    await hands.boost(false);
    await until(page, () => window.__fracas.drawn.own?.boosting === false);
    const killed = () => document.querySelector(".shout .icon.blaster, .shout .icon.rail, .shout.blaster, .shout.rail");
    assert.ok(await huntUntil(page, hands, killed, LONG_MS), "nothing was destroyed");
    await picture(page, `kill at ${device.name}`);
    const rich = () => window.__fracas.own?.points > 0;
    assert.ok(await huntUntil(page, hands, rich, LONG_MS), "no level was earned");
    await hands.spend(1);
    await until(page, () => window.__fracas.own?.stats[1] === 1);
    assert.deepEqual(faults, []);
  });

  test(`at ${device.name}: who dies reads by whom, and has a new ship without a key`, async (t) => {
    const server = await ownServer(t, "--bots", "60", "--seed", "8");
    const { page, faults } = await openPage(t, server.url, device.options);
    const hands = device.handsAt(page);
    await hands.play("Prey");
    await until(page, seated);
    // Whoever hunts among sixty does not live long.
    assert.ok(await huntUntil(page, hands, dead, LONG_MS), "nobody shoots back");
    assert.match(await page.innerText(".death"), /\bby\b.+/);
    await shoot(page, "death", device);
    await until(page, seated);
    await page.waitForSelector(".death", { state: "detached" });
    assert.deepEqual(faults, []);
  });
}
