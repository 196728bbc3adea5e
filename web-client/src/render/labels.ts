// Names above ships: each written once into a page of its own, which is a texture like any other. A page that
// is full forgets the name not seen for longest.

import { CanvasSource, Rectangle, Texture } from "pixi.js";
import type { Cell } from "./atlas";

const COLUMNS = 4;
const ROWS = 24;
const CELL_W = 384;
const CELL_H = 42;
/** Pixels per unit: a name is 16 units high. */
const SCALE = 2;
const FONT = '600 27px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
/** Names written a frame at the most, so that a crowd coming into view does not halt the picture. */
const NEW_PER_FRAME = 6;

interface Entry {
  cell: Cell;
  column: number;
  row: number;
  seen: number;
}

export class Labels {
  readonly source: CanvasSource;
  readonly blank: Texture;
  private readonly context: CanvasRenderingContext2D;
  private readonly entries = new Map<string, Entry>();
  private readonly free: Entry[] = [];
  private written = 0;
  private frame = 0;

  constructor() {
    const canvas = document.createElement("canvas");
    canvas.width = COLUMNS * CELL_W;
    canvas.height = ROWS * CELL_H;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("this browser has no 2D canvas");
    this.context = context;
    this.source = new CanvasSource({ resource: canvas, scaleMode: "linear", autoGenerateMipmaps: true });
    this.blank = new Texture({ source: this.source, frame: new Rectangle(0, 0, 1, 1) });
    for (let i = COLUMNS * ROWS - 1; i >= 0; i--) this.free.push(this.entry(i % COLUMNS, Math.floor(i / COLUMNS)));
  }

  beginFrame(): void {
    this.frame++;
    this.written = 0;
  }

  /** The cell of a name, or null when it has to wait for a later frame. */
  cellOf(name: string): Cell | null {
    let entry = this.entries.get(name);
    if (!entry) {
      if (this.written >= NEW_PER_FRAME) return null;
      entry = this.free.pop() ?? this.oldest();
      if (!entry) return null;
      this.write(name, entry);
      this.entries.set(name, entry);
    }
    entry.seen = this.frame;
    return entry.cell;
  }

  /** Sends what was written to the graphics card. */
  endFrame(): void {
    if (this.written > 0) this.source.update();
  }

  private entry(column: number, row: number): Entry {
    const frame = new Rectangle(column * CELL_W, row * CELL_H, CELL_W, CELL_H);
    return { cell: { texture: new Texture({ source: this.source, frame }), scale: SCALE }, column, row, seen: 0 };
  }

  private oldest(): Entry | undefined {
    let found: [string, Entry] | undefined;
    for (const pair of this.entries) if (!found || pair[1].seen < found[1].seen) found = pair;
    if (!found || found[1].seen >= this.frame - 1) return undefined;
    this.entries.delete(found[0]);
    return found[1];
  }

  private write(name: string, { column, row }: Entry): void {
    const c = this.context;
    const x = column * CELL_W;
    const y = row * CELL_H;
    c.clearRect(x, y, CELL_W, CELL_H);
    c.font = FONT;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.lineJoin = "round";
    c.lineWidth = 6;
    c.strokeStyle = "rgba(11, 18, 32, 0.85)";
    c.strokeText(name, x + CELL_W / 2, y + CELL_H / 2, CELL_W - 8);
    c.fillStyle = "#fff";
    c.fillText(name, x + CELL_W / 2, y + CELL_H / 2, CELL_W - 8);
    this.written++;
  }
}
