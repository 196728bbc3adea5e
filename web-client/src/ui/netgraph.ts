// What the line is like: nothing while it is good, one line, or figures and curves. While it is off nothing runs.

import type { Traffic } from "../net/session";
import { settings } from "../settings";
import { number, t } from "../text";
import { CORRECTIONS, type CorrectionClass, type CorrectionSize } from "../world/prediction";
import { element, say, setText, show } from "./dom";
import { NetCurves } from "./netcurves";
import { Rate } from "./rate";

/** What is shown; read at every frame while the graph is open, so it is made of getters and costs nothing. */
export interface NetFigures {
  /** Milliseconds; null while unknown. */
  readonly ping: number | null;
  readonly jitter: number;
  /** Milliseconds in the past at which others are drawn, and those to the newest snapshot: below 0 they are guessed. */
  readonly delay: number;
  readonly reserve: number;
  readonly traffic: Traffic;
  readonly late: number;
  /** Units. */
  readonly sizes: Readonly<Record<CorrectionClass, CorrectionSize>>;
  readonly pixelsPerUnit: number;
  /** Speed of the input clock and of the world; 1 is normal. */
  readonly inputRate: number;
  readonly speed: number;
  /** Milliseconds of the server's longest tick in the last second; null: it did not say. */
  readonly serverTick: number | null;
  readonly fps: number;
  /** Milliseconds of script a frame. */
  readonly work: number;
  readonly resolution: number;
  /** How much is left out of the picture to be fast enough. */
  readonly level: { now: number; worst: number };
}

type RowKey =
  | `net.${"ping" | "snapshots" | "bytes" | "delay" | "inputs" | "server" | "frames" | "picture"}`
  | `net.${CorrectionClass}`;

/** Milliseconds between two writes of the figures. */
const WRITE_EVERY_MS = 500;
/** Milliseconds of ping that one is told of in any case. */
const SLOW_MS = 150;

export class NetGraph {
  private readonly line: HTMLElement;
  private readonly box: HTMLElement;
  private readonly table: HTMLElement;
  private curves: NetCurves | null = null;
  private readonly rows = new Map<string, HTMLElement>();
  private readonly snapshots = new Rate();
  private readonly down = new Rate();
  private readonly up = new Rate();
  private writtenAt = Number.NEGATIVE_INFINITY;

  constructor(parent: HTMLElement) {
    this.line = element("div", "net", parent);
    this.box = element("div", "netgraph panel", parent);
    this.box.hidden = true;
    this.table = element("dl", "", this.box);
  }

  draw(now: number, figures: NetFigures): void {
    const level = settings.value.netGraph;
    show(this.box, level === 2);
    if (level === 2) {
      this.curves ??= new NetCurves(this.box);
      this.curves.draw(now, figures);
    }
    if (now - this.writtenAt < WRITE_EVERY_MS) return;
    this.writtenAt = now;
    if (level > 0) this.count(now, figures.traffic);
    const slow = (figures.ping ?? 0) > SLOW_MS;
    this.line.classList.toggle("bad", slow);
    setText(this.line, level === 1 ? this.oneLine(figures) : level === 0 && slow ? slowLine(figures) : "");
    if (level === 2) this.write(figures);
  }

  private count(now: number, { messagesIn, bytesIn, bytesOut }: Traffic): void {
    this.snapshots.at(now, messagesIn);
    this.down.at(now, bytesIn / 1000);
    this.up.at(now, bytesOut / 1000);
  }

  private oneLine({ ping, jitter, fps }: NetFigures): string {
    if (ping === null) return t("net.silent", { fps: number(fps) });
    const [snapshots, down] = [number(this.snapshots.value), number(this.down.value, 1)];
    return t("net.line", { ping: number(ping), jitter: number(jitter), snapshots, down, fps: number(fps) });
  }

  private write(f: NetFigures): void {
    const { snapshots, down, up } = this;
    const ping = f.ping === null ? "–" : t("net.pingIs", { ping: number(f.ping), jitter: number(f.jitter) });
    const percent = number(f.speed * 100);
    this.row("net.ping", ping, (f.ping ?? 0) > SLOW_MS);
    this.row("net.snapshots", t("net.snapshotsAre", { rate: number(snapshots.value), late: number(f.late) }));
    this.row("net.bytes", t("net.bytesAre", { down: number(down.value, 1), up: number(up.value, 1) }));
    this.row("net.delay", t("net.delayIs", { delay: number(f.delay) }));
    this.row("net.inputs", t("net.inputsAre", { percent: number(f.inputRate * 100, 1) }));
    const tick = f.serverTick === null ? null : number(f.serverTick, 1);
    this.row(
      "net.server",
      tick === null ? t("net.worldIs", { percent }) : t("net.serverIs", { tick, percent }),
      f.speed < 1,
    );
    const share = number(f.resolution * 100);
    this.row("net.frames", t("net.framesAre", { fps: number(f.fps), work: number(f.work, 1) }));
    const { now, worst } = f.level;
    this.row("net.picture", t("net.pictureIs", { share, now: number(now), worst: number(worst) }), now > 0);
    for (const cause of CORRECTIONS) this.corrections(cause, f.sizes[cause], f.pixelsPerUnit);
  }

  /** The kinds of corrections that there were. */
  private corrections(cause: CorrectionClass, { count, sum, max }: CorrectionSize, pixels: number): void {
    if (count === 0) return;
    const [mean, most] = [number((sum / count) * pixels, 1), number(max * pixels, 1)];
    const words = t("net.correctionsAre", { count: number(count), mean, max: most });
    this.row(`net.${cause}`, words, cause === "unexplained");
  }

  private row(key: RowKey, value: string, bad = false): void {
    let cell = this.rows.get(key);
    if (!cell) {
      const name = element("dt", "", this.table);
      say(name, () => t(key));
      cell = element("dd", "", this.table);
      this.rows.set(key, cell);
    }
    setText(cell, value);
    cell.classList.toggle("bad", bad);
  }
}

function slowLine({ ping }: NetFigures): string {
  return t("net.slow", { ping: number(ping ?? 0) });
}
