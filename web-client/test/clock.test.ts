import { describe, expect, test } from "vitest";
import { ServerClock } from "../src/net/clock";

describe("the server's clock", () => {
  const TICK_MS = 1000 / 30;

  /** Feeds arrivals with a delay each, and returns the clock and the last time. */
  function fed(delays: (tick: number) => number, ticks: number): { clock: ServerClock; now: number } {
    const clock = new ServerClock(TICK_MS);
    let now = 0;
    for (let tick = 1; tick <= ticks; tick++) {
      now = tick * TICK_MS + delays(tick);
      clock.arrived(tick, now);
      clock.remoteTick(now);
    }
    return { clock, now };
  }

  test("on a perfect line others are drawn two ticks in the past", () => {
    const { clock, now } = fed(() => 40, 90);
    expect(clock.remoteTick(now)).toBeCloseTo(88, 1);
    expect(clock.delayMs).toBeCloseTo(2 * TICK_MS, 3);
  });

  test("jitter widens the delay by about itself", () => {
    const { clock } = fed((tick) => 40 + (tick % 2) * 20, 90);
    expect(clock.delayMs).toBeGreaterThan(2 * TICK_MS + 15);
    expect(clock.delayMs).toBeLessThan(2 * TICK_MS + 25);
  });

  test("at ten snapshots a second the drawn moment lies between two of them", () => {
    const clock = new ServerClock(TICK_MS);
    let newest = 0;
    for (let ms = 0; ms < 6_000; ms += 8) {
      const tick = Math.floor(ms / TICK_MS);
      if (tick >= newest + 3) {
        newest = tick;
        clock.arrived(tick, ms);
      }
      const shown = clock.remoteTick(ms);
      if (ms > 2_000) expect(shown).toBeLessThanOrEqual(newest);
    }
    expect(clock.delayMs).toBeLessThan(5 * TICK_MS);
  });

  test("a player who was a watcher soon sees the others as late as any player", () => {
    const clock = new ServerClock(TICK_MS);
    for (let tick = 0; tick < 90; tick += 3) clock.arrived(tick, tick * TICK_MS);
    expect(clock.delayMs).toBeCloseTo(4 * TICK_MS, 3);
    for (let tick = 90; tick < 300; tick++) clock.arrived(tick, tick * TICK_MS);
    expect(clock.delayMs).toBeLessThan(2.2 * TICK_MS);
  });

  test("a gap now and then does not put the others into the past", () => {
    const clock = new ServerClock(TICK_MS);
    for (let tick = 0; tick < 300; tick++) if (tick % 60 !== 7) clock.arrived(tick, tick * TICK_MS);
    expect(clock.delayMs).toBeLessThan(2.2 * TICK_MS);
  });

  test("it never runs backwards or by leaps when the line gets worse", () => {
    const clock = new ServerClock(TICK_MS);
    let last = Number.NEGATIVE_INFINITY;
    let largest = 0;
    for (let ms = 0; ms < 6_000; ms += 8) {
      const tick = Math.floor(ms / TICK_MS);
      if (Math.floor((ms - 8) / TICK_MS) !== tick) clock.arrived(tick, ms + (ms > 3_000 ? 60 : 0));
      const shown = clock.remoteTick(ms);
      if (ms > 200) {
        expect(shown).toBeGreaterThan(last);
        largest = Math.max(largest, shown - last);
      }
      last = shown;
    }
    expect(largest).toBeLessThan((8 / TICK_MS) * 1.2);
  });

  test("after a sleep it jumps to the present", () => {
    const { clock, now } = fed(() => 40, 60);
    const later = now + 5_000;
    for (let i = 0; i < 3; i++) clock.arrived(60 + 150 + i, later + i * TICK_MS);
    expect(clock.remoteTick(later + 2 * TICK_MS)).toBeGreaterThan(205);
  });

  /** A line that holds back everything for a while, or a page that sleeps: then it comes in one go. */
  function afterPause(pauseMs: number): { clock: ServerClock; frame: (ms: number) => number } {
    const { clock, now } = fed((tick) => 40 + (tick % 3) * 8, 90);
    const ends = now + pauseMs;
    const arrivals: { tick: number; at: number }[] = [];
    for (let tick = 91; tick < 91 + pauseMs / TICK_MS + 90; tick++) {
      arrivals.push({ tick, at: Math.max(ends, tick * TICK_MS + 40 + (tick % 3) * 8) });
    }
    const frame = (ms: number) => {
      while (arrivals[0] && arrivals[0].at <= ends + ms) clock.arrived(arrivals.shift()?.tick ?? 0, ends + ms);
      return clock.remoteTick(ends + ms);
    };
    return { clock, frame };
  }

  test.each([400, 3_000, 60_000])(
    "%i ms of silence are no jitter, and what comes then in one go is none",
    (pauseMs) => {
      const { clock, frame } = afterPause(pauseMs);
      const before = clock.delayMs;
      for (let ms = 0; ms < 1_000; ms += 10) frame(ms);
      expect(clock.delayMs).toBeLessThan(before + 10);
      expect(clock.jitterMs).toBeLessThan(30);
    },
  );

  test("after a pause the right moment is drawn at once, and it goes on evenly", () => {
    const { frame } = afterPause(5_000);
    const first = frame(0);
    expect(first).toBeGreaterThan((92 * TICK_MS + 5_000 - 40) / TICK_MS - 5);
    let last = frame(100);
    for (let ms = 110; ms < 1_000; ms += 10) {
      const shown = frame(ms);
      expect(shown - last).toBeGreaterThan(0);
      expect(shown - last).toBeLessThan((10 / TICK_MS) * 1.2);
      last = shown;
    }
  });

  test("a machine whose clock stood while it slept shows the present at once", () => {
    const { clock, now } = fed(() => 40, 90);
    // Ten seconds of ticks passed, and no time here.
    for (let i = 1; i <= 3; i++) clock.arrived(390 + i, now + i * TICK_MS);
    expect(clock.remoteTick(now + 3 * TICK_MS)).toBeGreaterThan(388);
    expect(clock.delayMs).toBeLessThan(3 * TICK_MS);
  });

  test("a page that is busy while it loads takes nothing of that for jitter", () => {
    const clock = new ServerClock(TICK_MS);
    for (let tick = 1; tick <= 90; tick++) {
      const now = Math.max(900 + tick, tick * TICK_MS + 20);
      clock.arrived(tick, now);
      if (now > 930) clock.remoteTick(now);
    }
    expect(clock.delayMs).toBeLessThan(2.2 * TICK_MS);
    expect(clock.remoteTick(90 * TICK_MS + 20)).toBeGreaterThan(87.5);
  });

  test("a page that loads slowly takes nothing of that for jitter for long, though it reads ten snapshots a second", () => {
    const clock = new ServerClock(TICK_MS);
    let read = 0;
    for (let tick = 3; tick <= 120; tick += 3) {
      // Each is read when the page gets to it, 40 ms after the one before at the earliest, and for 1.5 s not at all.
      read = Math.max(read + 40, tick * TICK_MS + 20, 1_500);
      clock.arrived(tick, read);
    }
    expect(clock.delayMs).toBeLessThan(4.5 * TICK_MS);
    expect(clock.jitterMs).toBeLessThan(20);
  });

  test("a server that stood for a while is followed at once", () => {
    const { clock, now } = fed(() => 40, 90);
    for (let i = 1; i <= 30; i++) {
      clock.arrived(90 + i, now + 2_000 + i * TICK_MS);
      clock.remoteTick(now + 2_000 + i * TICK_MS);
    }
    expect(clock.delayMs).toBeLessThan(2.2 * TICK_MS);
    expect(clock.remoteTick(now + 2_000 + 30 * TICK_MS)).toBeCloseTo(118, 0);
  });

  test("a snapshot that comes after its moment was drawn is counted", () => {
    const { clock, now } = fed(() => 40, 90);
    expect(clock.late).toBe(0);
    clock.remoteTick(now + 200);
    clock.arrived(91, now + 200);
    expect(clock.late).toBe(1);
  });
});
