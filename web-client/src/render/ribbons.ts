// The trails: one tapered strip behind each ship, all of them one mesh with a colour at each corner.

import { Buffer, BufferUsage, Geometry, Mesh, Shader } from "pixi.js";
import type { Scene, ShipView } from "../world/scene";
import { HULLS, hullOf, mix, WHITE } from "./palette";

/** Points of a trail, the milliseconds between two of them, and the age of the last: half a second is shown. */
const POINTS = 14;
const POINT_MS = 34;
const TRAIL_MS = POINTS * POINT_MS;
/** Trails drawn at most; the nearest are first in no order that the eye could tell. */
const TRAILS = 120;
/** Units of width at the ship, without and with boost. The outer half fades, which smooths the edge. */
const WIDTH = 13;
const BOOST_WIDTH = 20;
const ALPHA = 0.55;
/** Floats a corner: x, y, red, green, blue, alpha. */
const STRIDE = 6;
const CORNERS = TRAILS * (POINTS - 1) * 12;
/** Units between two points beyond which the ship was somewhere else. */
const JUMP_UNITS = 120;

const VERTEX = `#version 300 es
in vec2 aPosition;
in vec4 aColor;
out vec4 vColor;
uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
void main() {
  vec3 at = uProjectionMatrix * uWorldTransformMatrix * uTransformMatrix * vec3(aPosition, 1.0);
  gl_Position = vec4(at.xy, 0.0, 1.0);
  vColor = vec4(aColor.rgb * aColor.a, aColor.a);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 vColor;
out vec4 fragment;
void main() {
  fragment = vColor;
}`;

interface Trail {
  /** x, y of each point, newest first. */
  points: Float32Array;
  /** Local milliseconds of each point. */
  times: Float64Array;
  count: number;
  width: number;
  next: number;
  seen: number;
}

export class Ribbons {
  readonly mesh: Mesh<Geometry, Shader>;
  private readonly data = new Float32Array(CORNERS * STRIDE);
  private readonly buffer: Buffer;
  private readonly trails = new Map<number, Trail>();
  private used = 0;

  constructor() {
    this.buffer = new Buffer({ data: this.data, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST });
    const stride = STRIDE * 4;
    const geometry = new Geometry({
      attributes: {
        aPosition: { buffer: this.buffer, format: "float32x2", stride, offset: 0 },
        aColor: { buffer: this.buffer, format: "float32x4", stride, offset: 8 },
      },
    });
    const shader = Shader.from({ gl: { vertex: VERTEX, fragment: FRAGMENT }, resources: {} });
    this.mesh = new Mesh({ geometry, shader });
  }

  draw(scene: Scene): void {
    const before = this.used;
    this.used = 0;
    for (const ship of scene.ships.slice(-TRAILS)) this.drawTrail(this.follow(ship, scene), ship);
    for (const [slot, trail] of this.trails) if (trail.seen !== scene.now) this.trails.delete(slot);
    if (before > this.used) this.data.fill(0, this.used, before);
    this.buffer.update();
  }

  private follow(ship: ShipView, scene: Scene): Trail {
    const { x, y } = ship;
    let trail = this.trails.get(ship.slot);
    const jumped = trail && Math.hypot(x - (trail.points[0] ?? x), y - (trail.points[1] ?? y)) > JUMP_UNITS;
    if (!trail || jumped) {
      trail = {
        points: new Float32Array(POINTS * 2),
        times: new Float64Array(POINTS),
        count: 0,
        width: WIDTH,
        next: 0,
        seen: 0,
      };
      this.trails.set(ship.slot, trail);
    }
    if (scene.now >= trail.next) {
      trail.points.copyWithin(2, 0);
      trail.times.copyWithin(1, 0);
      trail.count = Math.min(trail.count + 1, POINTS);
      trail.next = scene.now + POINT_MS;
    }
    trail.points[0] = x;
    trail.points[1] = y;
    trail.times[0] = scene.now;
    while (trail.count > 1 && scene.now - (trail.times[trail.count - 1] ?? 0) > TRAIL_MS) trail.count--;
    trail.width += ((ship.boosting ? BOOST_WIDTH : WIDTH) - trail.width) * Math.min(1, scene.ms / 80);
    trail.seen = scene.now;
    return trail;
  }

  private drawTrail(trail: Trail, ship: ShipView): void {
    const colour = mix(HULLS[hullOf(ship.slot, ship.own)] ?? WHITE, WHITE, ship.boosting ? 0.35 : 0);
    const corner = (i: number, side: number) => {
      const at = Math.max(0, Math.min(i, trail.count - 1));
      const from = Math.max(0, at - 1);
      const to = Math.min(trail.count - 1, at + 1);
      const p = trail.points;
      const dx = (p[to * 2] ?? 0) - (p[from * 2] ?? 0);
      const dy = (p[to * 2 + 1] ?? 0) - (p[from * 2 + 1] ?? 0);
      const length = Math.hypot(dx, dy) || 1;
      const left = 1 - i / (trail.count - 1);
      const half = (trail.width / 2) * left * side;
      this.put(
        (p[at * 2] ?? 0) - (dy / length) * half,
        (p[at * 2 + 1] ?? 0) + (dx / length) * half,
        colour,
        side === 0 ? ALPHA * left : 0,
      );
    };
    for (let i = 0; i < trail.count - 1; i++) {
      for (const [step, side] of QUAD) corner(i + step, side);
    }
  }

  private put(x: number, y: number, colour: number, alpha: number): void {
    const { data, used } = this;
    data[used] = x;
    data[used + 1] = y;
    data[used + 2] = (colour >> 16) / 255;
    data[used + 3] = ((colour >> 8) & 255) / 255;
    data[used + 4] = (colour & 255) / 255;
    data[used + 5] = alpha;
    this.used += STRIDE;
  }
}

/** Four triangles between two points, two on each side of the spine: which point, which side. */
const QUAD = [
  [0, -1],
  [0, 0],
  [1, -1],
  [1, -1],
  [0, 0],
  [1, 0],
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;
