import { describe, expect, test } from "vitest";
import { BACKOFF_MAX_MS, backoffMs, verdict } from "../src/net/reconnect";
import { CloseCode, FINAL_CLOSE_CODES } from "../src/protocol/generated";
import { whyText } from "../src/ui/problems";

describe("back-off", () => {
  test("grows from half a second to eight", () => {
    expect([1, 2, 3, 4, 5, 6, 40].map((n) => backoffMs(n, 1))).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  test("spreads over the upper half of its span", () => {
    expect(backoffMs(3, 0)).toBe(1000);
    expect(backoffMs(30, 0.999)).toBeLessThan(BACKOFF_MAX_MS);
  });
});

describe("close codes", () => {
  test.each(Object.entries(CloseCode))("%s has the verdict of the protocol", (_, code) => {
    expect(verdict(code, "").kind).toBe(FINAL_CLOSE_CODES.includes(code) ? "final" : "retry");
  });

  test("a broken line is tried again", () => expect(verdict(1006, "").kind).toBe("retry"));

  test.each([
    [CloseCode.TakenOver, "return"],
    [CloseCode.Kicked, "rooms"],
    [CloseCode.Banned, "rooms"],
    [CloseCode.RoomClosed, "rooms"],
  ])("%i has words of its own and a way on", (code, way) => {
    expect(verdict(code, "")).toMatchObject({ kind: "final", way });
    expect(whyText(verdict(code, "").why)).not.toContain("connection");
  });

  test("an end without words of ours has the server's", () => {
    expect(whyText(verdict(CloseCode.BadFrame, "a frame of kind 99").why)).toContain("a frame of kind 99");
  });

  test("another version offers to load the page anew", () => {
    expect(verdict(CloseCode.WrongVersion, "")).toMatchObject({ kind: "final", way: "reload" });
  });
});
