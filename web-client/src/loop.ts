// The heartbeat: a frame when the screen wants one, and inputs on time even when frames are slow.

import type { Arena } from "./arena";
import type { Display } from "./render/display";

/** Milliseconds between two looks at the input clock. */
const STEER_EVERY_MS = 6;

export function runLoop(arena: Arena, screen: Display): void {
  let last = performance.now();
  const frame = () => {
    // First of all: a frame that fails is not the last one.
    requestAnimationFrame(frame);
    const now = performance.now();
    const ms = now - last;
    last = now;
    screen.timed(ms, now);
    arena.steer(now);
    arena.frame(now, ms);
    screen.worked(performance.now() - now);
  };
  requestAnimationFrame(frame);
  setInterval(() => arena.steer(performance.now()), STEER_EVERY_MS);
}
