// Firefox and WebKit, the engine of Safari, each by the WebDriver that comes with it: Firefox speaks it over a socket
// of its own (Marionette), WebKit's driver over HTTP. Both draw on a display in memory, without a graphics card.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { keep } from "./arena.js";

/** Milliseconds that whatever is waited for may take while other things keep the machine busy. */
const PATIENCE_MS = 30_000;
const WINDOW = { x: 0, y: 0, width: 1024, height: 640 };
/** The names of WebDriver for keys without a letter. */
const KEYS = { Enter: "\uE006", Escape: "\uE00C" };

/** Looks again and again until it finds something. */
async function wait(what, look) {
  const ends = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > ends) throw new Error(`waited in vain for ${what}`);
    await pause(50);
  }
}

/** A browser with one page. `tell` gives it a command of WebDriver and resolves to the answer's value. */
class Engine {
  constructor(name, tell) {
    this.name = name;
    this.tell = tell;
  }

  open(url) {
    return this.tell("Navigate", { url });
  }

  reload() {
    return this.tell("Refresh", {});
  }

  /** Runs a function in the page. */
  run(action, ...args) {
    return this.tell("ExecuteScript", { script: `return (${action}).apply(null, arguments)`, args });
  }

  until(what, condition, ...args) {
    return wait(`${what} in ${this.name}`, () => this.run(condition, ...args));
  }

  /** Presses each key and lets it go. */
  async press(...keys) {
    for (const key of keys) await this.#key(key, "keyDown", "keyUp");
  }

  hold(key) {
    return this.#key(key, "keyDown");
  }

  letGo(key) {
    return this.#key(key, "keyUp");
  }

  /** Points with the mouse, and does with its button what is asked: "pointerDown", "pointerUp". */
  mouse(x, y, ...types) {
    const there = { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 };
    const actions = [there, ...types.map((type) => ({ type, button: 0 }))];
    return this.tell("PerformActions", {
      actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }],
    });
  }

  /** Clicks what is of this kind and says these words. */
  async click(selector, words) {
    const { x, y } = await this.until(
      `"${words}"`,
      (selector, words) => {
        const found = [...document.querySelectorAll(selector)].find((node) => node.innerText.includes(words));
        const box = found?.getBoundingClientRect();
        return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      },
      selector,
      words,
    );
    await this.mouse(x, y, "pointerDown", "pointerUp");
  }

  async picture(name) {
    keep(`${this.name}/${name}`, Buffer.from(await this.tell("TakeScreenshot", { full: false }), "base64"));
  }

  /** Each key is a device of its own: WebKit's driver forgets all but the last of those that one device holds. */
  #key(key, ...types) {
    const actions = types.map((type) => ({ type, value: KEYS[key] ?? key }));
    return this.tell("PerformActions", { actions: [{ type: "key", id: `key ${key}`, actions }] });
  }
}

/** Starts a display in memory; resolves to { name, stop }. */
async function startDisplay() {
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [number] = await once(child.stdio[3], "data");
  return { name: `:${String(number).trim()}`, stop: () => end(child) };
}

async function end(child) {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** A folder for what a browser keeps, gone when it ends. */
function newHome() {
  const home = mkdtempSync(join(tmpdir(), "fracas-browser-"));
  return { home, forget: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Resolves to an Engine with `faults` (resolves to the errors of its pages) and `close`. */
export async function startFirefox() {
  const { home, forget } = newHome();
  const display = await startDisplay();
  const settings = { "marionette.port": 0, "webgl.force-enabled": true, "media.volume_scale": "0" };
  const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(home, "user.js"), lines.join(""));
  const child = spawn(
    process.env.FIREFOX ?? "firefox-esr",
    ["--marionette", "--remote-allow-system-access", "--no-remote", "--profile", home],
    { stdio: "ignore", env: { ...process.env, HOME: home, DISPLAY: display.name } },
  );
  const port = join(home, "MarionetteActivePort");
  await wait("Firefox", () => existsSync(port) && readFileSync(port, "utf8"));
  const { ask, hangUp } = await callMarionette(Number(readFileSync(port, "utf8")));
  const engine = new Engine("firefox", async (name, params) => (await ask(`WebDriver:${name}`, params)).value);
  await ask("WebDriver:NewSession", {});
  await ask("WebDriver:SetWindowRect", WINDOW);

  engine.faults = async () => {
    const { origin } = new URL(await engine.tell("GetCurrentURL", {}));
    await ask("Marionette:SetContext", { value: "chrome" });
    const found = await engine.run(errorsOf, origin);
    await ask("Marionette:SetContext", { value: "content" });
    return found;
  };
  engine.close = async () => {
    hangUp();
    await end(child);
    await display.stop();
    forget();
  };
  return engine;
}

/** Runs among Firefox's own scripts: the errors that its console has of the pages of `origin`. */
function errorsOf(origin) {
  const notes = Services.console.getMessageArray().filter((note) => note instanceof Ci.nsIScriptError);
  const thrown = notes.filter(({ flags, sourceName }) => sourceName.startsWith(origin) && !(flags & Ci.nsIScriptError.warningFlag));
  const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
  const said = storage.getEvents().filter((event) => event.level === "error" && event.filename.startsWith(origin));
  return [...thrown.map((note) => note.errorMessage), ...said.map((event) => event.arguments.join(" "))];
}

/** Firefox's own line: a message is its length in bytes, a colon, and JSON. */
async function callMarionette(port) {
  const line = connect(port, "127.0.0.1");
  const asked = new Map();
  let rest = Buffer.alloc(0);
  line.on("data", (data) => {
    rest = Buffer.concat([rest, data]);
    for (let colon = rest.indexOf(":"); colon >= 0; colon = rest.indexOf(":")) {
      const ends = colon + 1 + Number(rest.subarray(0, colon));
      if (rest.length < ends) return;
      const message = JSON.parse(rest.subarray(colon + 1, ends));
      rest = rest.subarray(ends);
      // The first one says hello.
      if (Array.isArray(message)) asked.get(message[1])(message);
    }
  });
  await once(line, "connect");
  let last = 0;
  const ask = async (name, params) => {
    const number = ++last;
    const text = JSON.stringify([0, number, name, params]);
    const answered = new Promise((resolve) => asked.set(number, resolve));
    line.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await answered;
    asked.delete(number);
    if (error) throw new Error(`${name}: ${error.error}: ${error.message}`);
    return result;
  };
  return { ask, hangUp: () => line.destroy() };
}

/** Where WebKit's driver takes the commands of an Engine. */
const PATHS = {
  Navigate: ["POST", "/url"],
  Refresh: ["POST", "/refresh"],
  ExecuteScript: ["POST", "/execute/sync"],
  PerformActions: ["POST", "/actions"],
  TakeScreenshot: ["GET", "/screenshot"],
  SetWindowRect: ["POST", "/window/rect"],
};

/** Resolves to an Engine as `startFirefox` does; its errors are those after a page is open, for nobody tells of others. */
export async function startWebKit() {
  const { home, forget } = newHome();
  const display = await startDisplay();
  const port = await freePort();
  const software = { GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1" };
  const child = spawn("WebKitWebDriver", [`--port=${port}`], {
    stdio: "ignore",
    env: { ...process.env, HOME: home, DISPLAY: display.name, ...software },
  });
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await wait("WebKit", () => ask("GET", "/status").catch(() => null));
  const { sessionId } = await ask("POST", "/session", { capabilities: {} });
  const engine = new Engine("webkit", async (name, params) => {
    const [method, path] = PATHS[name];
    const value = await ask(method, `/session/${sessionId}${path}`, method === "POST" ? params : undefined);
    if (name === "Navigate" || name === "Refresh") await engine.run(noteErrors);
    return value;
  });
  await engine.tell("SetWindowRect", WINDOW);

  engine.faults = () => engine.run(() => JSON.parse(sessionStorage.getItem("faults") ?? "[]"));
  engine.close = async () => {
    await ask("DELETE", `/session/${sessionId}`).catch(() => {});
    await end(child);
    await display.stop();
    forget();
  };
  return engine;
}

/** Runs in the page: notes its errors where they outlive it. */
function noteErrors() {
  const note = (fault) => {
    const before = JSON.parse(sessionStorage.getItem("faults") ?? "[]");
    sessionStorage.setItem("faults", JSON.stringify([...before, String(fault)]));
  };
  addEventListener("error", ({ message }) => note(message));
  addEventListener("unhandledrejection", ({ reason }) => note(reason));
  addEventListener("securitypolicyviolation", ({ blockedURI }) => note(`forbidden: ${blockedURI}`));
  console.error = (...words) => note(words.join(" "));
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
