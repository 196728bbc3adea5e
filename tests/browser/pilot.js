// A simple pilot for the tests: flies to what lies there and shoots rocks for more, with mouse and keys like a
// person. What it knows it reads from the page's hook.

const KEYS = ["KeyW", "KeyA", "KeyS", "KeyD"];
/** Milliseconds between two looks. */
const LOOK_MS = 60;

/** Gathers until `enough`, a function that runs in the page, is true; or gives up after `ms`. Says whether. */
export function gatherUntil(page, enough, ms) {
  return pilotUntil(page, lookAround, enough, ms);
}

/** The same, but flies to the nearest ship and shoots at it. */
export function huntUntil(page, enough, ms) {
  return pilotUntil(page, lookForPrey, enough, ms);
}

async function pilotUntil(page, look, enough, ms) {
  const ends = Date.now() + ms;
  const held = new Set();
  await page.mouse.down();
  try {
    while (Date.now() < ends) {
      if (await page.evaluate(enough)) return true;
      const goal = await page.evaluate(look);
      if (goal) await follow(page, goal, held);
      await page.waitForTimeout(LOOK_MS);
    }
    return false;
  } finally {
    await page.mouse.up();
    for (const key of held) await page.keyboard.up(key);
  }
}

/** Runs in the page: what is nearest, scrap before rocks; null while there is no ship. */
function lookAround() {
  const { position, scrap, brittle } = window.__fracas;
  if (!position) return null;
  const far = (p) => Math.hypot(p.x - position.x, p.y - position.y) - (p.radius ?? 0);
  const nearest = (list) => list.reduce((best, p) => (best && far(best) <= far(p) ? best : p), null);
  const piece = nearest(scrap.filter((p) => far(p) < 500));
  const rock = nearest(brittle);
  const to = piece ?? rock;
  if (!to) return { dx: -position.x, dy: -position.y, stop: false, aim: { x: 1, y: 0 } };
  const aim = rock ?? to;
  return {
    dx: to.x - position.x,
    dy: to.y - position.y,
    stop: piece === null && far(rock) < 180,
    aim: { x: aim.x - position.x, y: aim.y - position.y },
  };
}

/** Runs in the page: the nearest ship, or a patrol of the world while none is in view. */
function lookForPrey() {
  const { position, ships, slot, tick } = window.__fracas;
  if (!position) return null;
  const away = (p) => ({ dx: p.x - position.x, dy: p.y - position.y });
  const far = (p) => Math.hypot(p.x - position.x, p.y - position.y);
  const prey = ships.filter((ship) => ship.slot !== slot).sort((a, b) => far(a) - far(b))[0];
  if (!prey) {
    // Another corner of a square every 3 s.
    const corner = Math.floor(tick / 90) % 4;
    const to = away({ x: corner % 3 === 0 ? 600 : -600, y: corner < 2 ? 600 : -600 });
    return { ...to, stop: false, aim: { x: to.dx, y: to.dy } };
  }
  const to = away(prey);
  return { ...to, stop: far(prey) < 200, aim: { x: to.dx, y: to.dy } };
}

async function follow(page, { dx, dy, stop, aim }, held) {
  const long = Math.hypot(aim.x, aim.y) || 1;
  await page.mouse.move(640 + (aim.x / long) * 200, 360 + (aim.y / long) * 200);
  const wanted = new Set();
  if (!stop && dx > 20) wanted.add("KeyD");
  if (!stop && dx < -20) wanted.add("KeyA");
  if (!stop && dy > 20) wanted.add("KeyS");
  if (!stop && dy < -20) wanted.add("KeyW");
  for (const key of KEYS) {
    if (wanted.has(key) && !held.has(key)) await page.keyboard.down(key);
    if (!wanted.has(key) && held.has(key)) await page.keyboard.up(key);
  }
  held.clear();
  for (const key of wanted) held.add(key);
}
