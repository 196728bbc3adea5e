// One room with a browser, a Python client that a stranger wrote from PROTOCOL.md, a person who types JSON, and bots.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openPage, ownServer, until, useBrowser } from "./arena.js";

const SECONDS = 12;
const client = fileURLToPath(new URL("../clients/python/client.py", import.meta.url));

useBrowser();

/** Runs the Python client; resolves to its exit code, its figures and its complaints. */
async function python(addr, name) {
  const interpreter = process.env.FRACAS_PYTHON ?? "python3";
  const child = spawn(interpreter, [client, `ws://${addr}/ws`, "--name", name, "--seconds", `${SECONDS}`, "--json"]);
  let out = "";
  let complaints = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (complaints += data));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, complaints, figures: out ? JSON.parse(out) : undefined };
}

/** What somebody does who has opened the browser's console on the page. */
async function typeInConsole() {
  const text = { seen: [], closed: undefined };
  window.__text = text;
  const headers = { "content-type": "application/json" };
  const joined = await fetch("/api/join", { method: "POST", headers, body: '{"room":"main"}' });
  const { ticket } = await joined.json();
  const socket = new WebSocket("/ws", ["fracas.v1.json", `fracas.ticket.${ticket}`]);
  const say = (message) => socket.send(JSON.stringify(message));
  let flies = false;
  socket.onopen = () => {
    say({ kind: "Hello" });
    say({ kind: "Join", name: "Typist" });
  };
  socket.onclose = (event) => (text.closed = `${event.code} ${event.reason}`);
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    text.seen.push(message);
    if (flies || !message.own) return;
    flies = true;
    // Towards the other side: he may have come in beside a wall.
    const way = message.own.x > 0 ? -1 : 1;
    say({ kind: "Input", hold: 150, move_x: 127 * way, aim_x: way, fire: true });
  };
}

/** What he has read so far, gathered. */
function readConsole() {
  const { seen, closed } = window.__text;
  const snapshots = seen.filter((message) => message.kind === "Snapshot");
  const events = snapshots.flatMap((snapshot) => snapshot.events ?? []);
  const slot = seen.find((message) => message.kind === "Seated")?.slot;
  const shots = snapshots.flatMap((snapshot) => snapshot.shots ?? []);
  return {
    closed,
    names: events.filter((event) => event.kind === "Name").map((event) => event.name),
    players: events.filter((event) => event.kind === "Board").map((event) => event.players),
    places: snapshots.filter((snapshot) => snapshot.own).map(({ own }) => [own.x, own.y]),
    shots: shots.filter((shot) => shot.owner === slot).length,
  };
}

test("a browser, a stranger's client, a typist and bots play in one room", async (t) => {
  // Three people and seven bots: all of them stand on everybody's leaderboard, and nobody flies for long alone
  // (of two bots the stranger met none in 12 s, once in about twenty runs).
  const server = await ownServer(t, "--bots", "10");
  const { page, faults } = await openPage(t, server.url);
  await page.fill("input", "Ann");
  await page.keyboard.press("Enter");
  await until(page, () => window.__fracas?.position != null);
  await page.keyboard.down("KeyD");
  const stranger = python(server.addr, "Snake");
  await page.evaluate(typeInConsole);
  const { code, complaints, figures } = await stranger;
  await page.keyboard.up("KeyD");

  const typist = await page.evaluate(readConsole);
  assert.equal(typist.closed, undefined);
  assert.ok(typist.players.includes(10), `${typist.players} on the leaderboards`);
  for (const name of ["Ann", "Snake"]) assert.ok(typist.names.includes(name), `${name} among ${typist.names}`);
  const [first] = typist.places;
  const way = Math.max(...typist.places.map(([x, y]) => Math.hypot(x - first[0], y - first[1])));
  assert.ok(way > 100, `he flew ${way} units`);
  assert.ok(typist.shots > 0, `${typist.shots} shots of his`);

  assert.equal(code, 0, complaints);
  console.log(`figure: Python client beside them: ${JSON.stringify(figures)}`);
  assert.ok(figures.compared > SECONDS * 15, `${figures.compared} compared`);
  assert.equal(figures.unexplained, 0, complaints);
  assert.ok(figures.ships_seen > 0 && figures.shots_seen > 0);

  const { unexplained } = await page.evaluate(() => window.__fracas.corrections);
  assert.equal(unexplained, 0);
  assert.deepEqual(faults, []);
});
