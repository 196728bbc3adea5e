import { describe, expect, test, vi } from "vitest";
import { aside, Countdown, type Ear, loudness, sound } from "../src/audio/score";
import { NOBODY, NoticeWhat } from "../src/protocol/generated";
import { type Happening, isOwnKill } from "../src/world/happenings";

describe("the score", () => {
  const ear: Ear = { x: 1_000, y: 0, halfW: 800 };
  const ME = 4;
  const played = (h: Happening): unknown[][] => {
    const play = vi.fn();
    sound({ play } as never, h, ear, ME);
    return play.mock.calls;
  };

  test("is loudest in the middle, fainter to all sides, and silent far away", () => {
    expect(loudness({ x: 1_000, y: 0 }, ear)).toBe(1);
    const edge = loudness({ x: 1_800, y: 0 }, ear);
    expect(edge).toBeGreaterThan(0);
    expect(edge).toBeLessThan(0.5);
    expect(loudness({ x: 1_000, y: -800 }, ear)).toBe(edge);
    expect(loudness({ x: 4_000, y: 0 }, ear)).toBe(0);
  });

  test("puts left to the left and right to the right, never beyond", () => {
    expect(aside(1_000, ear)).toBe(0);
    expect(aside(600, ear)).toBeLessThan(0);
    expect(aside(1_400, ear)).toBeGreaterThan(0);
    expect(aside(90_000, ear)).toBe(1);
  });

  test("gives the own gun a sound of its own, so that a crowd cannot drown it out", () => {
    const muzzle = { kind: "muzzle", x: 1_000, y: 0, angle: 0, owner: ME } as const;
    expect(played({ ...muzzle, own: true })[0]?.[0]).toBe("fire");
    expect(played({ ...muzzle, own: false })[0]?.[0]).toBe("volley");
  });

  test("confirms own kills, and nobody else's", () => {
    const kill = { kind: "kill", victim: 9, weapon: "blaster", points: 10 } as const;
    expect(played({ ...kill, killer: ME })[0]?.[0]).toBe("kill");
    expect(played({ ...kill, killer: 7 })).toEqual([]);
    expect(played({ ...kill, victim: ME, killer: ME })).toEqual([]);
    expect(isOwnKill({ ...kill, killer: NOBODY }, NOBODY)).toBe(false);
  });

  test("knows a streak among the notices", () => {
    const notice = { kind: "notice", slot: ME, name: "Ann", value: 3 } as const;
    expect(played({ ...notice, what: NoticeWhat.STREAK })[0]?.[0]).toBe("streak");
    expect(played({ ...notice, what: NoticeWhat.JOINED })).toEqual([]);
  });

  test("tells a hit given from a hit taken", () => {
    expect(played({ kind: "hit", victim: 9, damage: 14 })[0]?.[0]).toBe("hit");
    expect(played({ kind: "hurt", by: 9, damage: 14, x: 1, y: 0 })[0]?.[0]).toBe("hurt");
  });

  test("counts down by the second, each once, and is silent when the wait begins or ends", () => {
    const play = vi.fn();
    const countdown = new Countdown();
    for (const left of [null, 2.9, 2.5, 2.1, 1.95, 1.2, 0.9, 0.2, 0, null, 3, null]) {
      countdown.beat({ play } as never, left);
    }
    expect(play.mock.calls.map(([which]) => which)).toEqual(["tick", "tick"]);
  });
});
