// What the net graph and the tests read of a visit, gathered where it is kept.

import type { Session } from "./net/session";
import type { Display } from "./render/display";
import type { NetFigures } from "./ui/netgraph";
import type { Visit } from "./visit";

/** The figures of `visit` on `session`, drawn on `screen`; each is read when it is asked for. */
export function figuresOf(visit: Visit, session: Session, screen: Display): NetFigures {
  const { world, clock, builder, sizes } = visit;
  return {
    traffic: session.traffic,
    sizes,
    get ping() {
      return visit.ping;
    },
    get jitter() {
      return clock.jitterMs;
    },
    get delay() {
      return clock.delayMs;
    },
    get reserve() {
      return (world.tick - builder.drawnTick) * world.tickMs;
    },
    get late() {
      return clock.late;
    },
    get pixelsPerUnit() {
      return screen.scale;
    },
    get inputRate() {
      return visit.inputRate;
    },
    get speed() {
      return world.speed;
    },
    get serverTick() {
      return world.serverTickUs === null ? null : world.serverTickUs / 1000;
    },
    get fps() {
      return screen.fps;
    },
    get work() {
      return screen.workMs;
    },
    get resolution() {
      return screen.resolution;
    },
    get level() {
      return screen.level;
    },
  };
}
