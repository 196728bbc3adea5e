// The chart under the fight: shoals and specks at other depths, the sea floor, the grid with its coordinates.

import type { View } from "../../world/camera";
import { chartMark, SQUARE } from "../../world/chart";
import type { Scene } from "../../world/scene";
import type { Atlas } from "../atlas";
import { type Batch, bar, write } from "../batch";
import { CHART_MARK, DEPTH_LINE, GRID_FINE, GRID_HEAVY, INK_DIM, SHOAL } from "../palette";
import { rngOf } from "../random";
import { LINE, type Seabed, seabedOf } from "../seabed";
import { taste } from "../taste";

/** Units between two fine lines; the heavy ones bound the squares of the chart. */
const FINE = 64;
/** Specks and shoals repeat over a square of this many units, wider than any view with a shoal at its edge. */
const FIELD = 2_400;
const SPECKS = 200;
const SHOALS = 9;
/** Squares of the sea floor kept: several views. */
const SQUARES_MAX = 240;
/** Units of a coordinate's and of a sounding's letters. */
const MARK_SIZE = 18;
const SOUNDING_SIZE = 11;
/** Units from a square's corner to its coordinate. */
const MARK_X = 22;
const MARK_Y = 17;
/** Units of the rose in the middle of the world. */
const ROSE = 150;

/** Something that lies deeper than the grid. */
interface Deep {
  x: number;
  y: number;
  /** Share of the camera's way that it follows: near 0 is far away. */
  depth: number;
  size: number;
}

function scattered(count: number, seed: number, depth: [number, number], size: [number, number]): Deep[] {
  const random = rngOf(seed);
  const between = ([from, to]: [number, number]) => from + random() * (to - from);
  return Array.from({ length: count }, () => ({
    x: random() * FIELD,
    y: random() * FIELD,
    depth: between(depth),
    size: between(size),
  }));
}

const specks = scattered(SPECKS, 4, [0.25, 0.6], [1.2, 2.8]);
const shoals = scattered(SHOALS, 9, [0.3, 0.55], [120, 300]);

/** A square of the chart: its sea floor, and its name in a world of the size of now. */
interface Square extends Seabed {
  mark: string;
}

export class GroundLayer {
  private readonly squares = new Map<number, Square>();
  /** Half the side of the world for which the squares have their names. */
  private half = 0;

  constructor(private readonly atlas: Atlas) {}

  draw(batch: Batch, scene: Scene, view: View): void {
    this.drawShoals(batch, scene, view);
    this.drawSpecks(batch, scene, view);
    this.drawGrid(batch, scene, view, FINE, GRID_FINE, 1.2);
    this.drawSquares(batch, scene, view);
    this.drawGrid(batch, scene, view, SQUARE, GRID_HEAVY, 2);
    this.drawRose(batch);
  }

  /** Flat shapes far below: by them one sees how deep the water is. */
  private drawShoals(batch: Batch, { camera }: Scene, view: View): void {
    const { rockShapes } = this.atlas;
    for (let i = 0; i < SHOALS; i++) {
      const s = shoals[i];
      const cell = rockShapes[i % rockShapes.length];
      if (!s || !cell) continue;
      const depth = depthOf(s);
      const x = wrap(s.x - camera.x * depth);
      const y = wrap(s.y - camera.y * depth);
      if (Math.abs(x) > view.halfW + s.size || Math.abs(y) > view.halfH + s.size) continue;
      batch.put(cell, camera.x + x, camera.y + y, i, s.size, s.size, SHOAL, 1);
      batch.put(cell, camera.x + x, camera.y + y, i + 1, s.size * 0.6, s.size * 0.6, GRID_FINE, 0.5);
    }
  }

  private drawSpecks(batch: Batch, { camera }: Scene, view: View): void {
    for (const s of specks) {
      const depth = depthOf(s);
      const x = wrap(s.x - camera.x * depth);
      const y = wrap(s.y - camera.y * depth);
      if (Math.abs(x) > view.halfW || Math.abs(y) > view.halfH) continue;
      batch.put(this.atlas.disc, camera.x + x, camera.y + y, 0, s.size, s.size, INK_DIM, 0.12 + s.depth * 0.4);
    }
  }

  private drawGrid(batch: Batch, { camera, half }: Scene, view: View, step: number, tint: number, w: number): void {
    const left = Math.max(-half, camera.x - view.halfW);
    const right = Math.min(half, camera.x + view.halfW);
    const top = Math.max(-half, camera.y - view.halfH);
    const bottom = Math.min(half, camera.y + view.halfH);
    const midX = (left + right) / 2;
    const midY = (top + bottom) / 2;
    for (let x = Math.ceil(left / step) * step; x <= right; x += step) {
      bar(batch, this.atlas, x, midY, w, bottom - top, tint);
    }
    for (let y = Math.ceil(top / step) * step; y <= bottom; y += step) {
      bar(batch, this.atlas, midX, y, right - left, w, tint);
    }
  }

  /** Depths and coordinates, square by square. */
  private drawSquares(batch: Batch, { camera, half }: Scene, view: View): void {
    if (half !== this.half) this.squares.clear();
    this.half = half;
    const last = Math.floor((camera.x + view.halfW) / SQUARE);
    const lowest = Math.floor((camera.y + view.halfH) / SQUARE);
    for (let column = Math.floor((camera.x - view.halfW) / SQUARE); column <= last; column++) {
      for (let row = Math.floor((camera.y - view.halfH) / SQUARE); row <= lowest; row++) {
        const x = column * SQUARE;
        const y = row * SQUARE;
        if (x + SQUARE <= -half || x >= half || y + SQUARE <= -half || y >= half) continue;
        const square = this.square(column, row);
        this.drawSeabed(batch, square, x, y);
        const markX = Math.max(x, -half) + MARK_X;
        const markY = Math.max(y, -half) + MARK_Y;
        write(batch, this.atlas, square.mark, markX, markY, MARK_SIZE, CHART_MARK, 1);
      }
    }
  }

  private drawSeabed(batch: Batch, { lines, soundings }: Seabed, x: number, y: number): void {
    for (let at = 0; at < lines.length; at += LINE) {
      const alpha = 0.95 - 0.17 * (lines[at + 4] ?? 0);
      const length = (lines[at + 3] ?? 0) + 1;
      const mx = x + (lines[at] ?? 0);
      const my = y + (lines[at + 1] ?? 0);
      batch.put(this.atlas.block, mx, my, lines[at + 2] ?? 0, length, 1.6, DEPTH_LINE, alpha);
    }
    for (const s of soundings) write(batch, this.atlas, s.text, x + s.x, y + s.y, SOUNDING_SIZE, CHART_MARK, 0.75);
  }

  private square(column: number, row: number): Square {
    const key = column * 65_536 + row;
    let square = this.squares.get(key);
    if (!square) {
      if (this.squares.size >= SQUARES_MAX) this.squares.clear();
      square = { ...seabedOf(column, row), mark: chartMark(column * SQUARE + 1, row * SQUARE + 1, this.half) };
      this.squares.set(key, square);
    }
    return square;
  }

  /** The rose of the chart, where the world's middle is. */
  private drawRose(batch: Batch): void {
    batch.put(this.atlas.rose, 0, 0, -Math.PI / 2, ROSE, ROSE, CHART_MARK, 0.6);
  }
}

/** Who wants less motion sees it lie on the chart. */
function depthOf({ depth }: Deep): number {
  return taste.calm ? 1 : depth;
}

/** A place of the field around the middle of the view. */
function wrap(v: number): number {
  return v - FIELD * Math.floor(v / FIELD + 0.5);
}
