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
const PATIENCE_MS = 60_000;
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

/** A browser with one page. */
class Engine {
  /**
   * `tell` gives it a command of WebDriver and resolves to the answer's value; `faults` resolves to the errors of its
   * pages.
   */
  constructor(name, tell, faults) {
    this.name = name;
    this.tell = tell;
    this.faults = faults;
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
    return this.#point("mouse", "mouse", x, y, types);
  }

  /** The same with a finger that has a name. WebKit's driver makes a mouse of it. */
  finger(name, x, y, ...types) {
    return this.#point(name, "touch", x, y, types);
  }

  /** Clicks what is of this kind and says these words. */
  async click(selector, words) {
    const middleOf = (selector, words) => {
      const found = [...document.querySelectorAll(selector)].find((node) => node.innerText.includes(words));
      const box = found?.getBoundingClientRect();
      return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const { x, y } = await this.until(`"${words}"`, middleOf, selector, words);
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

  #point(id, pointerType, x, y, types) {
    const there = { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 };
    const actions = [there, ...types.map((type) => ({ type, button: 0 }))];
    return this.tell("PerformActions", { actions: [{ type: "pointer", id, parameters: { pointerType }, actions }] });
  }
}

/** What a browser runs in: a display, a home, and what must be done at the end, the last thing first. */
class Stage {
  home = mkdtempSync(join(tmpdir(), "fracas-browser-"));
  #ends = [() => rmSync(this.home, { recursive: true, force: true, maxRetries: 5 })];
  #env = { ...process.env, HOME: this.home, GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1" };

  /** Runs `begin` on a new stage; its engine closes the stage, and so does its failure. */
  static async for(begin) {
    const stage = new Stage();
    try {
      const stdio = ["ignore", "ignore", "ignore", "pipe"];
      const args = ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];
      const [display] = await once(stage.start("Xvfb", args, stdio).stdio[3], "data");
      stage.#env.DISPLAY = `:${String(display).trim()}`;
      return Object.assign(await begin(stage), { close: () => stage.close() });
    } catch (fault) {
      await stage.close();
      throw fault;
    }
  }

  start(program, args, stdio = "ignore") {
    const child = spawn(program, args, { stdio, env: this.#env });
    this.atEnd(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, "exit");
    });
    return child;
  }

  atEnd(what) {
    this.#ends.unshift(what);
  }

  async close() {
    for (const end of this.#ends) await end();
  }
}

/** Resolves to an Engine with `close`. */
export function startFirefox() {
  return Stage.for(async (stage) => {
    const settings = { "marionette.port": 0, "webgl.force-enabled": true, "media.volume_scale": "0" };
    const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
    writeFileSync(join(stage.home, "user.js"), lines.join(""));
    const options = ["--marionette", "--remote-allow-system-access", "--no-remote", "--profile", stage.home, "about:blank"];
    stage.start(process.env.FIREFOX ?? "firefox-esr", options);
    const file = join(stage.home, "MarionetteActivePort");
    const port = await wait("Firefox", () => existsSync(file) && readFileSync(file, "utf8"));
    const ask = await callMarionette(stage, Number(port));
    await ask("WebDriver:NewSession", {});
    await ask("WebDriver:SetWindowRect", WINDOW);

    const tell = async (name, params) => (await ask(`WebDriver:${name}`, params)).value;
    const engine = new Engine("firefox", tell, async () => {
      const origin = await engine.run(() => location.origin);
      await ask("Marionette:SetContext", { value: "chrome" });
      const found = await engine.run(errorsOf, origin);
      await ask("Marionette:SetContext", { value: "content" });
      return found;
    });
    return engine;
  });
}

/** Runs among Firefox's own scripts: the errors that its console has of the pages of `origin`. */
function errorsOf(origin) {
  const notes = Services.console.getMessageArray().filter((note) => note instanceof Ci.nsIScriptError);
  const { warningFlag } = Ci.nsIScriptError;
  const thrown = notes.filter(({ flags, sourceName }) => sourceName.startsWith(origin) && !(flags & warningFlag));
  const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
  const said = storage.getEvents().filter((event) => event.level === "error" && event.filename.startsWith(origin));
  return [...thrown.map((note) => note.errorMessage), ...said.map((event) => event.arguments.join(" "))];
}

/** Resolves to a function that gives a command. A message is its length in bytes, a colon, and JSON. */
async function callMarionette(stage, port) {
  const line = connect(port, "127.0.0.1");
  stage.atEnd(() => line.destroy());
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
  return async (name, params) => {
    const number = ++last;
    const text = JSON.stringify([0, number, name, params]);
    const answered = new Promise((resolve) => asked.set(number, resolve));
    line.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await answered;
    asked.delete(number);
    if (error) throw new Error(`${name}: ${error.error}: ${error.message}`);
    return result;
  };
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

/** Resolves to an Engine with `close`. Its errors are those after a page is open: of others nobody tells. */
export function startWebKit() {
  return Stage.for(async (stage) => {
    const port = await freePort();
    stage.start("WebKitWebDriver", [`--port=${port}`]);
    const ask = async (method, path, body) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
      const { value } = await answer.json();
      if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
      return value;
    };
    await wait("WebKit", () => ask("GET", "/status").catch(() => null));
    const session = `/session/${(await ask("POST", "/session", { capabilities: {} })).sessionId}`;
    stage.atEnd(() => ask("DELETE", session).catch(() => {}));

    const tell = async (name, params) => {
      const [method, path] = PATHS[name];
      const value = await ask(method, session + path, method === "POST" ? params : undefined);
      if (name === "Navigate" || name === "Refresh") await engine.run(noteErrors);
      return value;
    };
    const noted = () => engine.run(() => JSON.parse(sessionStorage.getItem("faults") ?? "[]"));
    const engine = new Engine("webkit", tell, noted);
    await engine.tell("SetWindowRect", WINDOW);
    return engine;
  });
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
