// Names above ships: each written once and sent into a page, which is a texture like any other. A page that is full
// forgets the name not seen for longest.

import { Rectangle, Texture, TextureSource, type WebGLRenderer } from "pixi.js";
import { NOBODY } from "../protocol/generated";
import type { Cell } from "./atlas";
import { flatContext } from "./context";
import { css, GOLD } from "./palette";

const COLUMNS = 4;
const ROWS = 24;
const CELL_W = 384;
const CELL_H = 42;
/** Pixels per unit: a name is 16 units high. */
const SCALE = 2;
const LEVEL_FONT = '600 22px "Chakra Petch", system-ui, sans-serif';
/** Pixels of the plate of the level: its height, its sides, and what lies between it and the name. */
const PLATE_H = 27;
const PLATE_PAD = 7;
const GAP = 9;
const FONT = '600 27px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
/**
 * Names written at once at the most, and the frames between: the smaller pages of the mipmap are made anew each time, and
 * a crowd coming into view shall not halt the picture.
 */
const NEW_AT_ONCE = 8;
const FRAMES_BETWEEN = 4;

/** A name as written: its cell, and the units of it that are not empty. */
export interface Label extends Cell {
  width: number;
}

interface Entry {
  cell: Label;
  column: number;
  row: number;
  /** The frame in which it was drawn last. */
  seen: number;
  slot: number;
  level: number;
  name: string;
}

export class Labels {
  /** The page. It has no picture of its own in memory: what was sent is all there is. */
  readonly source = new TextureSource({
    width: COLUMNS * CELL_W,
    height: ROWS * CELL_H,
    scaleMode: "linear",
    autoGenerateMipmaps: true,
    autoGarbageCollect: false,
  });
  /** A single cell, for the name that is being written. */
  private readonly context: CanvasRenderingContext2D;
  private readonly entries: Entry[] = [];
  private readonly bySlot = new Map<number, Entry>();
  private written = 0;
  private frame = 0;

  constructor(private readonly renderer: WebGLRenderer) {
    const canvas = document.createElement("canvas");
    canvas.width = CELL_W;
    canvas.height = CELL_H;
    this.context = flatContext(canvas, { willReadFrequently: true });
    for (let i = 0; i < COLUMNS * ROWS; i++) this.entries.push(this.entry(i % COLUMNS, Math.floor(i / COLUMNS)));
  }

  beginFrame(): void {
    this.frame++;
    this.written = 0;
  }

  /** The cell of the level and name of the ship in `slot`, or null when it has to wait for a later frame. */
  cellOf(slot: number, level: number, name: string): Label | null {
    let entry = this.bySlot.get(slot);
    if (!entry || entry.level !== level || entry.name !== name) {
      if (this.frame % FRAMES_BETWEEN !== 0 || this.written >= NEW_AT_ONCE) {
        if (entry?.name !== name) return null;
        // An old level is better than none for a moment.
        entry.seen = this.frame;
        return entry.cell;
      }
      entry ??= this.oldest();
      if (!entry) return null;
      this.bySlot.delete(entry.slot);
      this.bySlot.set(slot, entry);
      entry.slot = slot;
      entry.level = level;
      entry.name = name;
      this.write(entry);
    }
    entry.seen = this.frame;
    return entry.cell;
  }

  endFrame(): void {
    if (this.written > 0) this.source.updateMipmaps();
  }

  private entry(column: number, row: number): Entry {
    const frame = new Rectangle(column * CELL_W, row * CELL_H, CELL_W, CELL_H);
    const cell = { texture: new Texture({ source: this.source, frame }), scale: SCALE, width: 0 };
    return { cell, column, row, seen: Number.NEGATIVE_INFINITY, slot: NOBODY, level: 0, name: "" };
  }

  /** The entry not drawn for longest; undefined when all are in use. */
  private oldest(): Entry | undefined {
    let found: Entry | undefined;
    for (const entry of this.entries) if (!found || entry.seen < found.seen) found = entry;
    return found && found.seen < this.frame - 1 ? found : undefined;
  }

  /** The level in gold on a small plate, then the name; both together stand in the middle. */
  private write({ level: number, name, cell, column, row }: Entry): void {
    const c = this.context;
    const level = String(number);
    c.clearRect(0, 0, CELL_W, CELL_H);
    c.textBaseline = "middle";
    c.textAlign = "left";
    c.lineJoin = "round";
    c.font = LEVEL_FONT;
    const plate = c.measureText(level).width + 2 * PLATE_PAD;
    c.font = FONT;
    const nameMax = CELL_W - plate - GAP - 8;
    const width = plate + GAP + Math.min(nameMax, c.measureText(name).width);
    cell.width = width / SCALE;
    const [x, y] = [(CELL_W - width) / 2, CELL_H / 2];
    c.lineWidth = 6;
    c.strokeStyle = "rgba(11, 18, 32, 0.85)";
    c.strokeText(name, x + plate + GAP, y, nameMax);
    c.fillStyle = "#fff";
    c.fillText(name, x + plate + GAP, y, nameMax);
    c.fillStyle = css(GOLD);
    c.fillRect(x, y - PLATE_H / 2, plate, PLATE_H);
    c.font = LEVEL_FONT;
    c.fillStyle = "#1a1405";
    c.fillText(level, x + PLATE_PAD, y + 1);
    this.send(column * CELL_W, row * CELL_H);
    this.written++;
  }

  /** Puts the cell into the page at (`left`, `top`). PixiJS knows the binding; all its uploads premultiply as this one. */
  private send(left: number, top: number): void {
    const { gl, texture } = this.renderer;
    texture.bindSource(this.source, 0);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, gl.RGBA, gl.UNSIGNED_BYTE, this.context.canvas);
  }
}
