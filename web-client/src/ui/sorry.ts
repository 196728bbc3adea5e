// For browsers that cannot draw the game: in words, and with what helps.

import { element } from "./dom";

export function showSorry(page: HTMLElement): void {
  page.replaceChildren();
  const card = element("main", "card sorry", page);
  element("h1", "", card).textContent = "Fracas needs WebGL 2";
  element("p", "", card).textContent =
    "This browser does not offer it, so the arena cannot be drawn. It is usually one of these:";
  const list = element("ul", "", card);
  for (const text of [
    "Hardware acceleration is switched off in the browser's settings: switch it on and start the browser again.",
    "The browser or the graphics driver is old: a current Firefox, Chrome, Edge or Safari (15 and newer) can do it.",
    "This is a remote desktop or a virtual machine without graphics: another device will do.",
  ]) {
    element("li", "", list).textContent = text;
  }
}
