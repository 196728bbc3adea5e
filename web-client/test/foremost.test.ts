import { expect, test } from "vitest";
import { Foremost } from "../src/render/foremost";
import { rngOf } from "../src/render/random";
import type { ShipView } from "../src/world/scene";

const middle = { x: 100, y: 50 };
const ship = (slot: number, x: number, y: number, more: Partial<ShipView> = {}): ShipView => ({
  slot,
  x,
  y,
  angle: 0,
  hull: 1,
  boosting: false,
  shielded: false,
  away: false,
  crowned: false,
  level: 1,
  own: false,
  ...more,
});
const slots = (ships: readonly ShipView[]) => ships.map(({ slot }) => slot);

test("the nearest of a crowd are chosen, in their order, frame after frame", () => {
  const random = rngOf(3);
  const foremost = new Foremost();
  for (const count of [300, 20, 500, 0, 61]) {
    const ships = Array.from({ length: count }, (_, i) => ship(i, random() * 1_600, random() * 900));
    const far = (s: ShipView) => (s.x - middle.x) ** 2 + (s.y - middle.y) ** 2;
    const right = [...ships].sort((a, b) => far(a) - far(b)).slice(0, 60);
    expect(slots(foremost.choose(ships, middle, 60))).toEqual(slots(right));
  }
});

test("the own ship and the crown come first, however far they are", () => {
  const ships = [
    ship(1, 100, 50),
    ship(2, 110, 50),
    ship(3, 900, 50, { crowned: true }),
    ship(4, 800, 9, { own: true }),
  ];
  expect(slots(new Foremost().choose(ships, middle, 3))).toEqual([4, 3, 1]);
});

test("of many at one place no more are chosen than there is room for", () => {
  const ships = Array.from({ length: 100 }, (_, i) => ship(i, 100, 90));
  expect(new Foremost().choose(ships, middle, 60).length).toBe(60);
});
