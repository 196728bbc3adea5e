// Positions as 16-bit numbers in steps of 1/16 unit that repeat every 4,096 units, as protocol/src/quantize.rs.

const STEPS_PER_UNIT = 16;

/** Packs a coordinate (units). */
export function pack(units: number): number {
  return Math.floor(units * STEPS_PER_UNIT + 0.5) & 65535;
}

/** Unpacks a coordinate to the copy nearest to `around`, which must be within 2,048 units of the truth. */
export function unpack(packed: number, around: number): number {
  const here = Math.floor(around * STEPS_PER_UNIT + 0.5);
  const away = ((packed - here) << 16) >> 16;
  return (here + away) / STEPS_PER_UNIT;
}
