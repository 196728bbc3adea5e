// How much the page itself may move: style sheets read it from the root element.

import { effect } from "@preact/signals";
import { lessMotion } from "../settings";

export function followMotion(): void {
  effect(() => {
    document.documentElement.dataset.motion = lessMotion() ? "less" : "full";
  });
}
