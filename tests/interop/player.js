// Joins `main` with the library ws: node player.js URL VERSION NAME OWN_BYTES. Prints what it sees as one line of
// JSON, stays until standard input ends, then closes and prints the close code.
import { decode, encode } from "@msgpack/msgpack";
import WebSocket from "ws";

const [url, version, name, ownBytes] = process.argv.slice(2);
const seen = { library: "ws" };
const joined = await fetch(url.replace(/^ws(.*)\/ws$/, "http$1/api/join"), {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ room: "main" }),
});
const { ticket } = await joined.json();
const socket = new WebSocket(url, ["fracas.v1", `fracas.ticket.${ticket}`]);

socket.on("open", () => {
  seen.subprotocol = socket.protocol;
  socket.send(encode([1, Number(version), "main"]));
  socket.send(encode([2, name]));
});
socket.on("message", (data, isBinary) => {
  if (!isBinary) throw new Error("a text message");
  const [kind, ...fields] = decode(data);
  if (kind === 1) seen.room = fields[1];
  if (kind === 3) [seen.slot, seen.name] = fields;
  // The own ship is the first bin after tick, ack_seq and slack_ms.
  const own = kind === 2 ? fields[3] : null;
  if (own !== null && seen.slot !== undefined && seen.tick === undefined) {
    if (own.length !== Number(ownBytes)) throw new Error(`an own ship of ${own.length} bytes`);
    const view = new DataView(own.buffer, own.byteOffset);
    [seen.tick, seen.x, seen.y] = [fields[0], view.getFloat32(0, true), view.getFloat32(4, true)];
    console.log(JSON.stringify(seen));
  }
});
socket.on("close", (code) => console.log(code));
process.stdin.on("end", () => socket.close(1000)).resume();
