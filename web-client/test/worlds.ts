// A world for tests. Every rule is 1, but for those of which a test tells.

import { PROTOCOL_VERSION, type Rules, RulesFields, ServerMessageKind, type Welcome } from "../src/protocol/generated";
import { World } from "../src/world/world";
import { motionFile } from "./fixtures";

export const TICK_HZ = 30;
export const { steps } = motionFile(TICK_HZ);

export function rulesWith(change: Partial<Rules> = {}): Rules {
  const ones = Object.fromEntries(RulesFields.map((field) => [field, 1])) as unknown as Rules;
  return { ...ones, ...change };
}

/** What the server tells of a world that reaches from `-half` to `half`. */
export function welcomeWith(change: Partial<Rules> = {}, half = 1_000): Welcome {
  return [ServerMessageKind.Welcome, PROTOCOL_VERSION, "main", TICK_HZ, 0, half, rulesWith(change), steps];
}

export function newWorld(change: Partial<Rules> = {}, half = 1_000): World {
  return new World(welcomeWith(change, half));
}
