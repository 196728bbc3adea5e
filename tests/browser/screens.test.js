// Every screen at the size of a desk, a phone upright and a phone across, kept as pictures; and in each of them
// everything can be reached: nothing stands out of the window, no words out of their box. (The card of the dead is in
// life.test.js.)

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawSeldom, openPage, server, until, useBrowser, useServer } from "./arena.js";
import { DESK, PHONE } from "./hands.js";
import { overTheBars, shoot } from "./layout.js";
import { seated, watching } from "./people.js";

const GERMAN = {
  ...PHONE,
  name: "a phone in German",
  options: { ...PHONE.options, locale: "de-DE" },
  sizes: PHONE.sizes.slice(-1),
  mark: "-de",
};
/** For cards that are the same for every hand. */
const EVERYWHERE = { ...PHONE, sizes: [...PHONE.sizes, ...DESK.sizes] };
const ROOM = { name: "Ann's room", max_players: 8, bots: 0, strength: "mixed", public: false, password: "" };

useBrowser();
useServer("--bots", "24", "--seed", "5");

/** Opens a room, as the one whose token this is, or as a stranger. */
async function openRoom(wish, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${server.url}api/rooms`, { method: "POST", headers, body: JSON.stringify(wish) });
  return (await answer.json()).code;
}

/** Somebody who comes to a page with a device; `prepare` gets his browser's context before. */
async function visit(t, device, path, prepare = () => {}) {
  const url = new URL(path, server.url).href;
  const { page, faults } = await openPage(t, url, device.options, async (context) => {
    await drawSeldom(context);
    await prepare(context);
  });
  const shot = (name, ...checks) => shoot(page, name, device, ...checks);
  // The page shows what the device in use needs.
  const press = (what) => (device.options.hasTouch ? page.tap(what) : page.click(what));
  const play = async () => {
    await page.fill("#name", "Ann Aviator");
    await press(".nameform .play");
    await until(page, seated);
  };
  return { page, faults, shot, press, play };
}

for (const device of [DESK, PHONE, GERMAN]) {
  test(`the menu and its cards at ${device.name}`, async (t) => {
    const { page, faults, shot, press } = await visit(t, device, "/");
    await until(page, watching);
    await page.waitForSelector(".rooms tbody tr");
    await shot("menu");
    await press(".otherways button:nth-of-type(2)");
    await shot("create");
    await page.keyboard.press("Escape");
    for (const [name, nth] of [["howto", 2], ["settings", 3]]) {
      await press(`.foot button:nth-of-type(${nth})`);
      await page.waitForSelector("dialog");
      await shot(name);
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });
    }
    await press(".nameform button[type=button]");
    await page.waitForSelector(".watchbar");
    await shot("watch");
    const code = await openRoom({ ...ROOM, password: "sesame" });
    await page.goto(new URL(`/r/${code}`, server.url).href);
    await page.waitForSelector("#password");
    await shot("password");
    assert.deepEqual(faults.filter((fault) => !fault.includes("403")), []);
  });

  test(`the fight and what opens beside it at ${device.name}`, async (t) => {
    const { page, faults, shot, press, play } = await visit(t, device, "/");
    await play();
    await until(page, () => document.querySelector(".board .own:not([hidden])"));
    await shot("play", overTheBars);
    const panels = { players: ".drawer", help: ".help", signs: ".signs", chat: ".chat.open" };
    for (const [name, shown] of Object.entries(panels)) {
      await press(`.tools [data-panel=${name}]`);
      await page.waitForSelector(shown);
      await shot(name);
      await (device.options.hasTouch && name !== "players" && name !== "chat" ? press(`.tools [data-panel=${name}]`) : page.keyboard.press("Escape"));
      await page.waitForSelector(shown, { state: "detached" });
    }
    await (device.options.hasTouch ? press(".tools button:nth-of-type(3)") : page.keyboard.down("Tab"));
    await page.waitForSelector(".scores", { state: "visible" });
    await shot("scores");
    // Nobody answers who asks for a way back, so the card stays for all its pictures.
    await page.route("**/api/join", () => {});
    await page.evaluate(() => window.__fracas.cut());
    await page.waitForSelector(".lostcard");
    await shot("lost");
    await page.waitForSelector(".lostcard");
    assert.deepEqual(faults, []);
  });

  // Another language is longer: that shows in the first ones.
  if (device === GERMAN) continue;

  test(`the own room at ${device.name}`, async (t) => {
    const { page, faults, shot, press, play } = await visit(t, device, "/");
    const token = await until(page, () => localStorage.getItem("fracas.token"));
    const code = await openRoom(ROOM, await token.jsonValue());
    await page.goto(new URL(`/r/${code}`, server.url).href);
    await play();
    await press(".tools [data-panel=host]");
    await page.waitForSelector(".drawer .fields");
    await shot("host");
    await press(".drawer .wide");
    await page.waitForSelector(".share .code");
    await shot("share");
    assert.deepEqual(faults, []);
  });
}

test("what went wrong is told in words and with a way on", async (t) => {
  const problem = (status, name) => ({
    status,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: `/problems/${name}`, title: name, detail: "words of the server" }),
  });
  const cases = {
    full: (context) => context.route("**/api/join", (route) => route.fulfill(problem(503, "full"))),
    "no-room": (context) => context.route("**/api/join", (route) => route.fulfill(problem(404, "no-such-room"))),
    version: (context) => context.routeWebSocket("**/ws", (socket) => socket.close({ code: 4001, reason: "" })),
    kicked: (context) => context.routeWebSocket("**/ws", (socket) => socket.close({ code: 4007, reason: "" })),
    "no-webgl": (context) =>
      context.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      }),
  };
  for (const [name, prepare] of Object.entries(cases)) {
    const { page, shot } = await visit(t, EVERYWHERE, "/r/main", prepare);
    await page.waitForSelector(name === "no-webgl" ? ".sorry" : name === "full" ? ".warn" : ".lostcard");
    await shot(name);
    await page.close();
  }
});
