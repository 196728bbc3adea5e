// A bad line on purpose, in the page's own socket layer: what is said and heard waits for a while, in its order, as TCP
// has it. Without a setting everything passes at once.

/** All of it in milliseconds, and for each way by itself. */
export interface Lag {
  delay: number;
  /** On top of the delay, anew for each message: from nothing up to this. */
  jitter: number;
  /** Time from the begin of one stall to that of the next; 0: none. */
  every: number;
  /** Nothing passes for so long. */
  stall: number;
}

export const NO_LAG: Lag = { delay: 0, jitter: 0, every: 0, stall: 0 };

/** Reads "delay,jitter,every,stall"; what is missing or no number is 0. */
export function lagOf(text: string): Lag {
  const [delay, jitter, every, stall] = text.split(",").map((part) => Math.max(0, Number.parseFloat(part) || 0));
  return { delay: delay ?? 0, jitter: jitter ?? 0, every: every ?? 0, stall: stall ?? 0 };
}

/** The line as it shall be, for both ways. */
export class BadLine {
  lag: Lag = NO_LAG;
  /** Local milliseconds up to which nothing passes. */
  private heldUntil = 0;

  /** Holds everything back for `ms` from now on, once. */
  hold(ms: number): void {
    this.heldUntil = performance.now() + ms;
  }

  /** When what enters at `now` comes out, by itself; `chance` is a random number from 0 to 1. */
  exit(now: number, chance: number): number {
    const { delay, jitter, every, stall } = this.lag;
    const along = every > 0 ? now % every : stall;
    const stalled = along < stall ? now - along + stall : now;
    return Math.max(now + delay + jitter * chance, stalled, this.heldUntil);
  }
}

/** One way of the line: nothing overtakes. */
class Lane {
  private readonly queue: { at: number; go: () => void }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly line: BadLine) {}

  pass(go: () => void): void {
    const now = performance.now();
    const at = Math.max(this.line.exit(now, Math.random()), this.queue.at(-1)?.at ?? 0);
    if (at <= now) {
      go();
      return;
    }
    this.queue.push({ at, go });
    this.timer ??= setTimeout(() => this.empty(), at - now);
  }

  private empty(): void {
    this.timer = undefined;
    const now = performance.now();
    while (this.queue[0] && this.queue[0].at <= now) this.queue.shift()?.go();
    const next = this.queue[0];
    if (next) this.timer ??= setTimeout(() => this.empty(), next.at - now);
  }
}

/** A WebSocket behind a bad line, as far as a session uses one. */
export class LaggedSocket {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  private readonly socket: WebSocket;
  private readonly out: Lane;
  private opened = false;

  constructor(url: string, protocols: string[], line: BadLine) {
    this.socket = new WebSocket(url, protocols);
    this.out = new Lane(line);
    const back = new Lane(line);
    this.socket.onopen = (event) => back.pass(() => this.open(event));
    this.socket.onmessage = (event) => back.pass(() => this.onmessage?.(event));
    this.socket.onclose = (event) => back.pass(() => this.onclose?.(event));
  }

  /** Not open before that was told: else somebody would speak before the first words. */
  get readyState(): number {
    const { readyState } = this.socket;
    return readyState === WebSocket.OPEN && !this.opened ? WebSocket.CONNECTING : readyState;
  }

  set binaryType(type: BinaryType) {
    this.socket.binaryType = type;
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.out.pass(() => this.socket.readyState === WebSocket.OPEN && this.socket.send(bytes));
  }

  close(code?: number): void {
    this.socket.close(code);
  }

  private open(event: Event): void {
    this.opened = true;
    this.onopen?.(event);
  }
}
