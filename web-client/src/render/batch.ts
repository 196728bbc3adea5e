// Immediate drawing over one texture: put quads in painter's order, and the whole batch is one draw call.

import { type IParticle, ParticleContainer, type Texture, type TextureSource } from "pixi.js";
import type { Atlas, Cell } from "./atlas";

class Quad implements IParticle {
  x = 0;
  y = 0;
  scaleX = 0;
  scaleY = 0;
  anchorX = 0.5;
  anchorY = 0.5;
  rotation = 0;
  /** 0xAABBGGRR. */
  color = 0;

  constructor(public texture: Texture) {}
}

export class Batch {
  readonly container: ParticleContainer<Quad>;
  private readonly pool: Quad[] = [];
  private used = 0;

  /** There are buffers for `quads` from the start, so that the first seconds do not grow them again and again. */
  constructor(
    source: TextureSource,
    private readonly blank: Texture,
    quads: number,
  ) {
    for (let i = 0; i < quads; i++) this.pool.push(new Quad(blank));
    this.container = new ParticleContainer<Quad>({
      particles: [...this.pool],
      dynamicProperties: { vertex: true, position: true, rotation: true, uvs: true, color: true },
    });
    if (source !== blank.source) throw new Error("a batch has one texture");
  }

  begin(): void {
    this.used = 0;
  }

  /** Draws a cell with its middle at (x, y), `sx` times its units wide. `tint` is 0xRRGGBB, `alpha` 0 to 1. */
  put(cell: Cell, x: number, y: number, angle: number, sx: number, sy: number, tint: number, alpha: number): void {
    if (alpha <= 0) return;
    let quad = this.pool[this.used];
    if (!quad) {
      quad = new Quad(this.blank);
      this.pool.push(quad);
    }
    this.used++;
    quad.texture = cell.texture;
    quad.x = x;
    quad.y = y;
    quad.rotation = angle;
    quad.scaleX = sx / cell.scale;
    quad.scaleY = sy / cell.scale;
    quad.color =
      (((alpha > 1 ? 255 : alpha * 255) << 24) | ((tint & 255) << 16) | (tint & 0xff00) | (tint >> 16)) >>> 0;
  }

  end(): void {
    const shown = this.container.particleChildren;
    for (let i = shown.length; i < this.used; i++) {
      const quad = this.pool[i];
      if (quad) shown.push(quad);
    }
    shown.length = this.used;
  }
}

/** A straight bar from its middle. */
export function bar(batch: Batch, atlas: Atlas, x: number, y: number, w: number, h: number, tint: number, a = 1): void {
  batch.put(atlas.block, x, y, 0, w, h, tint, a);
}

/** Writes a text of the atlas' glyphs, centred at (x, y), `size` units high. */
export function write(
  batch: Batch,
  atlas: Atlas,
  text: string,
  x: number,
  y: number,
  size: number,
  tint: number,
  a: number,
): void {
  const advance = (glyph: string) => atlas.glyphs.get(glyph)?.advance ?? 0.4;
  let width = 0;
  for (const glyph of text) width += advance(glyph);
  let at = x - (width * size) / 2;
  for (const glyph of text) {
    const cell = atlas.glyphs.get(glyph);
    const step = advance(glyph) * size;
    if (cell) batch.put(cell, at + step / 2, y, 0, size, size, tint, a);
    at += step;
  }
}
