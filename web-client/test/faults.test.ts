import { afterEach, expect, test, vi } from "vitest";
import type { Arena } from "../src/arena";
import { watchFaults } from "../src/faults";
import { runLoop } from "../src/loop";
import type { Display } from "../src/render/display";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a frame that fails is not the last one", () => {
  vi.useFakeTimers();
  let next = () => {};
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => {
    next = frame;
  });
  const frame = vi.fn().mockImplementationOnce(() => {
    throw new Error("once");
  });
  const screen = { timed() {}, worked() {} } as unknown as Display;
  runLoop({ steer() {}, frame } as unknown as Arena, screen);
  expect(() => next()).toThrow("once");
  next();
  expect(frame).toHaveBeenCalledTimes(2);
});

/** So many errors in `file`, one each `ms`; how often the player was told. */
function toldAfter(count: number, ms: number, file: string): number {
  const window = new EventTarget();
  const tell = vi.fn();
  watchFaults(window, "http://here", tell);
  for (let i = 0; i < count; i++) {
    const error = Object.defineProperties(new Event("error"), {
      filename: { value: file },
      timeStamp: { value: i * ms },
    });
    window.dispatchEvent(error);
  }
  return tell.mock.calls.length;
}

test("errors that come again and again are told of once", () => {
  expect(toldAfter(300, 16, "http://here/assets/start.js")).toBe(1);
});

test("an error now and then, or another script's, is not", () => {
  expect(toldAfter(100, 2_000, "http://here/assets/start.js")).toBe(0);
  expect(toldAfter(300, 16, "extension://clever/script.js")).toBe(0);
});
