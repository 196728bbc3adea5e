import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BadLine, LaggedSocket, lagOf, NO_LAG } from "../src/debug/lag";

class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static newest: FakeSocket;
  readyState = 1;
  binaryType = "blob";
  sent: { at: number; what: unknown }[] = [];
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: unknown) => void) | null = null;
  onclose: ((event: unknown) => void) | null = null;
  constructor() {
    FakeSocket.newest = this;
  }
  send(what: unknown): void {
    this.sent.push({ at: performance.now(), what });
  }
  close(): void {
    this.readyState = 3;
  }
}

let line: BadLine;
let page: LaggedSocket;
let heard: { at: number; what: unknown }[];
const bytes = (n: number) => new Uint8Array([n]);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  line = new BadLine();
  page = new LaggedSocket("ws://here/ws", [], line);
  heard = [];
  page.onmessage = ({ data }) => heard.push({ at: performance.now(), what: data });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a bad line", () => {
  test("is none without a setting: all passes at once", () => {
    page.send(bytes(1));
    FakeSocket.newest.onmessage?.({ data: 2 });
    expect(FakeSocket.newest.sent.map(({ what }) => what)).toEqual([bytes(1)]);
    expect(heard.map(({ what }) => what)).toEqual([2]);
  });

  test("delays both ways, and nothing overtakes however it is shaken", () => {
    line.lag = { ...NO_LAG, delay: 100, jitter: 30 };
    const began = performance.now();
    for (let i = 0; i < 200; i++) {
      page.send(bytes(i));
      FakeSocket.newest.onmessage?.({ data: i });
      vi.advanceTimersByTime(7);
    }
    vi.advanceTimersByTime(200);
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    expect(heard.map(({ what }) => what)).toEqual(numbers);
    expect(FakeSocket.newest.sent.map(({ what }) => (what as Uint8Array)[0])).toEqual(numbers);
    const waits = heard.map(({ at }, i) => at - began - 7 * i);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...waits)).toBeLessThanOrEqual(132);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(15);
  });

  test("stands still now and then, and then all comes in one go", () => {
    line.lag = { ...NO_LAG, every: 1_000, stall: 300 };
    vi.advanceTimersByTime(1_000 - (performance.now() % 1_000));
    const began = performance.now();
    for (let i = 0; i < 100; i++) {
      FakeSocket.newest.onmessage?.({ data: i });
      vi.advanceTimersByTime(10);
    }
    const times = heard.map(({ at }) => at - began);
    expect(times.filter((at) => at < 299)).toEqual([]);
    expect(times.filter((at) => at < 302).length).toBeGreaterThanOrEqual(30);
    expect(times.at(-1)).toBeLessThan(1_000);
  });

  test("can be held for once", () => {
    line.hold(2_000);
    page.send(bytes(1));
    vi.advanceTimersByTime(1_990);
    expect(FakeSocket.newest.sent).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(FakeSocket.newest.sent.length).toBe(1);
  });

  test("made good again loses nothing that is under way", () => {
    line.lag = { ...NO_LAG, delay: 500 };
    page.send(bytes(1));
    line.lag = NO_LAG;
    page.send(bytes(2));
    vi.advanceTimersByTime(501);
    expect(FakeSocket.newest.sent.map(({ what }) => (what as Uint8Array)[0])).toEqual([1, 2]);
  });

  test("is not open before it has told so, so that nobody speaks before the first words", () => {
    line.lag = { ...NO_LAG, delay: 50 };
    const told: number[] = [];
    page.onopen = () => told.push(page.readyState);
    FakeSocket.newest.onopen?.({});
    expect(page.readyState).toBe(FakeSocket.CONNECTING);
    vi.advanceTimersByTime(51);
    expect(told).toEqual([FakeSocket.OPEN]);
  });

  test("says nothing into a socket that was closed meanwhile", () => {
    line.lag = { ...NO_LAG, delay: 50 };
    page.send(bytes(1));
    page.close();
    vi.advanceTimersByTime(100);
    expect(FakeSocket.newest.sent).toEqual([]);
  });
});

test("the address tells delay, jitter, and how often it stands for how long", () => {
  expect(lagOf("100,30")).toEqual({ delay: 100, jitter: 30, every: 0, stall: 0 });
  expect(lagOf("1,2,3000,4")).toEqual({ delay: 1, jitter: 2, every: 3_000, stall: 4 });
  expect(lagOf("")).toEqual(NO_LAG);
  expect(lagOf("-5,x")).toEqual(NO_LAG);
});
