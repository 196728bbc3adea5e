// The colours of the night chart. test/palette.test.ts holds them: apart for every kind of eye, bright enough on the
// ground. Never colour alone tells who is who: the own ship has its ring, sides have marks, power-ups have shapes.

export const GROUND = 0x0b1220;
export const OUTSIDE = 0x070b14;
export const GRID_FINE = 0x131d31;
export const GRID_HEAVY = 0x1d2b47;
/** Lines of equal depth, and flat shapes far below. */
export const DEPTH_LINE = 0x17304a;
export const SHOAL = 0x0e182b;
export const CHART_MARK = 0x2b3d61;
export const SHADOW = 0x04070d;
/** Cracks, and what lies behind letters. */
export const SHADE = 0x05080f;
export const ROCK_LIGHT = 0x5a667c;
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
/** All who are against one, where one wants only two colours. */
export const ENEMY = 0xff9e2c;
/** Everybody else, by slot: warm hues that differ in lightness as well. */
export const OTHERS = [0xff9e2c, 0xff5a4d, 0xc8a200, 0xf55c9b, 0xff7d3c, 0xd9a066] as const;
/** All hull colours; the own one is last. */
export const HULLS = [...OTHERS, OWN] as const;
export const OWN_HULL = OTHERS.length;

/** "everyone": a hue for each; "two": friends blue, enemies orange. */
export type Colours = "everyone" | "two";
let colours: Colours = "everyone";

export function chooseColours(chosen: Colours): void {
  colours = chosen;
}

/** True when hulls carry the marks of their sides. */
export function twoColours(): boolean {
  return colours === "two";
}

/** Index into HULLS for a player. */
export function hullOf(slot: number, own: boolean): number {
  if (own) return OWN_HULL;
  return colours === "two" ? OTHERS.indexOf(ENEMY) : slot % OTHERS.length;
}

export function colourOf(slot: number, own: boolean): number {
  return HULLS[hullOf(slot, own)] ?? BAD;
}

/** A blend of two colours; `share` of `b`. */
export function mix(a: number, b: number, share: number): number {
  const r = blend(a >> 16, b >> 16, share);
  const g = blend(a >> 8, b >> 8, share);
  return (r << 16) | (g << 8) | blend(a, b, share);
}

/** Of the low 8 bits. */
function blend(a: number, b: number, share: number): number {
  const from = a & 255;
  return Math.round(from + ((b & 255) - from) * share);
}

export function css(colour: number): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}
