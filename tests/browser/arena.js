// What the browser tests share: a server process, a Chromium, and folders for pictures.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const shots = join(root, "target/screenshots");

/** A program of the workspace: from the environment, else the newest build. */
function program(variable, name) {
  const built = ["release", "debug"].map((profile) => join(root, "target", profile, name));
  const path = process.env[variable] ?? built.find(existsSync);
  if (!path) throw new Error(`${name} is not built: cargo build --release --workspace`);
  return path;
}

/** Where server and bots find the same key. */
const env = { ...process.env, FRACAS_DATA: join(root, "target/browser-data") };

/** Starts a server on a free port; resolves to { url, addr, stop }. */
export async function startServer(...flags) {
  const child = spawn(program("FRACAS_BIN", "fracas"), ["--listen", "127.0.0.1:0", ...flags], {
    stdio: ["ignore", "pipe", "ignore"],
    env,
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url) return { url, addr: new URL(url).host, stop: () => child.kill() };
  }
  throw new Error("the server ended before it was open");
}

/** Starts a server for one test. */
export async function ownServer(t, ...flags) {
  const own = await startServer(...flags);
  t.after(own.stop);
  return own;
}

/** Lets headless players into a server's room until the test ends; they tell nobody what playing was like. */
export function startBots(t, { url }, ...flags) {
  const options = { stdio: "ignore", env };
  const child = spawn(program("FRACAS_BOTS", "fracas-bots"), ["--url", url, "--duration", "10m", ...flags], options);
  t.after(() => child.kill());
}

/** Runs the Rust witness; resolves to what it saw of the player called `name`. */
export async function witness(addr, name, seconds) {
  const child = spawn(program("FRACAS_WITNESS", "witness"), [addr, name, String(seconds)]);
  let text = "";
  child.stdout.on("data", (data) => (text += data));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`the witness ended with ${code}`);
  return JSON.parse(text);
}

/** A headless Chromium without GPU, as every machine has it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--mute-audio",
    ],
  });
}

/** What the tests of a file share, each of which is a process: its browser, and its server if it has one for all. */
export let browser;
export let server;

/** Keeps a browser open while a file's tests run. */
export function useBrowser() {
  before(async () => (browser = await launch()));
  after(() => browser?.close());
}

/** Keeps a server running while they do. */
export function useServer(...flags) {
  before(async () => (server = await startServer(...flags)));
  after(() => server?.stop());
}

/**
 * Somebody with a browser of his own comes to the page; he is gone when the test ends. `faults` are what must not happen:
 * errors, and requests to any other site. `prepare` gets the browser's context before. The page has started then, or
 * said why it cannot.
 */
export async function openPage(t, url, options = {}, prepare = () => {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  t.after(() => context.close());
  await prepare(context);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (/^(https?|wss?):$/.test(target.protocol) && target.host !== new URL(url).host) {
      faults.push(`foreign request: ${target.href}`);
    }
  });
  await page.goto(url);
  // The larger scripts run after what a browser calls the load.
  await until(page, () => window.__fracas || document.querySelector(".sorry"));
  return { page, faults };
}

/**
 * Prepares a page on which words and boxes are judged, and no motion: it draws ten frames a second, for without a GPU
 * each of them keeps the whole machine.
 */
export function drawSeldom(context) {
  return context.addInitScript(() => {
    const draw = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => setTimeout(() => draw.call(window, callback), 100);
  });
}

/** Waits until a function that runs in the page is true; not a string, which the page's policy forbids to run. */
export function until(page, condition, argument) {
  return page.waitForFunction(condition, argument, { timeout: 30_000, polling: 50 });
}

/** Keeps a picture under target/screenshots. */
export async function picture(page, name) {
  keep(name, await page.screenshot());
}

/** The same with what is a picture already. */
export function keep(name, png) {
  const file = join(shots, `${name}.png`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, png);
}
