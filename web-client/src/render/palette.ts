// The colours of the night chart. Contrasts on the ground were measured; never colour alone tells who is who.

export const GROUND = 0x0b1220;
export const OUTSIDE = 0x070b14;
export const GRID_FINE = 0x131d31;
export const GRID_HEAVY = 0x1d2b47;
export const CHART_MARK = 0x2b3d61;
export const INK = 0xeaf0fb;
export const INK_DIM = 0x9db0d1;
export const GOLD = 0xffe9a8;
/** Of the crown, and of nothing else. */
export const CROWN = 0xffd24a;
export const OK = 0x53f2f2;
export const WARN = 0xff9e2c;
export const BAD = 0xf43960;
export const WHITE = 0xffffff;

/** The own ship: the only cool hue among the hulls. */
export const OWN = 0x3d9bff;
/** Everybody else, by slot: warm hues that differ in lightness as well. */
export const OTHERS = [0xff9e2c, 0xf43960, 0xffd24a, 0xe141aa, 0xff6a3d, 0xd9a066] as const;
/** All hull colours; the own one is last. */
export const HULLS = [...OTHERS, OWN] as const;
export const OWN_HULL = OTHERS.length;

/** Index into HULLS for a player. */
export function hullOf(slot: number, own: boolean): number {
  return own ? OWN_HULL : slot % OTHERS.length;
}

/** A blend of two colours; `share` of `b`. */
export function mix(a: number, b: number, share: number): number {
  const part = (shift: number) => {
    const from = (a >> shift) & 255;
    return Math.round(from + (((b >> shift) & 255) - from) * share) << shift;
  };
  return part(16) | part(8) | part(0);
}

export function css(colour: number): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}
