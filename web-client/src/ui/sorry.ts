// For browsers that cannot draw the game, and for a game that fails: in words, and with what helps.

import { language, t } from "../text";
import { element } from "./dom";

export function showSorry(page: HTMLElement): void {
  document.documentElement.lang = language.value;
  page.replaceChildren();
  const card = element("main", "card sorry", page);
  element("h1", "", card).textContent = t("sorry.title");
  element("p", "", card).textContent = t("sorry.why");
  const list = element("ul", "", card);
  for (const text of ["sorry.acceleration", "sorry.old", "sorry.remote"] as const) {
    element("li", "", list).textContent = t(text);
  }
}

/** Over all there is: nobody knows what of it still works. */
export function showStumbled(page: HTMLElement, loadAnew: () => void): void {
  const card = element("main", "card lostcard", element("div", "veil lost", page));
  card.setAttribute("role", "alert");
  element("h2", "", card).textContent = t("stumbled.title");
  element("p", "", card).textContent = t("stumbled.why");
  const button = element("button", "play", element("div", "row", card));
  button.textContent = t("lost.reload");
  button.onclick = loadAnew;
}
