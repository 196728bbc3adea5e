// The eight signs that a player can show: each a few folded facets, as SVG path data around (0, 0), 24 units wide,
// so that the arena and the page's buttons draw the same.

import type { Key } from "../text";

/** A facet: its colour and its outline. */
export type Facet = readonly [colour: string, path: string];

type SignName = Extract<Key, `sign.${string}`>;

export interface Sign {
  /** What a reader hears. */
  name: SignName;
  facets: readonly Facet[];
}

const DARK = "#1a1405";
const SKIN = "#ffd97a";
const SKIN_SHADE = "#d9a94a";
const HEAD = "M-4.5-11H4.5L11-4.5V4.5L4.5 11H-4.5L-11 4.5V-4.5z";
const HEAD_SHADE = "M0-11H4.5L11-4.5V4.5L4.5 11H0z";
const EYES = "M-5.9-4.6h2.8v4.2h-2.8zM3.1-4.6h2.8v4.2h-2.8z";

function head(colour: string, shade: string, ...features: Facet[]): Facet[] {
  return [[colour, HEAD], [shade, HEAD_SHADE], ...features];
}

/** By their number on the wire. */
export const SIGNS: readonly Sign[] = [
  { name: "sign.smile", facets: head(SKIN, SKIN_SHADE, [DARK, EYES], [DARK, "M-6.5 2.2H6.5L3.2 6.8H-3.2z"]) },
  {
    name: "sign.laugh",
    facets: head(
      SKIN,
      SKIN_SHADE,
      [DARK, "M-7.4-1.2-4.5-5.4-1.6-1.2H-3.5L-4.5-2.6-5.5-1.2zM7.4-1.2 4.5-5.4 1.6-1.2H3.5L4.5-2.6 5.5-1.2z"],
      [DARK, "M-7 1.2H7L3.8 8.2H-3.8z"],
      ["#ffffff", "M-5.6 1.2H5.6L4.8 3.2H-4.8z"],
    ),
  },
  {
    name: "sign.sad",
    facets: head(
      "#9cc9ff",
      "#6f9fdc",
      [DARK, EYES],
      [DARK, "M-3 3.2H3L6.4 7.8H3.8L2 5.4H-2L-3.8 7.8H-6.4z"],
      ["#eaf6ff", "M4.5 1 6.2 4.2 4.5 5.6 2.8 4.2z"],
    ),
  },
  {
    name: "sign.angry",
    facets: head(
      "#ff6d8a",
      "#c92f50",
      [DARK, "M-7.6-6.8-1.4-3.2V.2H-4.8L-7.6-2.6zM7.6-6.8 1.4-3.2V.2H4.8L7.6-2.6z"],
      [DARK, "M-4 3.6H4L6 7H-6z"],
    ),
  },
  {
    name: "sign.heart",
    facets: [
      ["#ff6d8a", "M0 10-10.8-1.4V-6.2L-7-9.8H-2.8L0-6.6z"],
      ["#d6365a", "M0 10 10.8-1.4V-6.2L7-9.8H2.8L0-6.6z"],
    ],
  },
  {
    name: "sign.watchOut",
    facets: [
      ["#ffc27a", "M-3.6-11H0V3.2H-2.2zM-2.9 5.8H0V11H-2.9z"],
      ["#ff9e2c", "M3.6-11H0V3.2H2.2zM2.9 5.8H0V11H2.9z"],
    ],
  },
  {
    name: "sign.question",
    facets: [
      ["#53f2f2", "M-7-5.2V-8L-4-11H4L7-8V-3.6L2 .4V3.4H-2V-2L3-5.4V-6.6L2.2-7.4H-2.2L-3-6.6V-5.2z"],
      ["#36b9c4", "M-2.6 6H2.6V11H-2.6z"],
    ],
  },
  {
    name: "sign.flag",
    facets: [
      ["#9db0d1", "M-9-11h2.4V11H-9z"],
      ["#eaf0fb", "M-6.6-10.6 2-8.8V1.2L-6.6 2.6z"],
      ["#c2cfe6", "M2-8.8 10.4-10.6 7.4-5 10.4.6 2 1.2z"],
    ],
  },
];
