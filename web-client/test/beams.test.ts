import { describe, expect, test } from "vitest";
import { End } from "../src/protocol/generated";
import { type Beam, Beams } from "../src/world/beams";
import { enters, firstStop, leaves } from "../src/world/ray";

const ME = 4;
const beam = (change: Partial<Beam> = {}): Beam => ({
  owner: 9,
  x: 0,
  y: 0,
  dx: 1,
  dy: 0,
  length: 900,
  what: 0,
  ...change,
});

describe("the beam of the rail", () => {
  test("of one's own is shown at the click and not again when it is told", () => {
    const beams = new Beams();
    beams.predicted(103);
    beams.told(beam({ owner: ME }), 103, ME, null);
    expect(beams.due(1_000)).toEqual([]);
    expect(beams.counts).toEqual({ shown: 1, told: 1 });
  });

  test("of one's own that was not foreseen is shown when it is told", () => {
    const beams = new Beams();
    beams.told(beam({ owner: ME }), 103, ME, null);
    expect(beams.due(0).length).toBe(1);
  });

  test("foreseen but never told hides no later one", () => {
    const beams = new Beams();
    beams.predicted(103);
    beams.told(beam({ owner: ME }), 170, ME, null);
    expect(beams.due(0).length).toBe(1);
  });

  test("foreseen for a later tick does not hide an earlier one", () => {
    const beams = new Beams();
    beams.predicted(140);
    beams.told(beam({ owner: ME }), 103, ME, null);
    expect(beams.due(0).length).toBe(1);
    beams.told(beam({ owner: ME }), 141, ME, null);
    expect(beams.due(0)).toEqual([]);
  });

  test("of another waits until he is drawn where he fired it, and is shown once", () => {
    const beams = new Beams();
    beams.told(beam(), 103, ME, { x: 0, y: 500 });
    expect(beams.due(102.9)).toEqual([]);
    expect(beams.due(103).length).toBe(1);
    expect(beams.due(104)).toEqual([]);
  });

  test("that strikes at oneself is shown with the hit, at once", () => {
    const beams = new Beams();
    beams.told(beam(), 103, ME, { x: 600, y: 30 });
    expect(beams.due(99).length).toBe(1);
  });
});

describe("a line", () => {
  const line = { x: 0, y: 0, dx: 1, dy: 0 };

  test.each([
    ["ahead", { x: 100, y: 0, radius: 10 }, 88],
    ["grazed", { x: 100, y: 11.9, radius: 10 }, 100 - Math.sqrt(12 * 12 - 11.9 * 11.9)],
    ["passed", { x: 100, y: 12.1, radius: 10 }, null],
    ["behind", { x: -100, y: 0, radius: 10 }, null],
    ["around its beginning", { x: 3, y: 3, radius: 10 }, 0],
  ])("of half width 2 meets a disc that is %s", (_, disc, want) => {
    const at = enters(line, disc, 2);
    if (want === null || at === null) expect(at).toBe(want);
    else expect(at).toBeCloseTo(want, 9);
  });

  test("leaves the world by the nearer wall", () => {
    const [dx, dy] = [0.6, -0.8];
    expect(leaves({ x: 400, y: 0, dx, dy }, 500)).toBeCloseTo(100 / 0.6, 9);
    expect(leaves({ x: 0, y: 499, dx: 0, dy: 1 }, 500)).toBe(1);
  });

  test("stops at the first thing, whatever it is", () => {
    const ship = { x: 300, y: 0, radius: 18 };
    const rock = { x: 250, y: 0, radius: 40 };
    const stop = (rocks: (typeof rock)[], half = 5_000) => firstStop(line, 900, 3, { half, rocks, ships: [ship] });
    expect(stop([])).toEqual({ length: 279, what: End.SHIP });
    expect(stop([rock])).toEqual({ length: 207, what: End.ROCK });
    expect(stop([], 200)).toEqual({ length: 200, what: End.WALL });
    expect(firstStop(line, 900, 3, { half: 5_000, rocks: [], ships: [] })).toEqual({ length: 900, what: 0 });
  });
});
