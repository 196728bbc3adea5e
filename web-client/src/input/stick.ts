// One stick under a thumb or on a gamepad: from a place to a direction and how far it is pushed. Pure.

/** Pushed less than this share of the way it rests: no thumb lies perfectly still, no spring ends in the middle. */
const TOUCH_DEAD = 0.14;
const PAD_DEAD = 0.2;
/** From here on it counts as pushed all the way: worn gamepads do not reach the edge in every direction. */
const PAD_FULL = 0.94;

export class Stick {
  /** Direction times how far it is pushed; (0, 0) while it rests. */
  x = 0;
  y = 0;

  get push(): number {
    return Math.hypot(this.x, this.y);
  }

  /** The thumb is so far from the middle, in radii of the stick. */
  thumb(x: number, y: number): void {
    this.set(x, y, TOUCH_DEAD, 1);
  }

  /** Two axes of a gamepad, -1 to 1. */
  axes(x: number, y: number): void {
    this.set(x, y, PAD_DEAD, PAD_FULL);
  }

  rest(): void {
    this.x = 0;
    this.y = 0;
  }

  /** The dead zone is round, so that no direction is easier than another, and what is beyond begins from nothing. */
  private set(x: number, y: number, dead: number, full: number): void {
    const far = Math.hypot(x, y);
    if (!(far > dead)) {
      this.rest();
      return;
    }
    const push = Math.min(1, (far - dead) / (full - dead));
    this.x = (x / far) * push;
    this.y = (y / far) * push;
  }
}
