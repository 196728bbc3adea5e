// A simple pilot for the tests: flies to what lies there and shoots rocks for more, or hunts, with the hands of a
// person. What it knows it reads from the page's hook.

/** Milliseconds between two looks. */
const LOOK_MS = 60;

/** Gathers until `enough`, a function that runs in the page, is true; or gives up after `ms`. Says whether. */
export function gatherUntil(page, hands, enough, ms) {
  return pilotUntil(page, hands, lookAround, enough, ms);
}

/** The same, but flies to the nearest ship and shoots at it. */
export function huntUntil(page, hands, enough, ms) {
  return pilotUntil(page, hands, lookForPrey, enough, ms);
}

async function pilotUntil(page, hands, look, enough, ms) {
  const ends = Date.now() + ms;
  try {
    while (Date.now() < ends) {
      if (await page.evaluate(enough)) return true;
      const goal = await page.evaluate(look);
      if (goal) {
        await hands.shoot(goal.aim);
        await hands.fly(goal.near ? null : goal.way);
      }
      await page.waitForTimeout(LOOK_MS);
    }
    return false;
  } finally {
    await hands.shoot(null);
    await hands.fly(null);
  }
}

/** Runs in the page: what is nearest, scrap before rocks; null while there is no ship. */
function lookAround() {
  const { position, scrap, brittle } = window.__fracas;
  if (!position) return null;
  const away = (p) => ({ x: p.x - position.x, y: p.y - position.y });
  const far = (p) => Math.hypot(p.x - position.x, p.y - position.y) - (p.radius ?? 0);
  const nearest = (list) => list.reduce((best, p) => (best && far(best) <= far(p) ? best : p), null);
  const piece = nearest(scrap.filter((p) => far(p) < 500));
  const rock = nearest(brittle);
  const to = piece ?? rock ?? { x: 0, y: 0 };
  return { way: away(to), near: piece === null && rock !== null && far(rock) < 180, aim: away(rock ?? to) };
}

/** Runs in the page: the nearest ship, or a patrol of the world while none is in view. */
function lookForPrey() {
  const { position, ships, slot, tick } = window.__fracas;
  if (!position) return null;
  const away = (p) => ({ x: p.x - position.x, y: p.y - position.y });
  const far = (p) => Math.hypot(p.x - position.x, p.y - position.y);
  const prey = ships.filter((ship) => ship.slot !== slot).sort((a, b) => far(a) - far(b))[0];
  // Another corner of a square every 3 s.
  const corner = Math.floor(tick / 90) % 4;
  const to = prey ?? { x: corner % 3 === 0 ? 600 : -600, y: corner < 2 ? 600 : -600 };
  return { way: away(to), near: prey !== undefined && far(prey) < 200, aim: away(to) };
}
