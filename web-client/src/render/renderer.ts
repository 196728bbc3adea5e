// Draws a scene. Reads it and nothing else: no network, no world, no input.

import "pixi.js/unsafe-eval";
import { Container, RenderTexture, WebGLRenderer } from "pixi.js";
import type { Happening } from "../world/happenings";
import type { Scene } from "../world/scene";
import { type Atlas, drawAtlas } from "./atlas";
import { Batch } from "./batch";
import { breath } from "./breath";
import { Effects } from "./effects";
import { Focus } from "./focus";
import { Foremost } from "./foremost";
import { Labels } from "./labels";
import { drawEdge } from "./layers/edge";
import { GroundLayer } from "./layers/ground";
import { drawMarks } from "./layers/marks";
import { NameLayer, nameSize } from "./layers/names";
import { drawRocks } from "./layers/rocks";
import { drawScrap } from "./layers/scrap";
import { ShipLayer } from "./layers/ships";
import { SignLayer } from "./layers/signs";
import { GROUND, hullOf } from "./palette";
import { Ribbons, TRAILS } from "./ribbons";

/** Screen pixels per CSS pixel at the most: beyond, nobody sees more and every phone gets hot. */
const PIXEL_RATIO_MAX = 2;

export class Renderer {
  readonly effects: Effects;
  private readonly root = new Container();
  private readonly lower: Batch;
  private readonly upper: Batch;
  private readonly names: Batch;
  private readonly ribbons = new Ribbons();
  private readonly foremost = new Foremost();
  private readonly focus = new Focus();
  private readonly ground: GroundLayer;
  private readonly ships: ShipLayer;
  private readonly nameTags: NameLayer;
  private readonly signs: SignLayer;
  private width = 1;
  private height = 1;

  private constructor(
    private readonly gl: WebGLRenderer,
    private readonly atlas: Atlas,
    labels: Labels,
  ) {
    this.effects = new Effects(atlas);
    this.ground = new GroundLayer(atlas);
    this.ships = new ShipLayer(atlas, this.effects);
    this.nameTags = new NameLayer(atlas, labels);
    this.signs = new SignLayer(atlas);
    this.lower = new Batch(atlas.source);
    this.upper = new Batch(atlas.source);
    this.names = new Batch(labels.source);
    this.root.addChild(this.lower.mesh, this.ribbons.mesh, this.upper.mesh, this.names.mesh);
  }

  /** Draws by `context`, of the canvas' `openContext`; `coarse`: the picture has half of the screen's pixels. */
  static async create(context: WebGL2RenderingContext, coarse: boolean): Promise<Renderer> {
    const gl = new WebGLRenderer<HTMLCanvasElement>();
    await gl.init({
      context,
      canvas: context.canvas as HTMLCanvasElement,
      width: 16,
      height: 9,
      background: GROUND,
      manageImports: false,
    });
    await breath();
    const renderer = new Renderer(gl, drawAtlas(coarse), new Labels(gl));
    await breath();
    renderer.warm();
    return renderer;
  }

  /** Draws an empty picture: shaders are compiled and the atlas is sent before there is anything to see. */
  private warm(): void {
    // The page of names is sent when there are some.
    this.names.mesh.visible = false;
    const target = RenderTexture.create({ width: 16, height: 9 });
    this.gl.render({ container: this.root, target });
    target.destroy(true);
    this.names.mesh.visible = true;
  }

  destroy(): void {
    this.root.destroy({ children: true });
    this.gl.destroy();
  }

  /** CSS pixels of the stage, and the share of the full resolution. */
  resize(width: number, height: number, share: number): void {
    this.width = width;
    this.height = height;
    this.gl.resize(width, height, Math.min(devicePixelRatio, PIXEL_RATIO_MAX) * share);
  }

  /** What happened since the last frame; `seat` is the own slot. */
  show(happenings: readonly Happening[], seat: number): void {
    for (const happening of happenings) {
      if (happening.kind === "emote") this.signs.show(happening.slot, happening.which);
      this.effects.show(happening, seat);
    }
  }

  draw(scene: Scene, seat: number, nameOf: (slot: number) => string): void {
    const { effects } = this;
    effects.advance(scene.ms);
    const plain = this.width / (2 * scene.view.halfW);
    const scale = plain * effects.shake.zoom;
    this.root.scale.set(scale);
    this.root.position.set(
      this.width / 2 - scene.camera.x * scale + effects.shake.x,
      this.height / 2 - scene.camera.y * scale + effects.shake.y,
    );
    const { atlas, lower, upper, names } = this;
    lower.begin();
    this.ground.draw(lower, scene, scene.view);
    drawEdge(lower, atlas, scene, scene.view);
    drawRocks(lower, atlas, scene);
    drawScrap(lower, atlas, scene);
    lower.end();
    // As many as have trails: more than have names.
    const near = this.foremost.choose(scene.ships, scene.camera, TRAILS);
    this.ribbons.draw(scene, near);
    upper.begin();
    names.begin();
    const { focus } = this;
    focus.begin(scene.ships.length, scene.camera.x, scene.camera.y);
    for (const shot of scene.shots) {
      const cell = atlas.bullets[hullOf(shot.owner, shot.owner === seat)];
      if (cell) upper.put(cell, shot.x, shot.y, shot.angle, 1.15, 1.15, focus.tint(shot), 1);
    }
    this.ships.draw(upper, scene, focus);
    drawMarks(upper, atlas, scene, seat);
    effects.draw(upper, scene.ships);
    this.nameTags.draw(upper, names, scene, near, { nameOf, scale: plain }, focus.crowd);
    effects.drawNumbers(upper, nameSize(plain));
    this.signs.draw(upper, scene, nameSize(plain));
    upper.end();
    names.end();
    this.gl.render(this.root);
  }
}
