// The whole world in a corner: ships per cell of the far tier, the own place, the own view, the world's frame.

import { FAR_CELLS } from "../protocol/generated";
import { flatContext } from "../render/context";
import { CROWN_SHAPE } from "../render/emblems";
import { CROWN, colourOf, css, GOLD, GRID_HEAVY, INK, OWN, SHADE, WARN } from "../render/palette";
import { t } from "../text";
import type { MarkView, Scene } from "../world/scene";
import { call, element } from "./dom";

/** Canvas pixels of a side; CSS scales it. */
const SIDE = 336;
/** The map's side in sides of the world. */
const MARGIN = 1.04;
/** Milliseconds between two drawings: the far tier comes twice a second, the own place moves slowly. */
const EVERY_MS = 90;
/** Canvas pixels per unit of the crown, and how far it is lifted off the own arrow. */
const CROWN_SCALE = 1.25;
const CROWN_LIFT = 20;
/** Canvas pixels from the edge at which the whole crown is still on the map. */
const CROWN_EDGE = 18;
/** Canvas pixels of the square of a single ship. */
const DOT = 7;

/** Milliseconds of one beat of a place pointed at. */
const MARK_BEAT_MS = 600;

export class Minimap {
  private readonly context: CanvasRenderingContext2D;
  private drawnAt = 0;
  /** What lies under the signs, drawn when it changes: frame, grid and crowd. */
  private readonly chart: CanvasRenderingContext2D;
  /** Of the chart: units of half the world, and ships per cell. */
  private half = 1;
  private far: Uint8Array | null = null;

  /** `place` is called with a place (units) that was pressed. */
  constructor(parent: HTMLElement, place: (x: number, y: number) => void) {
    const canvas = element("canvas", "minimap", parent);
    canvas.setAttribute("role", "img");
    call(canvas, () => t("hud.map"));
    this.context = contextOf(canvas);
    this.chart = contextOf(document.createElement("canvas"));
    canvas.addEventListener("pointerdown", (event) => {
      const box = canvas.getBoundingClientRect();
      const at = (share: number) => (share - 0.5) * 2 * this.half * MARGIN;
      place(at((event.clientX - box.left) / box.width), at((event.clientY - box.top) / box.height));
    });
  }

  draw(
    scene: Scene,
    far: Uint8Array | null,
    crown: { x: number; y: number } | null,
    view: { halfW: number; halfH: number },
  ): void {
    if (scene.now - this.drawnAt < EVERY_MS) return;
    this.drawnAt = scene.now;
    const c = this.context;
    const scale = SIDE / (2 * scene.half * MARGIN);
    const at = (v: number) => SIDE / 2 + v * scale;
    if (far !== this.far || scene.half !== this.half) {
      this.far = far;
      this.half = scene.half;
      this.drawChart(at, scale);
    }
    c.clearRect(0, 0, SIDE, SIDE);
    c.drawImage(this.chart.canvas, 0, 0);
    const { x, y } = scene.camera;
    c.strokeStyle = "rgba(234, 240, 251, 0.7)";
    c.lineWidth = 2.5;
    c.strokeRect(at(x - view.halfW), at(y - view.halfH), 2 * view.halfW * scale, 2 * view.halfH * scale);
    for (const m of scene.marks) this.mark(inside(at(m.x)), inside(at(m.y)), m, m.slot === scene.own?.slot);
    if (scene.own) this.self(at(scene.own.x), at(scene.own.y), scene.own.angle);
    if (crown) {
      const lifted = at(crown.y) - (scene.own?.crowned ? CROWN_LIFT : 0);
      this.crown(inside(at(crown.x)), inside(lifted));
    }
  }

  private drawChart(at: (v: number) => number, scale: number): void {
    const { chart: c, half } = this;
    c.clearRect(0, 0, SIDE, SIDE);
    this.grid(half, at);
    if (this.far) this.crowd(this.far, half, at, scale);
    c.strokeStyle = css(GOLD);
    c.lineWidth = 2;
    c.strokeRect(at(-half), at(-half), 2 * half * scale, 2 * half * scale);
  }

  private grid(half: number, at: (v: number) => number): void {
    const c = this.chart;
    c.strokeStyle = css(GRID_HEAVY);
    c.lineWidth = 1;
    c.beginPath();
    for (let i = 1; i < FAR_CELLS; i++) {
      const v = at(-half + (2 * half * i) / FAR_CELLS);
      c.moveTo(v, at(-half));
      c.lineTo(v, at(half));
      c.moveTo(at(-half), v);
      c.lineTo(at(half), v);
    }
    c.stroke();
  }

  /** In each cell a square whose area is the number of ships in it, and light by how full it is. */
  private crowd(far: Uint8Array, half: number, at: (v: number) => number, scale: number): void {
    const c = this.chart;
    const side = (2 * half) / FAR_CELLS;
    const wide = side * scale;
    c.fillStyle = css(WARN);
    for (let i = 0; i < far.length; i++) {
      const count = far[i] ?? 0;
      if (count === 0) continue;
      const x = at(-half + (i % FAR_CELLS) * side);
      const y = at(-half + Math.floor(i / FAR_CELLS) * side);
      c.globalAlpha = Math.min(0.4, 0.07 + count * 0.04);
      c.fillRect(x + 1, y + 1, wide - 2, wide - 2);
      const block = Math.min(wide - 4, DOT * Math.sqrt(count));
      c.globalAlpha = 0.95;
      c.fillRect(x + (wide - block) / 2, y + (wide - block) / 2, block, block);
    }
    c.globalAlpha = 1;
  }

  /** Larger than a cell's dots, with a dark rim: it is read at a glance over any crowd. */
  private crown(x: number, y: number): void {
    const c = this.context;
    c.save();
    c.translate(x, y);
    c.scale(CROWN_SCALE, CROWN_SCALE);
    const path = new Path2D();
    for (const [px, py] of CROWN_SHAPE) path.lineTo(px, py);
    path.closePath();
    c.lineJoin = "round";
    c.lineWidth = 6;
    c.strokeStyle = css(SHADE);
    c.stroke(path);
    c.fillStyle = css(CROWN);
    c.fill(path);
    c.restore();
  }

  /** A square on its corner that beats while it is fresh. */
  private mark(x: number, y: number, { slot, age }: MarkView, own: boolean): void {
    const c = this.context;
    const size = 9 + 7 * (1 - ((age / MARK_BEAT_MS) % 1));
    c.save();
    c.translate(x, y);
    c.rotate(Math.PI / 4);
    c.lineWidth = 3;
    c.strokeStyle = css(colourOf(slot, own));
    c.strokeRect(-size / 2, -size / 2, size, size);
    c.restore();
  }

  private self(x: number, y: number, angle: number): void {
    const c = this.context;
    c.save();
    c.translate(x, y);
    c.rotate(angle);
    c.fillStyle = css(OWN);
    c.strokeStyle = css(INK);
    c.lineWidth = 2;
    c.beginPath();
    c.moveTo(11, 0);
    c.lineTo(-7, -7);
    c.lineTo(-4, 0);
    c.lineTo(-7, 7);
    c.closePath();
    c.fill();
    c.stroke();
    c.restore();
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  canvas.width = SIDE;
  canvas.height = SIDE;
  return flatContext(canvas);
}

function inside(v: number): number {
  return Math.max(CROWN_EDGE, Math.min(SIDE - CROWN_EDGE, v));
}
