// Every screen at the size of a desk, a phone upright and a phone across, kept as pictures; and in each of them
// everything can be reached: nothing stands out of the window, no words out of their box. The tightest of them stands for
// all in every run; `npm run screens` takes all.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, picture, startServer, until } from "./arena.js";
import { outOfPlace } from "./layout.js";
import { seated } from "./people.js";

const ALL_SIZES = [
  { folder: "1440x900", viewport: { width: 1440, height: 900 } },
  { folder: "390x844", viewport: { width: 390, height: 844 }, phone: true },
  { folder: "844x390", viewport: { width: 844, height: 390 }, phone: true },
  { folder: "390x844-de", viewport: { width: 390, height: 844 }, phone: true, locale: "de-DE" },
];
const SIZES = process.env.FRACAS_LONG ? ALL_SIZES : ALL_SIZES.slice(-1);
/** A room in which a newcomer does not live long. */
const GRINDER = { name: "Grinder", max_players: 8, bots: 60, strength: "hard", public: false, password: "" };
const VAULT = { name: "The vault", max_players: 8, bots: 0, strength: "mixed", public: false, password: "sesame" };

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await startServer("--bots", "24", "--seed", "5");
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** Flies into whoever is nearest, shooting, until `done` is true in the page: nobody lives long who does that. */
async function fightUntil(page, done, ms) {
  const ends = Date.now() + ms;
  await page.evaluate(() => document.activeElement?.blur());
  while (!(await page.evaluate(done))) {
    assert.ok(Date.now() < ends, "nobody ended it");
    const way = await page.evaluate(() => {
      const { position: at, ships } = window.__fracas;
      if (!at || ships.length === 0) return { x: -(at?.x ?? 0), y: -(at?.y ?? 0) };
      const far = (ship) => Math.hypot(ship.x - at.x, ship.y - at.y);
      const next = ships.reduce((best, ship) => (far(ship) < far(best) ? ship : best));
      return { x: next.x - at.x, y: next.y - at.y };
    });
    for (const key of [way.x > 0 ? "KeyD" : "KeyA", way.y > 0 ? "KeyS" : "KeyW"]) {
      await page.keyboard.press(key, { delay: 120 });
    }
    await page.keyboard.press("Space");
  }
}

for (const { folder, viewport, phone = false, locale = "en-GB" } of SIZES) {
  const visit = async (path, prepare = () => {}) => {
    const context = await browser.newContext({ viewport, locale, hasTouch: phone, isMobile: phone });
    await prepare(context);
    const { page, faults } = await openPage(context, new URL(path, server.url).href);
    const shoot = async (name) => {
      await picture(page, `${folder}/${name}`);
      assert.deepEqual(await page.evaluate(outOfPlace), [], `${folder}/${name}`);
    };
    // Fingers on a phone: the page shows what the device in use needs.
    const press = (what) => (phone ? page.tap(what) : page.click(what));
    return { page, faults, shoot, press, close: () => context.close() };
  };
  const play = async ({ page, press }, name) => {
    await page.fill("#name", name);
    await press(".nameform .play");
    await until(page, seated);
  };
  const openRoom = (page, wish) =>
    page.evaluate(async (body) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/api/rooms", { method: "POST", headers, body: JSON.stringify(body) });
      const { code, token } = await answer.json();
      // Who makes a room is its host; behind a locked door stands somebody else.
      if (!body.password) localStorage.setItem("fracas.token", token);
      return code;
    }, wish);

  test(`the menu and its cards at ${folder}`, async () => {
    const guest = await visit("/");
    const { page, faults, shoot, press, close } = guest;
    try {
      await until(page, () => window.__fracas?.state === "watching" && document.querySelector(".rooms tbody tr"));
      await page.waitForTimeout(600);
      await shoot("menu");
      await press(".otherways button:nth-of-type(2)");
      await shoot("create");
      await page.keyboard.press("Escape");
      for (const [name, nth] of [["howto", 2], ["settings", 3]]) {
        await press(`.foot button:nth-of-type(${nth})`);
        await page.waitForSelector("dialog");
        await shoot(name);
        await page.keyboard.press("Escape");
        await page.waitForSelector("dialog", { state: "detached" });
      }
      await press(".nameform button[type=button]");
      await page.waitForSelector(".watchbar");
      await page.waitForTimeout(500);
      await shoot("watch");
      const code = await openRoom(page, VAULT);
      await page.goto(new URL(`/r/${code}`, server.url).href);
      await page.waitForSelector("#password");
      await shoot("password");
      assert.deepEqual(faults.filter((fault) => !fault.includes("403")), []);
    } finally {
      await close();
    }
  });

  test(`the fight and what opens beside it at ${folder}`, async () => {
    const guest = await visit("/");
    const { page, faults, shoot, press, close } = guest;
    try {
      await play(guest, "Ann Aviator");
      await page.waitForTimeout(1200);
      await shoot("play");
      const covered = await page.evaluate(() => {
        const bars = document.querySelector(".vitals").getBoundingClientRect();
        const covers = (box) => box.width > 0 && box.left < bars.right && box.right > bars.left && box.top < bars.bottom && box.bottom > bars.top;
        return [...document.querySelectorAll("#thumbs > *, .tools button")].filter((node) => covers(node.getBoundingClientRect())).length;
      });
      assert.equal(covered, 0, "sticks or buttons lie over hull and energy");
      const panels = { players: ".drawer", help: ".help", signs: ".signs", chat: ".chat.open" };
      for (const [name, shown] of Object.entries(panels)) {
        await press(`.tools [data-panel=${name}]`);
        await page.waitForSelector(shown);
        await page.waitForTimeout(300);
        await shoot(name);
        await (phone && name !== "players" && name !== "chat" ? press(`.tools [data-panel=${name}]`) : page.keyboard.press("Escape"));
        await page.waitForSelector(shown, { state: "detached" });
      }
      await until(page, () => document.querySelector(".board .own:not([hidden])"));
      const showScores = phone ? () => press(".tools button:nth-of-type(3)") : () => page.keyboard.down("Tab");
      await showScores();
      await page.waitForSelector(".scores", { state: "visible" });
      await shoot("scores");
      await page.evaluate(() => window.__fracas.cut());
      await page.waitForSelector(".lostcard");
      await shoot("lost");
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });

  // Another language is longer: that shows in the first ones.
  if (locale !== "en-GB") continue;

  test(`the own room and the end of a life at ${folder}`, async () => {
    const guest = await visit("/");
    const { page, faults, shoot, press, close } = guest;
    try {
      const code = await openRoom(page, GRINDER);
      await page.goto(new URL(`/r/${code}`, server.url).href);
      await play(guest, "Ann Aviator");
      await fightUntil(page, () => document.querySelector(".death"), 60_000);
      await shoot("death");
      await until(page, seated);
      await press(".tools [data-panel=host]");
      await page.waitForSelector(".drawer .fields");
      await shoot("host");
      await press(".drawer .wide");
      await page.waitForSelector(".share .code");
      await shoot("share");
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });

  test(`what went wrong is told in words and with a way on at ${folder}`, async () => {
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
      const { page, shoot, close } = await visit("/r/main", prepare);
      try {
        await page.waitForSelector(name === "no-webgl" ? ".sorry" : name === "full" ? ".warn" : ".lostcard");
        await page.waitForTimeout(300);
        await shoot(name);
      } finally {
        await close();
      }
    }
  });
}
