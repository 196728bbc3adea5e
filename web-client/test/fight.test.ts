// The crowd of the bench is one that the server could tell, and as full as the bench says.

import { expect, test } from "vitest";
import { acknowledge, Fight } from "../bench/fight";
import { decodeMessage } from "../src/protocol/codec";
import { ServerMessageKind, SNAPSHOT_BYTES_MAX, type Snapshot, type Welcome } from "../src/protocol/generated";
import { apply } from "../src/world/apply";
import { World } from "../src/world/world";
import { motionFile } from "./fixtures";

test("the bench's frames are legal, of the server's size, and bring 400 ships and 1,500 shots into view", () => {
  const fight = new Fight(motionFile(30).steps);
  const world = new World(decodeMessage(fight.welcome()) as Welcome);
  const life = world.steps.shot_ticks;
  let flying = 0;
  for (let i = 0; i < 90; i++) {
    const bytes = fight.next();
    acknowledge(bytes, i);
    const message = decodeMessage(bytes);
    expect(message[0]).toBe(ServerMessageKind.Snapshot);
    expect((message as Snapshot)[2]).toBe(i);
    // The first brings at once what really comes little by little.
    if (i > 0) expect(bytes.length).toBeLessThanOrEqual(SNAPSHOT_BYTES_MAX);
    apply(world, message as Snapshot, i * 33);
    for (const [slot, shot] of world.shots) {
      if (world.tick - shot.birth >= Math.min(life, shot.endAge)) world.shots.delete(slot);
    }
    flying = world.shots.size;
  }
  expect(world.ships.size).toBeGreaterThanOrEqual(399);
  expect(flying).toBeGreaterThan(1_400);
  expect(flying).toBeLessThan(1_600);
});
