// Immediate drawing over one texture: put quads in painter's order, and the whole batch is one draw call.

import type { Buffer, Geometry, Mesh, Shader, TextureSource } from "pixi.js";
import type { Atlas, Cell } from "./atlas";
import { bufferOf, bytesOf, CORNER_WORDS, cornersOf, QUAD_CORNERS, QUAD_WORDS, quadMesh } from "./quads";

/** Quads for which there is room from the start, so that the first seconds do not grow it again and again. */
const FIRST_QUADS = 2_048;

export class Batch {
  readonly mesh: Mesh<Geometry, Shader>;
  private floats = new Float32Array(FIRST_QUADS * QUAD_WORDS);
  /** The same memory. */
  private words = new Uint32Array(this.floats.buffer);
  private readonly buffer: Buffer;
  /** Words written since `begin`. */
  private used = 0;
  /** What `put` writes: a number that is handed to a function takes room on the heap, unless that function is inlined. */
  private readonly quad = new Float64Array(6);

  constructor(source: TextureSource) {
    this.buffer = bufferOf(this.floats);
    this.mesh = quadMesh(this.buffer, source);
  }

  begin(): void {
    this.used = 0;
  }

  /** Draws a cell with its middle at (x, y), `sx` times its units wide. `tint` is 0xRRGGBB, `alpha` 0 to 1. */
  put(cell: Cell, x: number, y: number, angle: number, sx: number, sy: number, tint: number, alpha: number): void {
    const { quad } = this;
    quad[0] = x;
    quad[1] = y;
    quad[2] = angle;
    quad[3] = sx;
    quad[4] = sy;
    quad[5] = alpha;
    this.write(cell, tint);
  }

  private write({ texture, scale }: Cell, tint: number): void {
    const { quad } = this;
    const x = quad[0] as number;
    const y = quad[1] as number;
    const angle = quad[2] as number;
    const sx = quad[3] as number;
    const sy = quad[4] as number;
    const alpha = quad[5] as number;
    if (alpha <= 0) return;
    if (this.used === this.floats.length) this.grow();
    const { frame, uvs } = texture;
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    const halfW = (frame.width * sx) / (2 * scale);
    const halfH = (frame.height * sy) / (2 * scale);
    // From the middle to the middle of the right side, and to that of the lower one.
    const rightX = c * halfW;
    const rightY = s * halfW;
    const downX = -s * halfH;
    const downY = c * halfH;
    const colour = ((alpha > 1 ? 255 : alpha * 255) << 24) | bytesOf(tint);
    this.corner(x - rightX - downX, y - rightY - downY, uvs.x0, uvs.y0, colour);
    this.corner(x + rightX - downX, y + rightY - downY, uvs.x1, uvs.y1, colour);
    this.corner(x + rightX + downX, y + rightY + downY, uvs.x2, uvs.y2, colour);
    this.corner(x - rightX + downX, y - rightY + downY, uvs.x3, uvs.y3, colour);
  }

  end(): void {
    const { mesh, used } = this;
    mesh.geometry.indexCount = (used / QUAD_WORDS) * QUAD_CORNERS.length;
    mesh.visible = used > 0;
    if (used > 0) this.buffer.update(used * Float32Array.BYTES_PER_ELEMENT);
  }

  /** `colour`: 0xAABBGGRR. */
  private corner(x: number, y: number, u: number, v: number, colour: number): void {
    const { floats, used } = this;
    floats[used] = x;
    floats[used + 1] = y;
    floats[used + 2] = u;
    floats[used + 3] = v;
    this.words[used + 4] = colour;
    this.used = used + CORNER_WORDS;
  }

  private grow(): void {
    const more = new Float32Array(2 * this.floats.length);
    more.set(this.floats);
    this.floats = more;
    this.words = new Uint32Array(more.buffer);
    this.buffer.data = more;
    this.mesh.geometry.indexBuffer.data = cornersOf(more.length / QUAD_WORDS);
  }
}

/** A straight bar from its middle. */
export function bar(batch: Batch, atlas: Atlas, x: number, y: number, w: number, h: number, tint: number, a = 1): void {
  batch.put(atlas.block, x, y, 0, w, h, tint, a);
}

/** Heights that a sign without a glyph is wide. */
const SPACE = 0.4;

/** Writes a text of the atlas' glyphs, centred at (x, y), `size` units high. */
export function write(
  batch: Batch,
  { glyphs }: Atlas,
  text: string,
  x: number,
  y: number,
  size: number,
  tint: number,
  a: number,
): void {
  let width = 0;
  for (let i = 0; i < text.length; i++) width += glyphs.get(text.charAt(i))?.advance ?? SPACE;
  let at = x - (width * size) / 2;
  for (let i = 0; i < text.length; i++) {
    const glyph = glyphs.get(text.charAt(i));
    const step = (glyph?.advance ?? SPACE) * size;
    if (glyph) batch.put(glyph, at + step / 2, y, 0, size, size, tint, a);
    at += step;
  }
}
