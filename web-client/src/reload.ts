// Who loads the page anew in the middle of a fight goes on with it, as after a broken line. Kept by the tab alone:
// another tab is another visit.

import { SEAT_KEPT_MS } from "./net/reconnect";
import { tabMemory } from "./storage";

const FLYING = "flying";

/** The page goes while its player flies in `room`; `now` is the time of day, ms. */
export function noteFlying(room: string, now: number): void {
  tabMemory.remember(FLYING, `${now} ${room}`);
}

/** True, once, when the page has just gone while its player flew in `room`. */
export function wasFlying(room: string, now: number): boolean {
  const [at, where] = (tabMemory.recall(FLYING) ?? "").split(" ");
  tabMemory.forget(FLYING);
  return where === room && now - Number(at) < SEAT_KEPT_MS;
}
