// A player whose line is bad on purpose: the page's own layer of lag makes it so. No bots, so that whatever corrects his
// ship is the line's doing.

import { browser, openPage, startServer, until } from "./arena.js";
import { seated } from "./people.js";

/** Milliseconds each way: so many, and up to so many more by chance. */
export const FAR = { delay: 100, jitter: 30 };
export const NEAR = { delay: 20, jitter: 5 };
export const TICK_MS = 1000 / 30;

/** What the page's hook says. */
export const look = (page, key) => page.evaluate((name) => window.__fracas[name], key);

/** A page of its own server, with a seat and the lag from the beginning: the server takes ten seconds to learn another. */
export async function flyOver({ delay, jitter }) {
  const server = await startServer("--bots", "0", "--seed", "3");
  const { page, faults } = await openPage(browser, `${server.url}?lag=${delay},${jitter}`, {
    viewport: { width: 640, height: 360 },
  });
  await page.fill("#page input", "Far");
  await page.keyboard.press("Enter");
  await until(page, seated);
  const stop = async () => {
    await page.close();
    server.stop();
  };
  return { server, page, faults, stop };
}
