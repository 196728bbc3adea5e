// Rocks with their shadow: those that shots break have veins of gold. Announced ones are a growing outline, in broken
// ones cracks spread.

import type { RockView, Scene } from "../../world/scene";
import { type Atlas, ROCK_LOOKS } from "../atlas";
import type { Batch } from "../batch";
import { BAD, GOLD, GRID_HEAVY, mix, SHADE, SHADOW, WHITE } from "../palette";
import { taste } from "../taste";

/** Depth lines around a rock, as on a chart: times its radius. */
const CONTOURS = [
  { times: 1.32, alpha: 0.75 },
  { times: 1.72, alpha: 0.4 },
] as const;
/** How much the gold shows. */
const VEIN = 0.4;

export function drawRocks(batch: Batch, atlas: Atlas, scene: Scene): void {
  for (const { rock, solid } of scene.rocks) {
    for (const { times, alpha } of CONTOURS) {
      const reach = rock.radius * times;
      batch.put(atlas.thinRing, rock.x, rock.y, 0, reach, reach, GRID_HEAVY, alpha * solid);
    }
  }
  for (const view of scene.rocks) {
    if (view.solid < 1) announce(batch, atlas, view, scene.now);
    else stand(batch, atlas, view, scene.now);
  }
}

function stand(batch: Batch, atlas: Atlas, { rock, crack, brittle }: RockView, now: number): void {
  const look = rock.look % ROCK_LOOKS;
  const body = atlas.rocks[look];
  const shape = atlas.rockShapes[look];
  const cracks = atlas.cracks[look % atlas.cracks.length];
  if (!body || !shape || !cracks) return;
  const r = rock.radius;
  // It trembles more and more before it falls apart.
  const tremble = crack > 0 && !taste.calm ? Math.sin(now / 17) * crack * 2.5 : 0;
  const x = rock.x + tremble;
  batch.put(shape, x + r * 0.07, rock.y + r * 0.1, 0, r, r, SHADOW, 0.45);
  batch.put(body, x, rock.y, 0, r, r, crack > 0 ? mix(WHITE, 0xffb0a0, crack * 0.4) : WHITE, 1);
  if (brittle) batch.put(cracks, x, rock.y, 0, r, r, GOLD, VEIN);
  if (crack <= 0) return;
  batch.put(cracks, x, rock.y, 0, r, r, SHADE, Math.min(1, crack * 3));
  batch.put(cracks, x, rock.y, 0, r, r, mix(GOLD, BAD, crack), crack * crack * 0.8);
}

/** Where a rock will stand: a faint shape and a ring that closes on it. */
function announce(batch: Batch, atlas: Atlas, { rock, solid }: RockView, now: number): void {
  const shape = atlas.rockShapes[rock.look % ROCK_LOOKS];
  if (!shape) return;
  const pulse = taste.calm ? 0.5 : 0.5 + 0.5 * Math.sin(now / 130);
  batch.put(shape, rock.x, rock.y, 0, rock.radius, rock.radius, 0x505c70, 0.08 + solid * 0.35);
  const reach = rock.radius * (taste.calm ? 1.1 : 1.5 - 0.5 * solid);
  batch.put(atlas.thinRing, rock.x, rock.y, 0, reach, reach, GOLD, 0.2 + 0.35 * pulse);
}
