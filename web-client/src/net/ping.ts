// How long the way to this server and back is, before there is a line to a room: the quickest of a few small requests.

/** The first also opens the connection; the best of the others is the line. */
const REQUESTS = 4;
/** Milliseconds before the first: a page that starts is busy, and would measure itself. */
const FIRST_MS = 1_000;
/** Milliseconds between two rounds while somebody looks at the list. */
const EVERY_MS = 15_000;

export class PingMeter {
  private timer: ReturnType<typeof setInterval> | undefined;
  private first: ReturnType<typeof setTimeout> | undefined;

  /** `measured` gets milliseconds. */
  constructor(private readonly measured: (ms: number) => void) {}

  open(): void {
    if (this.timer !== undefined) return;
    this.timer = setInterval(() => this.measure(), EVERY_MS);
    this.first = setTimeout(() => this.measure(), FIRST_MS);
  }

  close(): void {
    clearInterval(this.timer);
    clearTimeout(this.first);
    this.timer = undefined;
  }

  private async measure(): Promise<void> {
    let best = Number.POSITIVE_INFINITY;
    try {
      for (let i = 0; i < REQUESTS; i++) {
        const began = performance.now();
        await fetch("/healthz", { method: "HEAD", cache: "no-store" });
        best = Math.min(best, performance.now() - began);
      }
    } catch {
      // No line: the list says so by itself.
      return;
    }
    this.measured(Math.round(best));
  }
}
