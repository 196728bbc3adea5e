// The page of the bench: the game with stand-ins around it, in the fight of fight.ts. run.js opens it and asks.

import steps from "../../protocol/fixtures/motion-30.json";
import page from "../index.html?raw";
import { acknowledge, Fight, SEATED, TICK_RATE } from "./fight";
import { clock, drawFrame, install, Line, realFrame } from "./standins";

/** Drawn frames a second: two for each snapshot. */
const FRAMES_PER_S = 60;
/**
 * Milliseconds between a frame and the next. Without a graphics card the browser's own threads put the screen together
 * after each frame, and would take the cores from the script of the next.
 */
const REST_MS = 12;
/** Inputs that are under way to the server: a line of 100 ms. */
const UNDER_WAY = 3;
/** Snapshots made beforehand, so that making them is not measured: for all that run.js asks for. */
const SNAPSHOTS = 3_000;
const KIND_JOIN = 2;
const KIND_INPUT = 3;

let seq = 0;
let frames = 0;
const fight = new Fight(steps.steps);
const welcome = fight.welcome();
const snapshots = Array.from({ length: SNAPSHOTS }, () => fight.next().slice());
let told = 0;

function serve(line: Line): void {
  line.heard = (bytes) => {
    if (bytes[1] === KIND_JOIN) line.tell(SEATED.slice());
    // Inputs are numbered from 1 and all sent, so counting them is enough.
    if (bytes[1] === KIND_INPUT) seq++;
  };
  line.tell(welcome.slice());
}

/** A frame with a snapshot: named, so that a profile can tell it from the others. */
function drawTold(snapshot: Uint8Array): void {
  Line.last?.tell(snapshot);
  drawFrame();
}

/** Tells the snapshot that is due, and draws a frame: all that a script does for it, in one frame of the browser. */
function frame(): Promise<void> {
  return new Promise((done) => {
    realFrame(() => {
      const due = frames++ % (FRAMES_PER_S / TICK_RATE) === 0 ? snapshots[told++] : undefined;
      if (told > SNAPSHOTS) throw new Error("more frames are asked for than snapshots were made");
      if (due) acknowledge(due, Math.max(0, seq - UNDER_WAY));
      clock.now += 1000 / FRAMES_PER_S;
      if (due) drawTold(due);
      else drawFrame();
      done();
    });
  });
}

const bench = {
  /** Opens the line; afterwards the page can ask for a seat. */
  open(): boolean {
    if (!Line.last?.onmessage) return false;
    serve(Line.last);
    return true;
  },
  /** Draws so many frames; how many ships and shots the page knows then. */
  async run(count: number): Promise<{ ships: number; shots: number }> {
    for (let i = 0; i < count; i++) {
      await frame();
      await new Promise((rested) => setTimeout(rested, REST_MS));
    }
    return { ships: window.__fracas.ships.length, shots: window.__fracas.shots };
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}

// Its scripts do not run when they come in this way.
document.body.innerHTML = new DOMParser().parseFromString(page, "text/html").body.innerHTML;
install();
await import("../src/main");
window.bench = bench;
