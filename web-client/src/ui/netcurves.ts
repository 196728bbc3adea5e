// The last ten seconds of the line as curves: how much news is in hand before the drawn moment, and the ping. A mark
// stands where the own ship was corrected.

import { flatContext } from "../render/context";
import { css, GRID_HEAVY, INK_DIM, OK, WARN } from "../render/palette";
import { t } from "../text";
import { element } from "./dom";
import type { NetFigures } from "./netgraph";

/** CSS pixels, and canvas pixels in each. */
const WIDTH = 200;
const LANE = 34;
const SHARP = 2;
/** Milliseconds of one column. */
const COLUMN_MS = 50;
/** Milliseconds from the bottom to the top of a lane: less than nothing in hand is below the line. */
const RESERVE_MS = [-100, 200] as const;
const PING_MS = 300;

const [GOOD, GUESSED, QUIET, RULE] = [css(OK), css(WARN), css(INK_DIM), css(GRID_HEAVY)];

export class NetCurves {
  private readonly context: CanvasRenderingContext2D;
  private readonly reserve = new Float32Array(WIDTH);
  private readonly ping = new Float32Array(WIDTH);
  private readonly corrected = new Uint8Array(WIDTH);
  /** The column that is filled now; the one after it is the oldest. */
  private column = 0;
  private columnAt = 0;
  private corrections = 0;

  constructor(parent: HTMLElement) {
    const canvas = element("canvas", "", parent);
    canvas.width = WIDTH * SHARP;
    canvas.height = 2 * LANE * SHARP;
    canvas.ariaHidden = "true";
    this.context = flatContext(canvas);
    this.context.scale(SHARP, SHARP);
  }

  draw(now: number, figures: NetFigures): void {
    const fresh = now - this.columnAt >= COLUMN_MS;
    if (fresh) this.begin(now, figures);
    // The worst of a column is what one sees.
    this.reserve[this.column] = Math.min(this.reserve[this.column] ?? 0, figures.reserve);
    this.ping[this.column] = figures.ping ?? 0;
    if (fresh) this.paint();
  }

  private begin(now: number, { reserve, sizes }: NetFigures): void {
    this.columnAt = now;
    this.column = (this.column + 1) % WIDTH;
    this.reserve[this.column] = reserve;
    let corrections = 0;
    for (const size of Object.values(sizes)) corrections += size.count;
    this.corrected[this.column] = corrections > this.corrections ? 1 : 0;
    this.corrections = corrections;
  }

  private paint(): void {
    const c = this.context;
    c.clearRect(0, 0, WIDTH, 2 * LANE);
    const [low, high] = RESERVE_MS;
    const zero = LANE - (-low / (high - low)) * LANE;
    c.fillStyle = RULE;
    c.fillRect(0, zero, WIDTH, 0.5);
    c.fillRect(0, 2 * LANE - 0.5, WIDTH, 0.5);
    for (let x = 0; x < WIDTH; x++) {
      const i = (this.column + 1 + x) % WIDTH;
      const reserve = Math.max(low, Math.min(high, this.reserve[i] ?? 0));
      c.fillStyle = reserve < 0 ? GUESSED : GOOD;
      c.fillRect(x, zero, 1, (-reserve / (high - low)) * LANE);
      const ping = Math.min(1, (this.ping[i] ?? 0) / PING_MS) * (LANE - 4);
      c.fillStyle = QUIET;
      c.fillRect(x, 2 * LANE - ping, 1, ping);
      c.fillStyle = GUESSED;
      if (this.corrected[i]) c.fillRect(x, LANE + 1, 1, 5);
    }
    c.fillStyle = QUIET;
    c.font = "8px system-ui";
    c.fillText(t("net.reserve"), 2, 8);
    c.fillText(t("net.ping"), 2, LANE + 12);
  }
}
