// The trails: one tapered strip behind each ship, all of them one mesh with a colour at each corner.

import { type Buffer, Geometry, Mesh, Shader } from "pixi.js";
import type { Scene, ShipView } from "../world/scene";
import { colourOf, mix, WHITE } from "./palette";
import { bufferOf, bytesOf, vertexShader } from "./quads";
import { effort } from "./quality";
import { taste } from "./taste";

/** Points of a trail, the milliseconds between two of them, and the age of the last: half a second is shown. */
const POINTS = 14;
const POINT_MS = 34;
const TRAIL_MS = POINTS * POINT_MS;
/** Trails drawn at most: those of the nearest. */
export const TRAILS = 120;
/** Units of width at the ship, without and with boost. The outer half fades, which smooths the edge. */
const WIDTH = 13;
const BOOST_WIDTH = 20;
const ALPHA = 0.55;
/** 32-bit words a corner: x, y, the colour. */
const CORNER_WORDS = 3;
/** Each point has a corner on its left, one on the spine and one on its right. */
const TRAIL_WORDS = POINTS * 3 * CORNER_WORDS;
/** Two triangles on each side of the spine between a point and the next; the numbers of their corners. */
const SEGMENT = [0, 1, 3, 3, 1, 4, 1, 2, 4, 4, 2, 5] as const;
/** Corners of all triangles of a trail. */
const TRAIL_CORNERS = (POINTS - 1) * SEGMENT.length;
/** Units between two points beyond which the ship was somewhere else. */
const JUMP_UNITS = 120;

const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 vColor;
out vec4 fragment;
void main() {
  fragment = vColor;
}`;

class Trail {
  slot = 0;
  /** x, y of each point, newest first. */
  readonly points = new Float32Array(POINTS * 2);
  /** Local milliseconds of each point. */
  readonly times = new Float64Array(POINTS);
  count = 0;
  width = WIDTH;
  next = 0;
  seen = 0;

  begin(slot: number): void {
    this.slot = slot;
    this.count = 0;
    this.width = WIDTH;
    this.next = 0;
  }
}

export class Ribbons {
  readonly mesh: Mesh<Geometry, Shader>;
  private readonly floats = new Float32Array(TRAILS * TRAIL_WORDS);
  /** The same memory. */
  private readonly words = new Uint32Array(this.floats.buffer);
  private readonly buffer: Buffer;
  private readonly trails = new Map<number, Trail>();
  /** Of ships that are not among the nearest any more, to be used for those that are. */
  private readonly spare: Trail[] = [];
  /** Words written in this frame. */
  private used = 0;

  constructor() {
    this.buffer = bufferOf(this.floats);
    const stride = CORNER_WORDS * 4;
    const geometry = new Geometry({
      attributes: {
        aPosition: { buffer: this.buffer, format: "float32x2", stride, offset: 0 },
        aColor: { buffer: this.buffer, format: "unorm8x4", stride, offset: 8 },
      },
      indexBuffer: corners(),
    });
    const shader = Shader.from({ gl: { vertex: vertexShader(), fragment: FRAGMENT }, resources: {} });
    this.mesh = new Mesh({ geometry, shader });
  }

  /** `near`: the ships by their nearness. */
  draw(scene: Scene, near: readonly ShipView[]): void {
    this.used = 0;
    const count = taste.trails ? Math.min(near.length, TRAILS, effort.trails) : 0;
    for (let i = 0; i < count; i++) {
      const ship = near[i] as ShipView;
      this.drawTrail(this.follow(ship, scene), ship);
    }
    for (const trail of this.trails.values()) {
      if (trail.seen === scene.now) continue;
      this.trails.delete(trail.slot);
      this.spare.push(trail);
    }
    this.mesh.geometry.indexCount = count * TRAIL_CORNERS;
    this.mesh.visible = count > 0;
    if (count > 0) this.buffer.update(this.used * Float32Array.BYTES_PER_ELEMENT);
  }

  private follow(ship: ShipView, scene: Scene): Trail {
    const { x, y, slot } = ship;
    let trail = this.trails.get(slot);
    if (!trail) {
      trail = this.spare.pop() ?? new Trail();
      trail.begin(slot);
      this.trails.set(slot, trail);
    } else if (jumped(trail, x, y)) {
      trail.begin(slot);
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
    const colour = bytesOf(mix(colourOf(ship.slot, ship.own), WHITE, ship.boosting ? 0.35 : 0));
    const { points: p, count, width } = trail;
    const last = Math.max(1, count - 1);
    for (let i = 0; i < POINTS; i++) {
      // Points that are not there yet lie on the last one, where the trail has no width.
      const at = Math.min(i, count - 1) * 2;
      const from = Math.max(0, at - 2);
      const to = Math.min((count - 1) * 2, at + 2);
      const dx = (p[to] ?? 0) - (p[from] ?? 0);
      const dy = (p[to + 1] ?? 0) - (p[from + 1] ?? 0);
      const left = Math.max(0, 1 - i / last);
      const reach = ((width / 2) * left) / (Math.sqrt(dx * dx + dy * dy) || 1);
      const x = p[at] ?? 0;
      const y = p[at + 1] ?? 0;
      this.put(x + dy * reach, y - dx * reach, colour);
      this.put(x, y, colour | ((ALPHA * left * 255) << 24));
      this.put(x - dy * reach, y + dx * reach, colour);
    }
  }

  /** `colour`: 0xAABBGGRR. */
  private put(x: number, y: number, colour: number): void {
    const { floats, used } = this;
    floats[used] = x;
    floats[used + 1] = y;
    this.words[used + 2] = colour;
    this.used += CORNER_WORDS;
  }
}

function jumped({ points }: Trail, x: number, y: number): boolean {
  const dx = x - (points[0] ?? x);
  const dy = y - (points[1] ?? y);
  return dx * dx + dy * dy > JUMP_UNITS * JUMP_UNITS;
}

/** Which corners make the triangles of all trails. */
function corners(): Uint32Array {
  const numbers = new Uint32Array(TRAILS * TRAIL_CORNERS);
  let at = 0;
  for (let trail = 0; trail < TRAILS; trail++) {
    for (let point = 0; point < POINTS - 1; point++) {
      for (const corner of SEGMENT) numbers[at++] = (trail * POINTS + point) * 3 + corner;
    }
  }
  return numbers;
}
