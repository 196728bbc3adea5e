// A player whose line is bad on purpose: the page's own layer of lag makes it so. No bots, so that whatever corrects his
// ship is the line's doing.

import { openPage, ownServer, until } from "./arena.js";
import { seated } from "./people.js";

/** Milliseconds each way: so many, and up to so many more by chance. */
export const FAR = { delay: 100, jitter: 30 };
export const NEAR = { delay: 20, jitter: 5 };
export const TICK_MS = 1000 / 30;

/** What the page's hook says. */
export const look = (page, key) => page.evaluate((name) => window.__fracas[name], key);

/** A page of its own server, with a seat and the lag from the beginning: the server takes ten seconds to learn another. */
export async function flyOver(t, { delay, jitter }) {
  const server = await ownServer(t, "--bots", "0", "--seed", "3");
  const { page, faults } = await openPage(t, `${server.url}?lag=${delay},${jitter}`, {
    viewport: { width: 640, height: 360 },
  });
  await page.fill("#page input", "Far");
  await page.keyboard.press("Enter");
  await until(page, seated);
  return { server, page, faults };
}
