// Directions without trigonometry: the diamond angle of PROTOCOL.md, as protocol/src/heading.rs has it.

export interface Vec {
  x: number;
  y: number;
}

/** Length along the diamond's edge, 0 up to 4, of a direction that is not (0, 0). */
function along(x: number, y: number): number {
  const sum = Math.abs(x) + Math.abs(y);
  if (x >= 0) return y >= 0 ? y / sum : 3 + x / sum;
  return y >= 0 ? 1 - x / sum : 2 - y / sum;
}

function at(edge: number): Vec {
  const quarter = Math.floor(edge);
  const f = edge - quarter;
  // Each quarter is the one before, turned by a right angle.
  const odd = (quarter & 1) === 1;
  const sign = (quarter & 2) === 0 ? 1 : -1;
  const x = sign * (odd ? -f : 1 - f);
  const y = sign * (odd ? 1 - f : f);
  const length = Math.sqrt(x * x + y * y);
  return { x: x / length, y: y / length };
}

/** Packs a direction into 16 bits; (0, 0) packs as +x. */
export function pack16(x: number, y: number): number {
  return x === 0 && y === 0 ? 0 : Math.floor(along(x, y) * 16384 + 0.5) & 65535;
}

/** The unit vector of an 8-bit heading. */
export function unpack8(heading: number): Vec {
  return at(heading / 64);
}

/** The unit vector of a 16-bit heading. */
export function unpack16(heading: number): Vec {
  return at(heading / 16384);
}
