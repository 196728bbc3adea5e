// The stage on the page: its size, its sharpness, and a renderer that is made anew when the graphics card
// takes the context away.

import { settings } from "../settings";
import { shownView, type View } from "../world/camera";
import type { Happening } from "../world/happenings";
import type { Scene } from "../world/scene";
import { isSoftware, openContext } from "./context";
import { effort, LEVELS, Quality } from "./quality";
import type { Renderer } from "./renderer";

/** Milliseconds after a lost context before the renderer is made anew. */
const REVIVE_MS = 400;
/**
 * Share of the full resolution at which half of the shapes' sharpness is enough. They keep it for the visit: a machine that
 * draws without a graphics card seldom gets beyond.
 */
const COARSE = 0.5;

export class Display {
  private readonly quality: Quality;
  private renderer: Renderer | null = null;
  /** Half of what the server tells, and half of that part of it which is shown. */
  private told: View = { halfW: 16, halfH: 9 };
  private shown: View = this.told;
  /** Of the stage, CSS pixels. */
  width = 16;
  /** A context was lost and there is no other to be had. */
  blind = false;

  constructor(
    private readonly stage: HTMLElement,
    private canvas: HTMLCanvasElement,
    /** Share of the full resolution that the address holds; null: as set, or by the speed of the machine. */
    resolution: number | null,
  ) {
    this.quality = new Quality(resolution);
    settings.subscribe(({ quality }) => {
      this.quality.fixed = quality === "auto" ? null : quality;
      this.fit();
    });
    window.addEventListener("resize", () => this.fit());
  }

  /** Begins to draw by `context`, which is that of the canvas. */
  async start(context: WebGL2RenderingContext): Promise<void> {
    const software = isSoftware(context);
    if (software) this.quality.beginLow();
    Object.assign(effort, this.quality.effort);
    let lost = false;
    this.canvas.addEventListener("webglcontextlost", () => {
      lost = true;
      this.drop();
      setTimeout(() => this.revive(), REVIVE_MS);
    });
    const { Renderer } = await import("./renderer");
    const made = await Renderer.create(context, software && this.quality.resolution <= COARSE);
    this.renderer = made;
    this.blind = false;
    // Lost while it was made.
    if (lost) this.drop();
    this.fit();
  }

  get fps(): number {
    return this.quality.fps;
  }

  get resolution(): number {
    return this.quality.resolution;
  }

  /** How much is left out to be fast enough: 0 nothing, up to `worst`. */
  get level(): { now: number; worst: number } {
    return { now: this.quality.level, worst: LEVELS.length - 1 };
  }

  /** Milliseconds of script a frame, averaged. */
  workMs = 0;
  /** Milliseconds from the opening of the page until the first ship was seen; null before. */
  fightAt: number | null = null;
  private fighting = false;

  /** The scripts of a frame took `ms`. */
  worked(ms: number): void {
    this.workMs += (ms - this.workMs) * 0.05;
  }

  /** A frame took `ms`. */
  timed(ms: number, now: number): void {
    if (!this.quality.frame(ms, now)) return;
    Object.assign(effort, this.quality.effort);
    this.fit();
  }

  /** What a window of this shape shows of a view. */
  see(view: View): View {
    if (this.told.halfW !== view.halfW || this.told.halfH !== view.halfH) {
      this.told = { ...view };
      this.fit();
    }
    return this.shown;
  }

  /** CSS pixels of a unit. */
  get scale(): number {
    return this.width / (2 * this.shown.halfW);
  }

  show(happenings: readonly Happening[], seat: number): void {
    this.renderer?.show(happenings, seat);
  }

  draw(scene: Scene, seat: number, nameOf: (slot: number) => string): void {
    // The frame after the first one with a ship: that one has come to the screen.
    if (this.fighting) this.fightAt ??= performance.now();
    this.renderer?.draw(scene, seat, nameOf);
    this.fighting ||= this.renderer !== null && scene.ships.length > 0;
  }

  /** The largest stage of the shown part's shape that fits the window: nobody sees more than anybody else. */
  private fit(): void {
    this.shown = shownView(this.told, innerWidth / innerHeight);
    const { halfW, halfH } = this.shown;
    const scale = Math.min(innerWidth / halfW, innerHeight / halfH);
    this.width = Math.max(16, Math.round(halfW * scale));
    const height = Math.max(9, Math.round(halfH * scale));
    this.stage.style.width = `${this.width}px`;
    this.stage.style.height = `${height}px`;
    this.renderer?.resize(this.width, height, this.quality.resolution);
  }

  private drop(): void {
    try {
      this.renderer?.destroy();
    } catch {
      // What the graphics card has taken back cannot be given back.
    }
    this.renderer = null;
  }

  /** A context once lost comes back half broken, so a new canvas takes its place. */
  private revive(): void {
    const fresh = this.canvas.cloneNode() as HTMLCanvasElement;
    this.canvas.replaceWith(fresh);
    this.canvas = fresh;
    const again = () => {
      this.blind = true;
      setTimeout(() => this.revive(), 4 * REVIVE_MS);
    };
    const context = openContext(fresh);
    if (context) this.start(context).catch(again);
    else again();
  }
}
