// Two thumbs on the glass of a phone, and a third finger: none of them sticks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, picture, server, until, useBrowser, useServer } from "./arena.js";
import { Glass, PHONE } from "./hands.js";
import { fliesRight, seated, still, wishes } from "./people.js";

/** The fingers. */
const [LEFT, RIGHT, OTHER] = [0, 1, 2];

useBrowser();
useServer("--bots", "0", "--seed", "3");

test("two thumbs fly and shoot, and let go when a finger is cancelled and when the page loses the focus", async (t) => {
  const { page, faults } = await openPage(t, server.url, PHONE.options);
  const glass = await Glass.of(page);
  await page.tap(".nameform .play");
  await until(page, seated);
  await glass.put(LEFT, 150, 270);
  await glass.put(LEFT, 210, 270);
  await fliesRight(page);
  await glass.put(RIGHT, 650, 270);
  await glass.put(RIGHT, 650, 210);
  await until(page, () => window.__fracas.shots > 0);
  const { x, fire, aim, device } = await wishes(page);
  assert.deepEqual([x, fire, device], [127, true, "touch"]);
  assert.ok(aim.y < 0 && Math.abs(aim.x) < 1, `aims at ${JSON.stringify(aim)}`);
  await picture(page, "phone-thumbs");
  await glass.cancel();
  await until(page, still);
  assert.equal((await wishes(page)).fire, false);

  await glass.put(LEFT, 150, 270);
  await glass.put(LEFT, 90, 270);
  await until(page, () => window.__fracas.hands.x === -127);
  await page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await until(page, still);
  // The finger that is still there means nothing until it comes down anew.
  await glass.put(LEFT, 60, 270);
  assert.equal((await wishes(page)).x, 0);
  await glass.lift(LEFT);
  assert.deepEqual(faults, []);
});

test("while a thumb flies, another finger holds the boost and presses the page's buttons", async (t) => {
  const { page, faults } = await openPage(t, server.url, PHONE.options);
  const glass = await Glass.of(page);
  await page.tap(".nameform .play");
  await until(page, seated);
  const middle = async (name) => {
    const box = await page.getByRole("button", { name, exact: true }).boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44, `${name} is ${box.width} x ${box.height}`);
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await glass.put(LEFT, 150, 240);
  await glass.put(LEFT, 210, 240);
  await glass.put(OTHER, ...(await middle("Boost")));
  await until(page, () => window.__fracas.hands.boost);
  await glass.lift(OTHER);
  await until(page, () => !window.__fracas.hands.boost);
  assert.equal((await wishes(page)).x, 127, "the first thumb flies on");
  await glass.put(OTHER, ...(await middle("Scores")));
  await glass.lift(OTHER);
  await page.getByLabel("Scoreboard").waitFor({ state: "visible" });
  assert.equal((await wishes(page)).x, 127);
  await glass.lift(LEFT);
  await until(page, still);
  // A mouse or a key takes the sticks off the glass.
  assert.ok(await page.locator("#thumbs").isVisible());
  await page.keyboard.press("KeyD");
  assert.equal(await page.locator("#thumbs").isVisible(), false);
  assert.deepEqual(faults, []);
});

