import { encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { ProtocolError } from "../src/protocol/checks";
import { decodeMessage, encodeMessage } from "../src/protocol/codec";
import { unpackFar } from "../src/protocol/far";
import type { ClientMessage } from "../src/protocol/generated";
import { bytesOf, goldenFrames } from "./fixtures";

const frames = goldenFrames();
const server = frames.filter((f) => f.direction === "server");
const client = frames.filter((f) => f.direction === "client");

describe("golden frames", () => {
  test("there are some of each direction", () => {
    expect(server.length).toBeGreaterThan(3);
    expect(client.length).toBeGreaterThan(3);
  });

  test.each(server.map((f) => [f.name, f] as const))("%s reads as Rust reads it", (_, frame) => {
    expect(plain(decodeMessage(bytesOf(frame.hex)))).toStrictEqual(frame.value);
  });

  test.each(client.map((f) => [f.name, f] as const))("%s is written as Rust writes it", (_, frame) => {
    const bytes = encodeMessage(frame.value as ClientMessage);
    expect(Buffer.from(bytes).toString("hex")).toBe(frame.hex);
  });

  test.each(server.map((f) => [f.name, f] as const))("%s cut short or longer is refused", (_, frame) => {
    const bytes = bytesOf(frame.hex);
    expect(() => decodeMessage(bytes.subarray(0, -1))).toThrow(ProtocolError);
    expect(() => decodeMessage(Uint8Array.of(...bytes, 0))).toThrow(ProtocolError);
  });
});

describe("strictness", () => {
  const nothing = [null, null, null, null, null, null, null, null, null, null];
  const snapshot = (change: Record<number, unknown>) => {
    const message: unknown[] = [2, 10, 0, 0, null, ...nothing];
    for (const [at, value] of Object.entries(change)) message[Number(at)] = value;
    return encode(message);
  };

  test("an empty snapshot is legal", () => expect(decodeMessage(snapshot({}))[0]).toBe(2));

  test.each([25, 62, 100])("a speed of %i percent is legal", (percent) => {
    expect(decodeMessage(snapshot({ 14: [[9, percent]] }))[14]).toStrictEqual([[9, percent]]);
  });

  test("an event of a newer server is passed over", () => {
    expect(
      decodeMessage(
        snapshot({
          14: [
            [99, "new"],
            [9, 62],
            [16, 1250],
          ],
        }),
      )[14],
    ).toStrictEqual([
      [9, 62],
      [16, 1250],
    ]);
  });

  test.each([
    ["an unknown kind", encode([9, 1])],
    ["no array", encode({ kind: 2 })],
    ["an element too many", encode([3, 1, "Ann", 0])],
    ["a slot out of range", encode([3, 65536, "Ann"])],
    ["a name that is a number", encode([3, 1, 7])],
    ["a tick that is a fraction", snapshot({ 1: 1.5 })],
    ["an own record of the wrong size", snapshot({ 4: new Uint8Array(28) })],
    ["half a progress record behind the own one", snapshot({ 4: new Uint8Array(35) })],
    ["half a ship record", snapshot({ 7: new Uint8Array(12) })],
    ["ships as an array", snapshot({ 7: [1, 2] })],
    ["a far tier of the wrong size", snapshot({ 13: new Uint8Array(71) })],
    ["half a rail record", snapshot({ 12: new Uint8Array(12) })],
    ["an event without a kind", snapshot({ 14: [["Gauge"]] })],
    ["an event too short", snapshot({ 14: [[2, 1]] })],
    ["a world without size", snapshot({ 14: [[7, Number.NaN, 1]] })],
    ["a level that is a fraction", snapshot({ 14: [[1, 4, "Ann", false, 1.5]] })],
    ["a crown without a place", snapshot({ 14: [[6, 1, 0, [], [4]]] })],
    ["a speed below the lowest", snapshot({ 14: [[9, 24]] })],
    ["a speed above the normal one", snapshot({ 14: [[9, 101]] })],
    ["a speed that is a fraction", snapshot({ 14: [[9, 62.5]] })],
    ["a speed of nothing", snapshot({ 14: [[9]] })],
    ["leaves that are two", snapshot({ 6: [new Uint8Array(0), new Uint8Array(0)] })],
  ])("%s is refused", (_, bytes) => {
    expect(() => decodeMessage(bytes)).toThrow(ProtocolError);
  });
});

test("the minimap tells few ships exactly and many by steps, the first of two cells in the low bits", () => {
  expect([...unpackFar(Uint8Array.of(0x61, 0xf8))]).toEqual([1, 6, 11, 128]);
});

/** A decoded message as the JSON of the golden file has it. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bin: Buffer.from(value).toString("hex") };
  if (Array.isArray(value)) return value.map(plain);
  return value;
}
