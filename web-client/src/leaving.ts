// A tab that is closed by mistake costs a life: the browser asks first, if the player wants that.

import { settings } from "./settings";

export function warnOfLeaving(alive: () => boolean): void {
  window.addEventListener("beforeunload", (event) => {
    if (settings.value.warnLeaving && alive()) event.preventDefault();
  });
}
