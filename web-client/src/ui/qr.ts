// A QR code as one SVG path. Pure.

import { encode } from "uqr";

/** Modules of white around the code: readers need four. */
const QUIET = 4;

/** The dark squares of `text` as a path, in a square of `size` modules. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  return { size, path: squares.join("") };
}
