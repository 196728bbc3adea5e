// How the page is laid out: pictures of it at every size, and what is wrong with it.

import assert from "node:assert/strict";
import { picture } from "./arena.js";

/** Keeps a picture of a screen at each of a device's sizes, in each of which the checks find nothing. */
export async function shoot(page, name, { sizes, mark = "" }, ...checks) {
  for (const size of sizes) {
    const shot = `${size.width}x${size.height}${mark}/${name}`;
    await page.setViewportSize(size);
    await page.evaluate(settled);
    await picture(page, shot);
    for (const check of [outOfPlace, ...checks]) assert.deepEqual(await page.evaluate(check), [], shot);
  }
}

/** Runs in the page: what slides in is there, and a frame has its new shape. */
export async function settled() {
  // Words that fade for seconds are not waited for, nor what moves for ever.
  const brief = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 1_000);
  await Promise.allSettled(brief.map((one) => one.finished));
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}

/** What cannot be reached or read: controls out of the window, and words out of their control. Runs in the page. */
export function outOfPlace() {
  const { innerWidth: wide, innerHeight: high } = window;
  const scrolls = (node) => node && (/auto|scroll/.test(getComputedStyle(node).overflowY) || scrolls(node.parentElement));
  const found = [];
  for (const node of document.querySelectorAll("button, input, select, a, h1, h2, p, th, td")) {
    const box = node.getBoundingClientRect();
    if (!node.checkVisibility({ visibilityProperty: true }) || box.width < 2 || node.closest("#hud, .unseen")) continue;
    const what = `${node.tagName.toLowerCase()} "${(node.innerText || node.ariaLabel || node.value || "").slice(0, 40)}"`;
    if (box.left < -1 || box.right > wide + 1) found.push(`${what} from ${box.left | 0} to ${box.right | 0} of ${wide}`);
    const inWindow = box.top >= -1 && box.bottom <= high + 1;
    if (!inWindow && !scrolls(node)) found.push(`${what} from ${box.top | 0} down to ${box.bottom | 0} of ${high}`);
    if (node.tagName === "BUTTON" && node.scrollWidth > node.clientWidth + 1) found.push(`${what} is wider than its box`);
  }
  return found;
}

/** Sticks and buttons that lie over hull and energy. Runs in the page. */
export function overTheBars() {
  const bars = document.querySelector(".vitals").getBoundingClientRect();
  const covers = (box) => box.width > 0 && box.left < bars.right && box.right > bars.left && box.top < bars.bottom && box.bottom > bars.top;
  const nodes = [...document.querySelectorAll("#thumbs > *, .tools button")];
  return nodes.filter((node) => covers(node.getBoundingClientRect())).map((node) => node.innerText || node.className);
}
