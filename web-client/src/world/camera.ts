// What of the server's view a window shows, and where in it the camera looks. Pure.
//
// Fair to everybody: the shown part and the camera's lead together never leave the server's view, whatever the shape
// of the window. A wide window is filled up to the view's shape, a tall one shows less at the sides, but larger.

/** Half of what is seen, units. */
export interface View {
  halfW: number;
  halfH: number;
}

/** Share of the server's view that is shown; the rest is for the camera to look ahead. */
const SHOWN = 0.94;
/** Width by height below which a tall window is not filled: less at the sides would be no fight. */
const TALLEST = 0.8;
/** Units of lead at the most: more would make the ship swim on the screen. */
const LEAD_MAX = 110;
/** Milliseconds in which the camera goes two thirds of the way to where it wants to look. */
const LEAD_MS = 170;

/** Half of what a window of `aspect` (width by height) shows of a view. */
export function shownView(view: View, aspect: number): View {
  const halfH = view.halfH * SHOWN;
  const widest = view.halfW / view.halfH;
  return { halfW: halfH * Math.max(TALLEST, Math.min(widest, aspect)), halfH };
}

/** How far the camera is ahead of the own ship, units. */
export class Lead {
  x = 0;
  y = 0;

  /** `look`: where the aim is, in halves of the shown part, -1 to 1 on the screen; null: at the ship. */
  follow(look: { x: number; y: number } | null, view: View, shown: View, ms: number): void {
    const share = 1 - Math.exp(-ms / LEAD_MS);
    const x = clamp(look?.x ?? 0) * Math.min(LEAD_MAX, view.halfW - shown.halfW);
    const y = clamp(look?.y ?? 0) * Math.min(LEAD_MAX, view.halfH - shown.halfH);
    this.x += (x - this.x) * share;
    this.y += (y - this.y) * share;
  }
}

function clamp(v: number): number {
  return Math.max(-1, Math.min(1, v));
}
