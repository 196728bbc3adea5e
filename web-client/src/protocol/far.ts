// The minimap as it travels: 4 bits a cell, two cells in a byte, the first in the low bits.

import { FAR_COUNTS } from "./generated";

/** Ships in each cell, at the least. */
export function unpackFar(bytes: Uint8Array): Uint8Array {
  const counts = new Uint8Array(2 * bytes.length);
  for (let cell = 0; cell < counts.length; cell++) {
    const bits = ((bytes[cell >> 1] ?? 0) >> (4 * (cell & 1))) & 15;
    counts[cell] = FAR_COUNTS[bits] ?? 0;
  }
  return counts;
}
