// What people play with: mouse and keys at a desk, two thumbs on the glass of a phone. Both kinds of hands do the same;
// a way is { x, y } to the right and down, of any length, and null lets go.

/** Fingers on the glass of a phone, each with a number. */
export class Glass {
  /** Those that are down: { id, x, y } by number, in CSS pixels. */
  #down = new Map();

  constructor(line) {
    this.line = line;
  }

  static async of(page) {
    return new Glass(await page.context().newCDPSession(page));
  }

  /** A finger comes down, or moves there. */
  put(id, x, y) {
    const type = this.#down.has(id) ? "touchMove" : "touchStart";
    this.#down.set(id, { id, x, y });
    return this.#tell(type, [...this.#down.values()]);
  }

  async lift(id) {
    const last = this.#down.get(id);
    if (this.#down.delete(id)) await this.#tell("touchEnd", [last]);
  }

  /** As the system does that wants the fingers for itself. */
  cancel() {
    this.#down.clear();
    return this.#tell("touchCancel", []);
  }

  /** `touchPoints`: all that are down, or those that come up. */
  #tell(type, touchPoints) {
    return this.line.send("Input.dispatchTouchEvent", { type, touchPoints });
  }
}

/** A way as long as `length`. */
function stretched({ x, y }, length) {
  const share = length / (Math.hypot(x, y) || 1);
  return { x: x * share, y: y * share };
}

/** Pixels from the middle of the window, where the ship is, to the mouse that aims. */
const AIM_PX = 200;
/** Part of a way that a key must have to be pressed: beyond an eighth of a turn from it, it is not. */
const KEY_SHARE = Math.sin(Math.PI / 8);

class MouseAndKeys {
  #held = new Set();

  constructor(page) {
    this.page = page;
  }

  async play(name) {
    await this.page.fill("#name", name);
    await this.page.keyboard.press("Enter");
  }

  fly(way) {
    const { x, y } = way ? stretched(way, 1) : { x: 0, y: 0 };
    return this.#hold({ KeyD: x > KEY_SHARE, KeyA: x < -KEY_SHARE, KeyS: y > KEY_SHARE, KeyW: y < -KEY_SHARE });
  }

  async shoot(way) {
    if (!way) return this.page.mouse.up();
    const { width, height } = this.page.viewportSize();
    const { x, y } = stretched(way, AIM_PX);
    await this.page.mouse.move(width / 2 + x, height / 2 + y);
    await this.page.mouse.down();
  }

  boost(on) {
    return this.#hold({ ShiftLeft: on });
  }

  /** Puts a point into a stat, counted from 0. */
  spend(stat) {
    return this.page.keyboard.press(`Digit${stat + 1}`);
  }

  async #hold(wanted) {
    for (const [key, on] of Object.entries(wanted)) {
      if (on === this.#held.has(key)) continue;
      if (on) this.#held.add(key);
      else this.#held.delete(key);
      await (on ? this.page.keyboard.down(key) : this.page.keyboard.up(key));
    }
  }
}

/** The fingers of somebody who plays. */
const [LEFT, RIGHT, OTHER] = [0, 1, 2];
/** Where the thumbs of a phone held across come down, in parts of the window: a stick has its middle there. */
const THUMBS = { [LEFT]: { x: 0.18, y: 0.7 }, [RIGHT]: { x: 0.77, y: 0.7 } };
/** Pixels by which a thumb pushes a stick: nearly to its edge, at 60. */
const PUSH_PX = 55;

class TwoThumbs {
  #glass;
  #pushed = new Set();

  constructor(page) {
    this.page = page;
  }

  async play(name) {
    this.#glass = await Glass.of(this.page);
    await this.page.fill("#name", name);
    await this.page.tap(".nameform .play");
  }

  fly(way) {
    return this.#push(LEFT, way);
  }

  shoot(way) {
    return this.#push(RIGHT, way);
  }

  async boost(on) {
    if (!on) return this.#glass.lift(OTHER);
    const { x, y, width, height } = await this.page.locator("#thumbs .boost").boundingBox();
    await this.#glass.put(OTHER, x + width / 2, y + height / 2);
  }

  spend(stat) {
    return this.page.locator(".stat").nth(stat).tap();
  }

  async #push(thumb, way) {
    if (!way) {
      this.#pushed.delete(thumb);
      return this.#glass.lift(thumb);
    }
    const { width, height } = this.page.viewportSize();
    const [x, y] = [THUMBS[thumb].x * width, THUMBS[thumb].y * height];
    const by = stretched(way, PUSH_PX);
    if (!this.#pushed.has(thumb)) await this.#glass.put(thumb, x, y);
    this.#pushed.add(thumb);
    await this.#glass.put(thumb, x + by.x, y + by.y);
  }
}

/** What people play on: `sizes` are those at which one looks at every screen, `options` those of a browser's context. */
export const DESK = {
  name: "a desk",
  options: { viewport: { width: 1024, height: 640 } },
  sizes: [{ width: 1440, height: 900 }],
  handsAt: (page) => new MouseAndKeys(page),
};
export const PHONE = {
  name: "a phone",
  options: { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true },
  sizes: [
    { width: 844, height: 390 },
    { width: 390, height: 844 },
  ],
  handsAt: (page) => new TwoThumbs(page),
};
