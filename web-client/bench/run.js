// Script time of a drawn frame with 400 ships and 1,500 shots in view, and what it leaves behind for the garbage
// collector. `npm run bench`; with `-- --profile` also where the time and the bytes go.
//
// Times come from the browser's own trace: what a frame took by the clock, and what it took of the processor, which
// other work on the machine changes little.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, preview } from "vite";
import { launch } from "../../tests/browser/arena.js";
import { bytesTaken, print, timeSpent } from "./profile.js";

/** Runs, of which the median counts, and drawn frames of each: 10 s of the fight. */
const RUNS = 5;
const FRAMES = 600;
/** Frames before the first run: until what is hot is compiled and all ships are known. */
const WARM_UP = 400;
const GOAL_MS = 4;
const SHARES = [0.5, 0.95, 0.99];

const { values: options } = parseArgs({
  options: { profile: { type: "boolean", default: false }, runs: { type: "string", default: String(RUNS) } },
});
const configFile = fileURLToPath(new URL("vite.config.ts", import.meta.url));
await build({ configFile, logLevel: "warn" });
const server = await preview({ configFile, logLevel: "warn", preview: { port: 0, host: "127.0.0.1" } });
const browser = await launch();
try {
  await measure(await open());
} finally {
  await browser.close();
  await server.close();
}

async function open() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(`${server.resolvedUrls.local[0]}?room=main`);
  // The page gets its frames from the bench, so that nothing that waits for one may be used here.
  await page.waitForFunction(() => window.bench?.open(), undefined, { polling: 50 });
  await page.waitForSelector("input");
  await page.keyboard.press("Enter");
  await page.mouse.move(1000, 300);
  await page.mouse.down();
  return page;
}

async function measure(page) {
  const draw = (count) => page.evaluate((n) => window.bench.run(n), count);
  const { ships, shots } = await draw(WARM_UP);
  console.log(`figure: ${ships} ships and ${shots} shots in view`);
  const runs = [];
  while (runs.length < Number(options.runs)) {
    const run = await traced(page, () => draw(FRAMES));
    runs.push(run);
    console.log(
      `run ${runs.length}: p50, p95, p99 by the clock ${words(run.clock)}, of the processor ${words(run.cpu)}`,
    );
  }
  const cpu = medians(runs.map((run) => run.cpu));
  console.log(`figure: script of a drawn frame, median of ${runs.length} runs, p50, p95, p99`);
  console.log(`figure:   by the clock ${words(medians(runs.map((run) => run.clock)))}`);
  console.log(
    `figure:   of the processor ${words(cpu)}${cpu[1] < GOAL_MS ? "" : `, which misses the goal of ${GOAL_MS}`}`,
  );
  const pauses = runs.flatMap((run) => run.pauses);
  const total = pauses.reduce((a, b) => a + b, 0) / runs.length;
  console.log(
    `figure: in ${FRAMES} frames ${(pauses.length / runs.length).toFixed(1)} collections of ${words([total])} in all, ` +
      `the longest ${words([Math.max(0, ...pauses)])}`,
  );
  const client = await page.context().newCDPSession(page);
  const { bytes, inPart: told } = await bytesTaken(client, () => draw(FRAMES), "drawTold");
  const sum = [...bytes.values()].reduce((a, b) => a + b, 0);
  const kilobytes = (taken, frames) => (taken / frames / 1024).toFixed(0);
  console.log(
    `figure: ${kilobytes(sum, FRAMES)} kB taken from the heap a drawn frame: ${kilobytes(told, FRAMES / 2)} in one with a ` +
      `snapshot, ${kilobytes(sum - told, FRAMES / 2)} in one without`,
  );
  if (!options.profile) return;
  print(bytes, (n) => `${(n / FRAMES).toFixed(0)} B a frame`);
  const spent = await timeSpent(client, () => draw(FRAMES));
  print(spent, (us) => `${(us / FRAMES).toFixed(0)} us a frame`);
}

/** Milliseconds of each frame at SHARES, and of each pause of the garbage collector (of the processor). */
async function traced(page, work) {
  await browser.startTracing(page, { categories: ["v8", "devtools.timeline"] });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const frames = traceEvents.filter(({ name }) => name === "FireAnimationFrame");
  const own = traceEvents.filter(({ pid }) => pid === frames[0]?.pid);
  const at = (field) =>
    SHARES.map((share) =>
      percentile(
        frames.map((frame) => frame[field] / 1000),
        share,
      ),
    );
  const collections = own.filter(({ name }) => name === "MinorGC" || name === "MajorGC");
  return { clock: at("dur"), cpu: at("tdur"), pauses: collections.map(({ tdur }) => tdur / 1000) };
}

function medians(runs) {
  return SHARES.map((_, i) =>
    percentile(
      runs.map((run) => run[i]),
      0.5,
    ),
  );
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function words(ms) {
  return `${ms.map((value) => value.toFixed(2)).join(", ")} ms`;
}
