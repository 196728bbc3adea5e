// For browsers that cannot draw the game: in words, and with what helps.

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
