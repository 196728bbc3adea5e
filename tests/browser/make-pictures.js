// Makes the page's pictures that are kept in the repository: the icons, from the drawing of the favicon, and the card
// that is shown where somebody shares a link, from a real fight. `npm run pictures`, and look at what came of it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch, startServer, until } from "./arena.js";

const publicFolder = fileURLToPath(new URL("../../web-client/public/", import.meta.url));
const GROUND = "#0b1220";
/** Share of a side that the drawing has; what may be cut to any shape keeps to the middle (80 % is safe). */
const ICONS = [
  { name: "icons/icon-192.png", side: 192, share: 1 },
  { name: "icons/icon-512.png", side: 512, share: 1 },
  { name: "icons/maskable-512.png", side: 512, share: 0.7, ground: GROUND },
  { name: "icons/apple-touch-icon.png", side: 180, share: 0.86, ground: GROUND },
];
const CARD = { width: 1200, height: 630 };
/** Milliseconds until the bots of a new room are in the middle of it. */
const FIGHT_MS = 25_000;

async function drawIcons(browser) {
  const drawing = readFileSync(`${publicFolder}favicon.svg`, "utf8");
  for (const { name, side, share, ground = "transparent" } of ICONS) {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">
         <div style="width:${share * 100}%">${drawing}</div>`,
    );
    await page.screenshot({ path: publicFolder + name, omitBackground: true });
    await page.close();
  }
}

/** The fight as a watcher sees it, with the name of the game over it. */
async function drawCard(browser) {
  const server = await startServer("--bots", "60", "--seed", "8");
  const context = await browser.newContext({ viewport: CARD, bypassCSP: true });
  const page = await context.newPage();
  try {
    await page.goto(`${server.url}?resolution=1`);
    await until(page, () => window.__fracas?.state === "watching");
    await page.click(".nameform button[type=button]");
    await page.waitForTimeout(FIGHT_MS);
    // Where the most is to be seen: among many ships.
    for (let step = 0; step < 30; step++) {
      if ((await page.evaluate(() => window.__fracas.ships.length)) > 12) break;
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(700);
    }
    await page.addStyleTag({
      content: `#hud, .glass, #page { display: none !important }
        #stage { transform: scale(1.1) }
        .sharing { position: fixed; inset: auto 0 0; padding: 90px 60px 42px; font-family: "Chakra Petch";
          background: linear-gradient(transparent, rgb(5 9 18 / 92%) 60%); color: #eaf0fb }
        .sharing b { display: block; font-size: 104px; line-height: 1; letter-spacing: .14em }
        .sharing svg { width: 88px; margin-right: 26px }
        .sharing span { font-size: 34px; color: #ffe9a8 }`,
    });
    await page.evaluate(() => {
      const words = document.createElement("div");
      words.className = "sharing";
      words.innerHTML = `<b><svg viewBox="0 0 32 32"><path d="M2 13 31 2 16 17z" fill="#ffc27a"/><path d="M31 2 15 31 11 17z"
        fill="#8f5a1f"/><path d="M31 2 16 17 11 17z" fill="#ff9e2c"/></svg>FRACAS</b>
        <span>Paper ships, night sky, no mercy. Open the page and fly.</span>`;
      document.body.append(words);
    });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${publicFolder}card.jpg`, type: "jpeg", quality: 82 });
  } finally {
    await context.close();
    server.stop();
  }
}

const browser = await launch();
await drawIcons(browser);
if (!process.argv.includes("--icons")) await drawCard(browser);
await browser.close();
