// What all drawings of the atlas are made of: flat facets of one colour.

import { css } from "./palette";

export type Ctx = CanvasRenderingContext2D;
export type Point = readonly [number, number];

export function outline(points: readonly Point[]): Path2D {
  const path = new Path2D();
  for (const [x, y] of points) path.lineTo(x, y);
  path.closePath();
  return path;
}

export function fill(c: Ctx, colour: number, points: readonly Point[]): void {
  c.fillStyle = css(colour);
  c.fill(outline(points));
}
