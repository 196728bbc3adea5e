// Prints the suite's verdicts as RESULTS.md; fails when a case that applies is not passed.
import { readFileSync } from "node:fs";

const GROUPS = {
  1: "Framing: texts and binaries of every length",
  2: "Pings and pongs",
  3: "Reserved bits",
  4: "Opcodes",
  5: "Fragments",
  6: "UTF-8",
  7: "Closing",
  9: "Limits and speed: messages up to 16 MiB, whole, in fragments and in small pieces",
  10: "Automatic fragmentation",
  12: "Compression, permessage-deflate",
  13: "Compression with other parameters",
};

/** Verdicts that are no plain pass, and why that is right. */
const REASONS = {
  "NON-STRICT": "A text frame with broken UTF-8 is refused when it has come whole; the suite would see it refused earlier. Both are legal.",
  INFORMATIONAL: "The RFC leaves the behaviour open; the suite only notes it.",
  UNIMPLEMENTED: "Not applicable: the server negotiates no extension, so no compression.",
};

/** The verdict on a case: how it answered and how it closed, the worse of the two. */
function verdict({ behavior, behaviorClose }) {
  return behavior === "OK" && behaviorClose !== "OK" ? behaviorClose : behavior;
}

const byNumber = (a, b) => a.localeCompare(b, "en", { numeric: true });
const report = Object.values(JSON.parse(readFileSync(process.argv[2], "utf8")))[0];
const cases = Object.keys(report).sort(byNumber);
const verdicts = new Map(cases.map((id) => [id, verdict(report[id])]));
const wrong = cases.filter((id) => verdicts.get(id) !== "OK" && !(verdicts.get(id) in REASONS));

const kinds = ["OK", ...Object.keys(REASONS)];
const lines = [
  "# WebSocket conformance",
  "",
  "Written by `UPDATE=1 tests/conformance/run`: the Autobahn test suite against a route that says back what it hears,",
  "through the takeover, the reading and the one writer that a player's session has.",
  "",
  `| group | cases | ${kinds.join(" | ")} | failed |`,
  `|---|---|${kinds.map(() => "---|").join("")}---|`,
];
for (const [group, name] of Object.entries(GROUPS)) {
  const ids = cases.filter((id) => id.split(".")[0] === group);
  const counts = kinds.map((kind) => ids.filter((id) => verdicts.get(id) === kind).length);
  const failed = ids.filter((id) => wrong.includes(id)).length;
  lines.push(`| ${group} ${name} | ${ids.length} | ${[...counts, failed].join(" | ")} |`);
}
lines.push("");
for (const [kind, reason] of Object.entries(REASONS)) {
  const ids = cases.filter((id) => verdicts.get(id) === kind);
  const which = kind === "UNIMPLEMENTED" ? "12.* and 13.*" : ids.join(", ");
  if (ids.length > 0) lines.push(`- **${kind}** (${which}): ${reason}`);
}
for (const id of wrong) lines.push(`- **${verdicts.get(id)}** ${id}: closed with ${report[id].remoteCloseCode}`);
console.log(lines.join("\n"));

const count = (kind) => [...verdicts.values()].filter((v) => v === kind).length;
const counted = kinds.map((kind) => `${count(kind)} ${kind}`).join(", ");
console.error(`figure: Autobahn: ${cases.length} cases, ${counted}, ${wrong.length} failed`);
if (cases.length < 500 || wrong.length > 0) process.exitCode = 1;
