// Where to look for a fight, and what a place is called.

import { describe, expect, test } from "vitest";
import { FAR_CELLS } from "../src/protocol/generated";
import { chartMark } from "../src/world/chart";
import { enemyTarget, nearest } from "../src/world/compass";

describe("the enemy arrow", () => {
  const window = { halfW: 800, halfH: 450 };
  const me = { x: 0, y: 0 };
  const far = new Uint8Array(FAR_CELLS * FAR_CELLS);

  test("is away while an enemy is on the screen", () => {
    expect(enemyTarget(me, [{ x: 700, y: 0 }], far, 3_000, window)).toBeNull();
  });

  test("points to the nearest known ship beyond the edge", () => {
    const near = { x: 850, y: 0 };
    expect(enemyTarget(me, [{ x: 0, y: 900 }, near], far, 3_000, window)).toBe(near);
  });

  test("points to the fullest cell out of view, the nearer of equal ones", () => {
    const cells = far.slice();
    cells[0] = 3;
    cells[FAR_CELLS - 2] = 3;
    cells[5] = 1;
    expect(enemyTarget({ x: 200, y: 0 }, [], cells, 3_000, window)).toEqual({ x: 2_250, y: -2_750 });
  });

  test("leaves the own ship out", () => {
    const other = { x: 0, y: 900 };
    expect(enemyTarget(me, [{ ...me, own: true }, other], far, 3_000, window)).toBe(other);
  });

  test("is away in an empty world", () => expect(enemyTarget(me, [], far, 3_000, window)).toBeNull());
});

test("the first lesson points past what is not meant", () => {
  const wanted = { x: 0, y: -30 };
  const pieces = [{ x: 10, y: 0 }, wanted, { x: 50, y: 0 }];
  expect(nearest({ x: 0, y: 0 }, pieces, ({ x }) => x !== 10)).toBe(wanted);
  expect(nearest({ x: 0, y: 0 }, pieces, () => false)).toBeNull();
});

test("the chart counts letters down and numbers across from the world's corner", () => {
  expect(chartMark(-1_499, -1_499, 1_500)).toBe("A1");
  expect(chartMark(1, 1, 1_600)).toBe("F6");
  expect(chartMark(-9_999, 9_000, 10_000)).toBe("BI1");
});
