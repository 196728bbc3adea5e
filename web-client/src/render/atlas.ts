// One texture with every shape of the game, drawn when the page loads, so that it is sharp on any screen and
// the whole picture needs a handful of draw calls.

import { CanvasSource, Rectangle, Texture } from "pixi.js";
import { Pickup } from "../protocol/generated";
import { flatContext } from "./context";
import { drawCrown, drawRepairPower, drawShieldPower, drawSign, drawTriplePower, SIDE_MARKS } from "./emblems";
import { drawHull, drawWhiteHull, RANKS } from "./hulls";
import { HULLS, OWN_HULL } from "./palette";
import {
  drawBullet,
  drawBurst,
  drawChevron,
  drawCracks,
  drawDisc,
  drawFlame,
  drawFlash,
  drawRing,
  drawRock,
  drawRockShape,
  drawRose,
  drawScrap,
  drawShard,
  drawShield,
  drawStar,
} from "./shapes";
import { SIGNS } from "./signs";

/** A cell of the atlas. Its middle is the origin of its drawing. */
export interface Cell {
  texture: Texture;
  /** Atlas pixels per drawn unit: divide by it to draw in units. */
  scale: number;
}

/** Pixels: what the cells need; every row more is uploaded and halved for mipmaps at the start. */
const WIDTH = 2048;
const HEIGHT = 1536;
/** Share of a small atlas' pixels in each direction, and the rows more that its gaps need. */
const SMALL = 0.5;
const SMALL_ROWS = 144;
/** Pixels between cells: mipmaps of neighbours would show as specks. */
const PAD = 4;
export const ROCK_LOOKS = 8;
const GLYPHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-";
/** Pixels of a glyph's height; its cell is one unit high. */
const GLYPH_PX = 48;

/** Packs cells in rows, from the top left. */
class Packer {
  private x = PAD;
  private y = PAD;
  private row = 0;

  /** `share` of the pixels that are asked for are drawn. */
  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly source: CanvasSource,
    private readonly share: number,
  ) {}

  /** A cell of `width` by `height` units at `sharpness` pixels each. */
  add(width: number, height: number, sharpness: number, draw: (c: CanvasRenderingContext2D) => void): Cell {
    const { context, share } = this;
    const { canvas } = context;
    const scale = sharpness * share;
    const w = Math.ceil(width * scale);
    const h = Math.ceil(height * scale);
    if (this.x + w + PAD > canvas.width) {
      this.x = PAD;
      this.y += this.row + PAD;
      this.row = 0;
    }
    if (this.y + h + PAD > canvas.height) throw new RangeError("the atlas is full");
    context.save();
    context.translate(this.x + w / 2, this.y + h / 2);
    context.scale(scale, scale);
    draw(context);
    context.restore();
    const texture = new Texture({ source: this.source, frame: new Rectangle(this.x, this.y, w, h) });
    this.x += w + PAD;
    this.row = Math.max(this.row, h);
    return { texture, scale };
  }
}

export interface Atlas {
  source: CanvasSource;
  /** By rank, then by colour (HULLS). */
  hulls: Cell[][];
  /** By rank. */
  whiteHulls: Cell[];
  /** By SIDE_MARKS, in white. */
  sideMarks: Cell[];
  /** By colour (HULLS). */
  bullets: Cell[];
  rocks: Cell[];
  rockShapes: Cell[];
  cracks: Cell[];
  scrap: Cell;
  /** Power-ups, by Pickup. */
  powers: Map<number, Cell>;
  crown: Cell;
  /** What players show over their ships, by SIGNS. */
  signs: Cell[];
  ring: Cell;
  thinRing: Cell;
  dashedRing: Cell;
  shield: Cell;
  flash: Cell;
  shard: Cell;
  disc: Cell;
  star: Cell;
  burst: Cell;
  chevron: Cell;
  rose: Cell;
  /** Its root is the origin: half of the cell is empty. */
  flame: Cell;
  /** A plain square of side 1. */
  block: Cell;
  /** Capital letters, digits, + and -; each knows its width in heights. */
  glyphs: Map<string, Cell & { advance: number }>;
}

/** A small one is ready sooner, and as good where the picture has half of the screen's pixels. */
export function drawAtlas(small: boolean): Atlas {
  const share = small ? SMALL : 1;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * share;
  canvas.height = HEIGHT * share + (small ? SMALL_ROWS : 0);
  // Drawn by the CPU and read once: five times faster to start than through the GPU and back.
  const context = flatContext(canvas, { willReadFrequently: true });
  const source = new CanvasSource({ resource: canvas, autoGenerateMipmaps: true, scaleMode: "linear" });
  const packer = new Packer(context, source, share);
  const ranks = Array.from({ length: RANKS }, (_, i) => i);
  const looks = Array.from({ length: ROCK_LOOKS }, (_, i) => i + 1);
  const atlas: Atlas = {
    source,
    rocks: looks.map((seed) => packer.add(2.2, 2.2, 128, (c) => drawRock(c, seed))),
    rockShapes: looks.map((seed) => packer.add(2.2, 2.2, 40, (c) => drawRockShape(c, seed))),
    cracks: looks.slice(0, 4).map((seed) => packer.add(2.2, 2.2, 64, (c) => drawCracks(c, seed))),
    hulls: ranks.map((r) => HULLS.map((colour) => packer.add(72, 62, 2.3, (c) => drawHull(c, r, colour)))),
    whiteHulls: ranks.map((r) => packer.add(72, 62, 1.6, (c) => drawWhiteHull(c, r))),
    sideMarks: SIDE_MARKS.map((draw) => packer.add(16, 16, 2.4, draw)),
    bullets: HULLS.map((colour, i) => packer.add(28, 12, 3, (c) => drawBullet(c, colour, i === OWN_HULL))),
    scrap: packer.add(26, 26, 3, drawScrap),
    powers: new Map([
      [Pickup.SHIELD, packer.add(48, 48, 2.6, drawShieldPower)],
      [Pickup.TRIPLE, packer.add(48, 48, 2.6, drawTriplePower)],
      [Pickup.REPAIR, packer.add(48, 48, 2.6, drawRepairPower)],
    ]),
    crown: packer.add(32, 28, 3, drawCrown),
    signs: SIGNS.map((sign) => packer.add(46, 50, 2.4, (c) => drawSign(c, sign))),
    ring: packer.add(2.2, 2.2, 64, (c) => drawRing(c, 0.1, 0)),
    thinRing: packer.add(2.1, 2.1, 128, (c) => drawRing(c, 0.03, 0)),
    dashedRing: packer.add(2.2, 2.2, 64, (c) => drawRing(c, 0.07, 12)),
    shield: packer.add(2.2, 2.2, 64, drawShield),
    flash: packer.add(2.1, 0.8, 60, drawFlash),
    shard: packer.add(2.2, 2.2, 20, drawShard),
    disc: packer.add(2.2, 2.2, 20, drawDisc),
    star: packer.add(2.1, 2.1, 20, drawStar),
    burst: packer.add(2.1, 2.1, 40, drawBurst),
    chevron: packer.add(34, 28, 1.6, drawChevron),
    rose: packer.add(2.1, 2.1, 130, drawRose),
    flame: packer.add(2.1, 0.7, 48, drawFlame),
    // Drawn a little larger than its cell, so that its edges do not fade where it is stretched.
    block: packer.add(1, 1, 8, (c) => {
      c.fillStyle = "#fff";
      c.fillRect(-0.7, -0.7, 1.4, 1.4);
    }),
    glyphs: new Map(),
  };
  for (const glyph of GLYPHS) atlas.glyphs.set(glyph, addGlyph(packer, context, glyph));
  return atlas;
}

function addGlyph(packer: Packer, context: CanvasRenderingContext2D, glyph: string): Cell & { advance: number } {
  const font = `600 ${GLYPH_PX}px "Chakra Petch", system-ui, sans-serif`;
  context.font = font;
  const advance = context.measureText(glyph).width / GLYPH_PX;
  const cell = packer.add(advance + 0.1, 1.1, GLYPH_PX, (c) => {
    c.scale(1 / GLYPH_PX, 1 / GLYPH_PX);
    c.font = font;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillStyle = "#fff";
    c.fillText(glyph, 0, 0);
  });
  return { ...cell, advance };
}
