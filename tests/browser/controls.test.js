// Every device flies, and what a person has set stays set.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, picture, startServer, until } from "./arena.js";

const seated = () => window.__fracas?.position != null;
const still = () => Math.hypot(window.__fracas.hands.x, window.__fracas.hands.y) === 0;

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await startServer("--bots", "0", "--seed", "3");
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** A page of somebody with his own storage. */
async function person(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const { page, faults } = await openPage(context, server.url);
  await until(page, () => window.__fracas?.state === "watching");
  return { page, faults, context };
}

async function fly(page) {
  await page.keyboard.press("Enter");
  await until(page, seated);
}

const place = (page) => page.evaluate(() => window.__fracas.position);
const hands = (page) => page.evaluate(() => window.__fracas.hands);

/** Waits until the ship has flown to the right by some units. */
async function fliesRight(page) {
  const { x } = await place(page);
  await until(page, (from) => window.__fracas.position?.x > from + 40, x);
}

async function openControls(page) {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Controls" }).click();
}

test("an action gets another key: it flies at once and after a reload, and the old key does nothing", async () => {
  const { page, faults, context } = await person();
  try {
    await openControls(page);
    await page.getByRole("button", { name: "Fly right, key 1: D" }).click();
    await page.keyboard.press("KeyL");
    await page.getByRole("button", { name: "Fly right, key 1: L" }).waitFor();
    await picture(page, "settings-controls");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.focus("#name");
    await fly(page);
    await page.keyboard.down("KeyD");
    assert.equal((await hands(page)).x, 0);
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
  } finally {
    await context.close();
  }
});

test("a key that another action has is swapped with it, a mouse's button can be bound, and Ctrl cannot", async () => {
  const { page, faults, context } = await person();
  try {
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
  } finally {
    await context.close();
  }
});

test("settings hold at once, survive a reload, and ?reset forgets them", async () => {
  const { page, faults, context } = await person();
  try {
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
  } finally {
    await context.close();
  }
});

test("keyboard only: from the start into the fight, to its settings, and out", async () => {
  const { page, faults, context } = await person();
  try {
    // No click before: the name has the focus.
    await fly(page);
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
  } finally {
    await context.close();
  }
});

test("the browser asks before the tab of a living ship is closed, unless that is not wanted", async () => {
  const { page, context } = await person();
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  try {
    await fly(page);
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
  } finally {
    await context.close();
  }
});

test("a key fills the screen with the fight, and gives the window back", async () => {
  const { page, faults, context } = await person();
  try {
    await fly(page);
    await page.keyboard.press("KeyF");
    await until(page, () => document.fullscreenElement !== null);
    await page.keyboard.press("KeyF");
    await until(page, () => document.fullscreenElement === null);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
});

/** Fingers on the glass of a phone: `points` are all that are down, or those that come up; none: all. */
async function fingers(context, page) {
  const line = await context.newCDPSession(page);
  return (type, ...points) =>
    line.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([id, x, y]) => ({ id, x, y })) });
}

const PHONE = { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true };

test("two thumbs fly and shoot, and let go when a finger is cancelled and when the page loses the focus", async () => {
  const { page, faults, context } = await person(PHONE);
  try {
    await page.getByRole("button", { name: "Play", exact: true }).tap();
    await until(page, seated);
    const touch = await fingers(context, page);
    await touch("touchStart", [0, 150, 270]);
    await touch("touchMove", [0, 210, 270]);
    await fliesRight(page);
    await touch("touchStart", [0, 210, 270], [1, 650, 270]);
    await touch("touchMove", [0, 210, 270], [1, 650, 210]);
    await until(page, () => window.__fracas.shots > 0);
    const { x, fire, aim, device } = await hands(page);
    assert.deepEqual([x, fire, device], [127, true, "touch"]);
    assert.ok(aim.y < 0 && Math.abs(aim.x) < 1, `aims at ${JSON.stringify(aim)}`);
    await picture(page, "phone-thumbs");
    await touch("touchCancel");
    await until(page, still);
    assert.equal((await hands(page)).fire, false);

    await touch("touchStart", [0, 150, 270]);
    await touch("touchMove", [0, 90, 270]);
    await until(page, () => window.__fracas.hands.x === -127);
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await until(page, still);
    // The finger that is still there means nothing until it comes down anew.
    await touch("touchMove", [0, 60, 270]);
    assert.equal((await hands(page)).x, 0);
    await touch("touchEnd");
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
});

test("while a thumb flies, another finger holds the boost and presses the page's buttons", async () => {
  const { page, faults, context } = await person(PHONE);
  try {
    await page.getByRole("button", { name: "Play", exact: true }).tap();
    await until(page, seated);
    const touch = await fingers(context, page);
    const middle = async (name) => {
      const box = await page.getByRole("button", { name, exact: true }).boundingBox();
      assert.ok(box.width >= 44 && box.height >= 44, `${name} is ${box.width} x ${box.height}`);
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const thumb = [0, 150, 240];
    const pushed = [0, 210, 240];
    await touch("touchStart", thumb);
    await touch("touchMove", pushed);
    const boost = [1, ...(await middle("Boost"))];
    await touch("touchStart", pushed, boost);
    await until(page, () => window.__fracas.hands.boost);
    await touch("touchEnd", boost);
    await until(page, () => !window.__fracas.hands.boost);
    assert.equal((await hands(page)).x, 127, "the first thumb flies on");
    const scores = [2, ...(await middle("Scores"))];
    await touch("touchStart", pushed, scores);
    await touch("touchEnd", scores);
    await page.getByLabel("Scoreboard").waitFor({ state: "visible" });
    assert.equal((await hands(page)).x, 127);
    await touch("touchEnd");
    await until(page, still);
    // A mouse or a key takes the sticks off the glass.
    assert.ok(await page.locator("#thumbs").isVisible());
    await page.keyboard.press("KeyD");
    assert.equal(await page.locator("#thumbs").isVisible(), false);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
});

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

test("a gamepad starts the fight, flies, aims and shoots; unplugged it lets go", async () => {
  const { page, faults, context } = await person();
  try {
    await page.evaluate(plugPad);
    // A on the name plays.
    await pull(page, 0, 1);
    await until(page, seated);
    await pull(page, 0, 0);
    await page.evaluate(() => (window.testPad.axes = [1, 0, 0, -1]));
    await fliesRight(page);
    const { x, aim, device, fire } = await hands(page);
    assert.deepEqual([x, device, fire], [127, "pad", false]);
    assert.ok(aim.y < 0 && Math.abs(aim.x) < 1, `aims at ${JSON.stringify(aim)}`);
    await pull(page, 7, 0.6);
    await until(page, () => window.__fracas.shots > 0);
    await page.evaluate(() => {
      window.testPad.connected = false;
      window.dispatchEvent(new Event("gamepaddisconnected"));
    });
    await until(page, still);
    assert.equal((await hands(page)).fire, false);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
});

test("a gamepad goes through the settings and changes one", async () => {
  const { page, faults, context } = await person();
  try {
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
  } finally {
    await context.close();
  }
});
