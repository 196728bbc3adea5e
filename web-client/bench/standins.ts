// What stands around the page in the bench: a clock that is moved by hand, frames that are drawn when asked for, a
// graphics card that does nothing, and a server that is a list of frames. The game itself is the real one, from its
// main.ts on.

/** Draws a frame when the screen wants one. */
export const realFrame = requestAnimationFrame.bind(window);

/** The page's time; only the bench moves it. */
export const clock = { now: 10_000 };

let waiting: FrameRequestCallback[] = [];

/** Lets the page draw a frame, if it asked for one. */
export function drawFrame(): void {
  const due = waiting;
  waiting = [];
  for (const callback of due) callback(clock.now);
}

/** Calls that the graphics card answers; all others do nothing. */
const ANSWERED = /^(get|create|is|check|shaderSource|compileShader|attachShader|bindAttribLocation|linkProgram)/;

/** Takes the work out of a drawing context: what is left is what scripts do to feed it. */
function disarm(gl: WebGL2RenderingContext): WebGL2RenderingContext {
  const calls = gl as unknown as Record<string, unknown>;
  for (const name in gl) {
    if (typeof calls[name] === "function" && !ANSWERED.test(name)) calls[name] = () => {};
  }
  // The page would draw less if it knew that there is no graphics card.
  const ask = gl.getParameter.bind(gl);
  gl.getExtension = ((name: string) =>
    name === "WEBGL_debug_renderer_info" ? null : Object.getPrototypeOf(gl).getExtension.call(gl, name)) as never;
  gl.getParameter = (what) => (what === gl.RENDERER ? "none" : ask(what));
  return gl;
}

/** The server's end of the socket. */
export class Line {
  static last: Line | null = null;
  static readonly OPEN = 1;
  readonly readyState = Line.OPEN;
  binaryType = "arraybuffer";
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  /** Called with each message of the page. */
  heard: (bytes: Uint8Array) => void = () => {};

  constructor() {
    Line.last = this;
    setTimeout(() => this.onopen?.());
  }

  send(bytes: Uint8Array): void {
    this.heard(bytes);
  }

  close(): void {}

  /** Hands bytes to the page. */
  tell(bytes: Uint8Array): void {
    this.onmessage?.({ data: bytes.buffer as ArrayBuffer });
  }
}

class NoEvents extends EventTarget {
  readonly readyState = 1;
  close(): void {}
}

async function answer(path: unknown): Promise<Response> {
  const found = String(path).endsWith("/api/join");
  return new Response(JSON.stringify(found ? { ticket: "x", token: "x" } : {}), { status: found ? 200 : 404 });
}

/** Puts all of it in the place of the browser's own. */
export function install(): void {
  performance.now = () => clock.now;
  window.requestAnimationFrame = (callback) => waiting.push(callback);
  window.fetch = answer;
  const real = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...wanted: unknown[]) {
    const context: unknown = Reflect.apply(real, this, wanted);
    return context instanceof WebGL2RenderingContext ? disarm(context) : context;
  } as typeof real;
  Object.assign(window, { WebSocket: Line, EventSource: NoEvents });
}
