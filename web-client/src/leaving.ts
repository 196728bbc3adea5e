// A tab that is closed by mistake costs a life: the browser asks first, if the player wants that.

import { settings } from "./settings";
import { status } from "./ui/state";

/** The page goes because it was told to. */
let meant = false;

/** `alive`: the seat has a ship. What was last known of it stands on when the line has ended, hence the look at the seat. */
export function warnOfLeaving(alive: () => boolean): void {
  window.addEventListener("beforeunload", (event) => {
    const flies = status.value.kind === "seated" && alive();
    if (settings.value.warnLeaving && flies && !meant) event.preventDefault();
  });
}

/** Loads the page anew; whoever asked for that is not asked back. */
export function loadAnew(): void {
  meant = true;
  location.reload();
}
