// Where a page takes time and bytes, by function: what the browser's own profilers say.

/** Bytes between two samples of the heap, and microseconds between two of the time. */
const SAMPLE_BYTES = 4_096;
const SAMPLE_US = 100;
/** Functions printed. */
const TOP = 25;

/**
 * Bytes that `work` takes from the heap, also those that are given back during it: all by function, and those of the
 * function `part` with what it calls.
 */
export async function bytesTaken(client, work, part) {
  const all = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
  await client.send("HeapProfiler.startSampling", { samplingInterval: SAMPLE_BYTES, ...all });
  await work();
  const { profile } = await client.send("HeapProfiler.stopSampling");
  const bytes = new Map();
  collect(profile.head, bytes);
  return { bytes, inPart: sumOf(profile.head, part, false) };
}

function collect({ callFrame, selfSize, children }, bytes) {
  add(bytes, callFrame, selfSize);
  for (const child of children) collect(child, bytes);
}

function sumOf({ callFrame, selfSize, children }, part, inside) {
  const counts = inside || callFrame.functionName === part;
  return children.reduce((sum, child) => sum + sumOf(child, part, counts), counts ? selfSize : 0);
}

/** Microseconds that pass in the functions of `work`. */
export async function timeSpent(client, work) {
  await client.send("Profiler.enable");
  await client.send("Profiler.setSamplingInterval", { interval: SAMPLE_US });
  await client.send("Profiler.start");
  await work();
  const { profile } = await client.send("Profiler.stop");
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const spent = new Map();
  profile.samples.forEach((id, i) => {
    add(spent, nodes.get(id).callFrame, profile.timeDeltas[i]);
  });
  return spent;
}

function add(costs, { functionName, url, lineNumber }, cost) {
  const name = `${functionName || "(anonymous)"} ${url.split("/").pop()}:${lineNumber + 1}`;
  costs.set(name, (costs.get(name) ?? 0) + cost);
}

/** The dearest first. */
export function print(costs, unit) {
  const rows = [...costs].sort((a, b) => b[1] - a[1]).slice(0, TOP);
  for (const [name, cost] of rows) console.log(`  ${unit(cost).padStart(18)}  ${name}`);
}
