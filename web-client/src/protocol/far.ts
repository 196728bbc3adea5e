// The minimap as it travels: 4 bits a cell, two cells in a byte, the first in the low bits.

import { FAR_COUNTS } from "./generated";

/** Ships in each cell, at the least. */
export function unpackFar(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 2 * bytes.length }, (_, cell) => {
    const bits = ((bytes[cell >> 1] ?? 0) >> (4 * (cell & 1))) & 15;
    return FAR_COUNTS[bits] ?? 0;
  });
}
