// The drawings of the atlas, each a function on a canvas whose origin is the middle of its cell and whose
// scale is in units. Flat facets, light from the top left, no glow.

import { css, GROUND, mix, ROCK_LIGHT, WHITE } from "./palette";
import { type Ctx, fill, outline, type Point } from "./paper";
import { rngOf } from "./random";

const HOT = 0xfffdf5;

/** A capsule with a hot core; the own ones are needles, so that one tells them apart without colour. */
export function drawBullet(c: Ctx, colour: number, own: boolean): void {
  if (own) {
    fill(c, mix(colour, GROUND, 0.45), needle(13, 4.2));
    fill(c, mix(colour, WHITE, 0.2), needle(11.5, 3));
    fill(c, HOT, needle(8, 1.5));
    return;
  }
  const capsule = (length: number, width: number, fillColour: number) => {
    c.lineCap = "round";
    c.lineWidth = width;
    c.strokeStyle = css(fillColour);
    c.stroke(line(-length / 2, 0, length / 2, 0));
  };
  capsule(10, 7, mix(colour, GROUND, 0.45));
  capsule(10, 5, colour);
  capsule(8, 2.2, HOT);
}

/** Half its length and half its width; its point is at the front. */
function needle(long: number, wide: number): Point[] {
  return [
    [long, 0],
    [long * 0.2, -wide],
    [-long, -wide * 0.45],
    [-long, wide * 0.45],
    [long * 0.2, wide],
  ];
}

function line(x0: number, y0: number, x1: number, y1: number): Path2D {
  const path = new Path2D();
  path.moveTo(x0, y0);
  path.lineTo(x1, y1);
  return path;
}

/** Corners of a rock of radius 1. They straddle the circle that collisions know, by 4 percent at the most. */
function rockCorners(seed: number): Point[] {
  const random = rngOf(seed);
  const count = 9 + Math.floor(random() * 3);
  return Array.from({ length: count }, (_, i) => {
    const angle = ((i + (random() - 0.5) * 0.5) / count) * 2 * Math.PI;
    const radius = 0.985 + random() * 0.055;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius] as const;
  });
}

const ROCK_DARK = 0x1a2538;

/** A faceted stone of radius 1, lit from the top left. */
export function drawRock(c: Ctx, seed: number): void {
  const corners = rockCorners(seed);
  const random = rngOf(seed + 77);
  const peak: Point = [-0.12 + random() * 0.2, -0.16 + random() * 0.2];
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] ?? a;
    const nx = (a[0] + b[0]) / 2;
    const ny = (a[1] + b[1]) / 2;
    const light = (-nx * 0.6 - ny * 0.8) / Math.hypot(nx, ny);
    const tone = mix(ROCK_DARK, ROCK_LIGHT, Math.max(0, Math.min(1, 0.42 + light * 0.42 + (random() - 0.5) * 0.16)));
    c.lineJoin = "round";
    c.lineWidth = 0.012;
    c.strokeStyle = css(tone);
    c.stroke(outline([a, b, peak]));
    fill(c, tone, [a, b, peak]);
    c.strokeStyle = css(mix(tone, GROUND, 0.35));
    c.lineWidth = 0.01;
    c.stroke(line(a[0], a[1], peak[0], peak[1]));
  });
  c.lineWidth = 0.03;
  c.strokeStyle = css(0x121a2a);
  c.stroke(outline(corners));
}

/** The filled silhouette of a rock of radius 1, in white: its shadow and its announcement. */
export function drawRockShape(c: Ctx, seed: number): void {
  fill(c, WHITE, rockCorners(seed));
}

/** Jagged cracks over a rock of radius 1, in white. */
export function drawCracks(c: Ctx, seed: number): void {
  const random = rngOf(seed + 5);
  c.strokeStyle = css(WHITE);
  c.lineJoin = "bevel";
  for (let i = 0; i < 6; i++) {
    let angle = ((i + random() * 0.6) / 6) * 2 * Math.PI;
    let [x, y] = [0.05 * Math.cos(angle), 0.05 * Math.sin(angle)];
    for (let part = 0; part < 4; part++) {
      angle += (random() - 0.5) * 1.1;
      const next: Point = [x + Math.cos(angle) * 0.23, y + Math.sin(angle) * 0.23];
      if (Math.hypot(next[0], next[1]) > 0.95) break;
      c.lineWidth = 0.05 - part * 0.009;
      c.stroke(line(x, y, next[0], next[1]));
      [x, y] = next;
    }
  }
}

/** A gold hexagon, 10 units of radius, with a folded nut on it. */
export function drawScrap(c: Ctx): void {
  const hexagon = (r: number): Point[] =>
    Array.from({ length: 6 }, (_, i) => [Math.cos((i * Math.PI) / 3) * r, Math.sin((i * Math.PI) / 3) * r] as const);
  fill(c, 0x5c4b16, hexagon(11));
  const rim = hexagon(8.6);
  rim.forEach((a, i) => {
    const b = rim[(i + 1) % 6] ?? a;
    fill(c, [0xe2c766, 0xc9aa48, 0xf0d98a, 0xfff6d6, 0xfff1bd, 0xf6e7b0][i] ?? 0xf6e7b0, [a, b, [0, 0]]);
  });
  fill(c, 0x5c4b16, hexagon(3.4));
}

/** A ring of radius 1. `dashes` 0: closed. */
export function drawRing(c: Ctx, width: number, dashes: number): void {
  c.strokeStyle = css(WHITE);
  c.lineWidth = width;
  const path = new Path2D();
  if (dashes === 0) path.arc(0, 0, 1, 0, 2 * Math.PI);
  for (let i = 0; i < dashes; i++) {
    const from = (i / dashes) * 2 * Math.PI;
    const to = from + (0.58 / dashes) * 2 * Math.PI;
    path.moveTo(Math.cos(from), Math.sin(from));
    path.arc(0, 0, 1, from, to);
  }
  c.stroke(path);
}

/** A shield of flat panes, radius 1. */
export function drawShield(c: Ctx): void {
  const corner = (i: number): Point => [Math.cos((i * Math.PI) / 4), Math.sin((i * Math.PI) / 4)];
  for (let i = 0; i < 8; i++) {
    c.globalAlpha = 0.1 + 0.1 * ((i * 5) % 3);
    fill(c, WHITE, [corner(i), corner(i + 1), [0, 0]]);
  }
  c.globalAlpha = 1;
  c.strokeStyle = css(WHITE);
  c.lineWidth = 0.06;
  c.stroke(outline(Array.from({ length: 8 }, (_, i) => corner(i))));
}

/** A flat star of the muzzle, its hand at the origin, to +x; 1 unit long. */
export function drawFlash(c: Ctx): void {
  fill(c, WHITE, [
    [0, 0],
    [0.25, -0.3],
    [0.36, -0.11],
    [1, 0],
    [0.36, 0.11],
    [0.25, 0.3],
  ]);
}

/** A paper shard, radius 1. */
export function drawShard(c: Ctx): void {
  fill(c, WHITE, [
    [1, 0.1],
    [-0.7, 0.7],
    [-0.4, -0.8],
  ]);
  fill(c, 0xb8b8c4, [
    [1, 0.1],
    [-0.7, 0.7],
    [-0.2, 0],
  ]);
}

/** A filled disc, radius 1. */
export function drawDisc(c: Ctx): void {
  c.fillStyle = css(WHITE);
  const path = new Path2D();
  path.arc(0, 0, 1, 0, 2 * Math.PI);
  c.fill(path);
}

/** A chevron that shows up, 30 units wide. */
export function drawChevron(c: Ctx): void {
  fill(c, WHITE, [
    [-15, 9],
    [0, -7],
    [15, 9],
    [15, 2],
    [0, -14],
    [-15, 2],
  ]);
}

/** A star of four thin rays, radius 1. */
export function drawStar(c: Ctx): void {
  const points = Array.from({ length: 8 }, (_, i): Point => {
    const [angle, reach] = [(i * Math.PI) / 4, i % 2 === 0 ? 1 : 0.2];
    return [Math.cos(angle) * reach, Math.sin(angle) * reach];
  });
  fill(c, WHITE, points);
}

/** The jagged light of an explosion, radius 1. */
export function drawBurst(c: Ctx): void {
  const random = rngOf(31);
  const points = Array.from({ length: 18 }, (_, i): Point => {
    const [angle, reach] = [(i * Math.PI) / 9, i % 2 === 0 ? 0.75 + random() * 0.25 : 0.4 + random() * 0.1];
    return [Math.cos(angle) * reach, Math.sin(angle) * reach];
  });
  fill(c, WHITE, points);
}

/** The flame behind a ship that boosts, its root at the origin, to -x; 1 unit long. */
export function drawFlame(c: Ctx): void {
  c.globalAlpha = 0.55;
  fill(c, WHITE, [
    [0, -0.3],
    [-0.3, -0.26],
    [-1, 0],
    [-0.3, 0.26],
    [0, 0.3],
  ]);
  c.globalAlpha = 1;
  fill(c, WHITE, [
    [0, -0.15],
    [-0.6, 0],
    [0, 0.15],
  ]);
}

/** The rose of a chart, radius 1: four long rays, four short ones, each folded, in a ring of marks. */
export function drawRose(c: Ctx): void {
  for (const [turn, long] of [
    [Math.PI / 4, 0.62],
    [0, 1],
  ] as const) {
    for (let i = 0; i < 4; i++) {
      c.save();
      c.rotate(turn + (i * Math.PI) / 2);
      c.globalAlpha = 0.9;
      fill(c, WHITE, [
        [0, 0],
        [0.16, -0.16],
        [long, 0],
      ]);
      c.globalAlpha = 0.45;
      fill(c, WHITE, [
        [0, 0],
        [0.16, 0.16],
        [long, 0],
      ]);
      c.restore();
    }
  }
  c.globalAlpha = 0.6;
  c.save();
  c.scale(0.72, 0.72);
  drawRing(c, 0.06, 32);
  c.restore();
}
