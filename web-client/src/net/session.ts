// One visit to a room: gets a ticket, connects, says Hello, joins when asked, and comes back by itself when the line
// breaks.
// Knows nothing of the world; it hands checked messages on.

import { ProtocolError } from "../protocol/checks";
import { decodeMessage, encodeMessage } from "../protocol/codec";
import {
  type ClientMessage,
  ClientMessageKind,
  CloseCode,
  PROTOCOL_VERSION,
  type Refused,
  ServerMessageKind,
  type Snapshot,
  SUBPROTOCOL,
  TICKET_PREFIX,
  type Welcome,
} from "../protocol/generated";
import { join } from "./join";
import { BROKEN, backoffMs, type Verdict, verdict, type Way, type Why } from "./reconnect";

/** Where the connection stands; each state holds only what is true in it. */
export type Status =
  | { kind: "connecting"; attempt: number }
  | { kind: "watching" }
  | { kind: "joining" }
  | { kind: "seated"; slot: number; name: string }
  /** Lost; attempt number `attempt` is made at local time `retryAt` (ms), `waitMs` after the last. */
  | { kind: "waiting"; attempt: number; retryAt: number; waitMs: number; why: Why }
  /** Over for good. */
  | { kind: "closed"; why: Why; way: Way };

export interface SessionHandlers {
  status(status: Status): void;
  welcome(message: Welcome): void;
  snapshot(message: Snapshot, now: number): void;
  refused(message: Refused): void;
}

/** A WebSocket as far as it is used here. */
export interface Line {
  readonly readyState: number;
  binaryType: BinaryType;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

export type OpenLine = (url: string, protocols: string[]) => Line;

/** What has passed since the page was opened. */
export interface Traffic {
  bytesIn: number;
  bytesOut: number;
  messagesIn: number;
}

/**
 * Milliseconds without any message after which the line counts as dead: the server sends every tick, twice a second to a
 * hidden page.
 */
const SILENCE_MS = 5_000;
/** Milliseconds between two looks at the line. */
const WATCH_MS = 1_000;
/** Milliseconds between two looks from which on the page, or the machine, has slept. */
const SLEPT_MS = 3_000;
/** Milliseconds that a line has to speak once one is back at the page: longer than between two messages to a hidden one. */
const BACK_MS = 700;

export class Session {
  status: Status = { kind: "connecting", attempt: 1 };
  /** Of the room; "" when it has none, or it is not known yet. */
  password = "";
  readonly traffic: Traffic = { bytesIn: 0, bytesOut: 0, messagesIn: 0 };
  private socket: Line | null = null;
  /** Ends the waiting for a ticket. */
  private waiting: AbortController | null = null;
  /** The player's wish to have a seat, kept over reconnects. */
  private name: string | null = null;
  /** Join was sent on this connection and not yet refused or undone. */
  private asked = false;
  private failures = 0;
  private heard = 0;
  private watched = Date.now();
  private readonly watch: ReturnType<typeof setInterval>;

  constructor(
    readonly url: string,
    private readonly room: string,
    private readonly handlers: SessionHandlers,
    private readonly openLine: OpenLine = (url, protocols) => new WebSocket(url, protocols),
  ) {
    this.watch = setInterval(() => this.watchLine(), WATCH_MS);
  }

  connect(): void {
    this.drop();
    this.set({ kind: "connecting", attempt: this.failures + 1 });
    const waiting = new AbortController();
    this.waiting = waiting;
    void join(this.room, this.password, waiting.signal).then((admission) => {
      // An answer that nobody waits for any more.
      if (this.waiting !== waiting) return;
      this.waiting = null;
      if (admission.kind === "ticket") this.open(admission.ticket);
      else this.refuse(admission);
    });
  }

  private open(ticket: string): void {
    const socket = this.openLine(this.url, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.heard = performance.now();
    this.asked = false;
    // A socket that was given up may still speak; only the newest is listened to.
    socket.onopen = () => this.socket === socket && this.opened();
    socket.onmessage = (event) => this.socket === socket && this.received(event.data);
    socket.onclose = (event) => this.socket === socket && this.lost(event.code, event.reason);
  }

  /** Asks for a seat now, and again after each reconnect. */
  join(name: string): void {
    this.name = name;
    if (this.status.kind === "watching") this.set({ kind: "joining" });
    this.ask();
  }

  /** Gives the seat back, or the wish for one, and watches on. */
  leave(): void {
    this.name = null;
    if (this.status.kind !== "seated") return;
    this.send([ClientMessageKind.Leave]);
    this.asked = false;
    this.set({ kind: "watching" });
  }

  send(message: ClientMessage): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const bytes = encodeMessage(message);
    this.traffic.bytesOut += bytes.length;
    this.socket.send(bytes);
  }

  /** Breaks the line as a bad network would, for tests and for a line that is silent. */
  cut(): void {
    this.lost(BROKEN, "");
  }

  /** Tries again now: instead of waiting on, or although it seemed over. */
  retryNow(): void {
    if (this.status.kind === "waiting" || this.status.kind === "closed") this.connect();
  }

  /**
   * The page is looked at again, or the network is there again: who waits tries at once, and a line that was silent
   * meanwhile has a moment to speak.
   */
  back(): void {
    const { socket } = this;
    if (this.status.kind === "waiting") this.connect();
    if (!socket || performance.now() - this.heard < BACK_MS) return;
    const since = performance.now();
    setTimeout(() => {
      if (this.socket !== socket || this.heard >= since) return;
      this.cut();
      this.retryNow();
    }, BACK_MS);
  }

  /** Ends it without a word to the handlers: one goes to another room. */
  end(): void {
    clearInterval(this.watch);
    this.status = { kind: "closed", why: { name: "", detail: "" }, way: "rooms" };
    // 1000 gives the seat back at once.
    this.socket?.close(1000);
    this.drop();
  }

  private opened(): void {
    this.send([ClientMessageKind.Hello, PROTOCOL_VERSION, this.room]);
    this.ask();
  }

  /** Sends Join once Hello is out; the server takes it right behind that. */
  private ask(): void {
    if (this.name === null || this.asked || this.socket?.readyState !== WebSocket.OPEN) return;
    this.asked = true;
    this.send([ClientMessageKind.Join, this.name]);
  }

  private received(data: unknown): void {
    this.heard = performance.now();
    this.traffic.messagesIn++;
    try {
      if (!(data instanceof ArrayBuffer)) throw new ProtocolError("a text message");
      this.traffic.bytesIn += data.byteLength;
      this.take(new Uint8Array(data));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // A page older than its server, most likely: a fresh one will understand.
      console.error(error);
      this.lost(CloseCode.WrongVersion, "");
    }
  }

  private take(bytes: Uint8Array): void {
    const message = decodeMessage(bytes);
    switch (message[0]) {
      case ServerMessageKind.Welcome:
        this.failures = 0;
        this.handlers.welcome(message);
        this.set({ kind: this.name === null ? "watching" : "joining" });
        break;
      case ServerMessageKind.Snapshot:
        this.handlers.snapshot(message, performance.now());
        break;
      case ServerMessageKind.Seated:
        this.set({ kind: "seated", slot: message[1], name: message[2] });
        // The player changed his mind while the answer was under way.
        if (this.name === null) this.leave();
        break;
      case ServerMessageKind.Refused:
        this.name = null;
        this.asked = false;
        this.set({ kind: "watching" });
        this.handlers.refused(message);
        break;
    }
  }

  private lost(code: number, reason: string): void {
    this.drop();
    this.refuse(verdict(code, reason));
  }

  /** Gives up what there is: a socket, or the wait for a ticket. Neither is heard any more. */
  private drop(): void {
    const { socket, waiting } = this;
    this.socket = null;
    this.waiting = null;
    socket?.close();
    waiting?.abort();
  }

  /** Ends the visit, or tries again after a while. */
  private refuse(judged: Verdict): void {
    if (judged.kind === "final") {
      this.set({ kind: "closed", why: judged.why, way: judged.way });
      return;
    }
    this.failures++;
    const wait = backoffMs(this.failures, Math.random());
    const waiting = {
      kind: "waiting",
      attempt: this.failures,
      retryAt: performance.now() + wait,
      waitMs: wait,
      why: judged.why,
    } as const;
    this.set(waiting);
    setTimeout(() => this.status === waiting && this.connect(), wait);
  }

  private watchLine(): void {
    // Of the local clocks this one goes on while the machine sleeps.
    const now = Date.now();
    const slept = now - this.watched > SLEPT_MS;
    this.watched = now;
    // What came meanwhile waits to be read: silence says nothing now.
    if (slept) this.back();
    else if (this.socket && performance.now() - this.heard > SILENCE_MS) this.cut();
  }

  private set(status: Status): void {
    this.status = status;
    this.handlers.status(status);
  }
}
