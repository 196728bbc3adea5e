// Who loads the page anew in the middle of a fight goes on with it, as after a broken line. Kept by the tab alone:
// another tab is another visit.

import { SEAT_KEPT_MS } from "./net/reconnect";

const KEY = "fracas.flying";

/** The page goes while its player flies in `room`; `now` is the time of day, ms. */
export function noteFlying(room: string, now: number): void {
  try {
    sessionStorage.setItem(KEY, `${now} ${room}`);
  } catch {
    // Storage is forbidden: the menu it is.
  }
}

/** True, once, when the page has just gone while its player flew in `room`. */
export function wasFlying(room: string, now: number): boolean {
  try {
    const [at, where] = (sessionStorage.getItem(KEY) ?? "").split(" ");
    sessionStorage.removeItem(KEY);
    return where === room && now - Number(at) < SEAT_KEPT_MS;
  } catch {
    return false;
  }
}
