// Runs in the page: notes what each frame drew, and what the server told.

/** Begins to note frames; `window.__frames` holds them. */
export function record() {
  const frames = [];
  window.__frames = frames;
  let last = 0;
  const look = () => {
    const { drawn, tick, ships, silence } = window.__fracas;
    if (drawn && drawn.now !== last) {
      last = drawn.now;
      frames.push({ ...drawn, told: tick, truth: ships, silence });
    }
    if (window.__frames === frames) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Another player beside the page, on a line of its own that nothing makes bad: flies to and fro past the page's ship. */
export async function flyDrone() {
  const headers = { "content-type": "application/json" };
  const joined = await fetch("/api/join", { method: "POST", headers, body: '{"room":"main"}' });
  const { ticket } = await joined.json();
  const socket = new WebSocket("/ws", ["fracas.v1.json", `fracas.ticket.${ticket}`]);
  const drone = { slot: -1, x: 0, y: 0, closed: "" };
  window.__drone = drone;
  let way = 1;
  const say = (message) => socket.send(JSON.stringify(message));
  socket.onopen = () => {
    say({ kind: "Hello" });
    say({ kind: "Join", name: "Drone" });
  };
  socket.onclose = (event) => {
    drone.closed = `${event.code} ${event.reason}`;
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.kind === "Seated") drone.slot = message.slot;
    const goal = window.__fracas.position;
    if (message.kind !== "Snapshot" || !goal) return;
    Object.assign(drone, message.own ?? {});
    // A pass above or below the ship, on the side of the middle of the world, where no wall is.
    const y = goal.y + (goal.y > 0 ? -180 : 180);
    if ((drone.x - goal.x) * way > 550) way = -way;
    const off = y - drone.y;
    const move_y = Math.abs(off) > 40 ? 90 * Math.sign(off) : 0;
    say({ kind: "Input", hold: 10, move_x: 127 * way, move_y });
  };
}

/** As the browser does with a tab behind another one: nothing is drawn, and the page is told. A way back. */
export function hideTab() {
  const waiting = [];
  const draw = window.requestAnimationFrame;
  const tell = (state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  window.requestAnimationFrame = (callback) => waiting.push(callback);
  tell("hidden");
  window.__showTab = () => {
    window.requestAnimationFrame = draw;
    tell("visible");
    for (const callback of waiting) draw.call(window, callback);
  };
}
