// Sound with a browser's audio made of cardboard, and the sounds themselves, sample by sample.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Polyphony } from "../src/audio/polyphony";
import { PRESETS, type Sound } from "../src/audio/presets";
import { aside, Countdown, type Ear, loudness, sound } from "../src/audio/score";
import { NoticeWhat } from "../src/protocol/generated";
import type { Happening } from "../src/world/happenings";

// Making all sounds takes a while on a busy machine.
vi.setConfig({ testTimeout: 15_000 });

class Cardboard {
  readonly gain = { value: 1 };
  readonly pan = { value: 0 };
  readonly to: Cardboard[] = [];
  constructor(
    readonly context: unknown,
    options: { gain?: number } = {},
  ) {
    this.gain.value = options.gain ?? 1;
  }
  connect(next: Cardboard): Cardboard {
    this.to.push(next);
    return next;
  }
  disconnect(): void {
    this.to.length = 0;
  }
}

class Source extends Cardboard {
  static started: Source[] = [];
  onended: (() => void) | null = null;
  start(): void {
    Source.started.push(this);
  }
}

class Context {
  static made: Context[] = [];
  state: "suspended" | "running" = "suspended";
  readonly destination = new Cardboard(this);
  constructor() {
    Context.made.push(this);
  }
  async resume(): Promise<void> {
    this.state = "running";
  }
  async suspend(): Promise<void> {
    this.state = "suspended";
  }
}

class SampleBuffer {
  private readonly samples: Float32Array;
  constructor({ length }: { length: number }) {
    this.samples = new Float32Array(length);
  }
  getChannelData(): Float32Array {
    return this.samples;
  }
}

let now = 0;

beforeEach(() => {
  now = 1_000;
  Source.started = [];
  Context.made = [];
  vi.resetModules();
  vi.stubGlobal("AudioContext", Context);
  vi.stubGlobal("AudioBuffer", SampleBuffer);
  vi.stubGlobal("AudioBufferSourceNode", Source);
  for (const node of ["GainNode", "StereoPannerNode", "DynamicsCompressorNode"]) vi.stubGlobal(node, Cardboard);
  vi.spyOn(performance, "now").mockImplementation(() => now);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** An engine after the first gesture, with all sounds made, and the settings that it listens to. */
async function awake() {
  const { Audio } = await import("../src/audio/audio");
  const { change, toggleMute } = await import("../src/settings");
  change({ volume: 0.5, muted: false });
  const audio = new Audio();
  audio.unlock();
  await vi.waitFor(() => {
    // The last of the presets is there as well.
    now += 1_000;
    const before = Source.started.length;
    audio.play(Object.keys(PRESETS).at(-1) as Sound);
    expect(Source.started.length).toBe(before + 1);
  }, 10_000);
  for (const source of Source.started) source.onended?.();
  Source.started = [];
  now += 1_000;
  return { audio, change, toggleMute, context: Context.made[0] as Context };
}

/** What stands between the voices and the ear: the node that is connected to the loudspeaker. */
function master(context: Context, source: Source): Cardboard {
  let node: Cardboard = source;
  while (node.to[0] && node.to[0] !== context.destination) node = node.to[0];
  return node;
}

describe("the engine", () => {
  test("makes no audio context before a gesture, and plays nothing", async () => {
    const { Audio } = await import("../src/audio/audio");
    new Audio().play("fire");
    expect(Context.made.length).toBe(0);
    expect(Source.started.length).toBe(0);
  });

  test.each(["pointerdown", "pointerup", "keydown"])(
    "wakes by %s, even if the browser let no gesture before",
    async (gesture) => {
      const { audio, context } = await awake();
      const page = new EventTarget();
      audio.unlockBy(page);
      await context.suspend();
      page.dispatchEvent(new Event(gesture));
      expect(context.state).toBe("running");
    },
  );

  test("plays after a gesture, from the side where it happens", async () => {
    const { audio } = await awake();
    audio.play("fire", 0.4, -0.6);
    expect(Source.started.length).toBe(1);
    const loud = Source.started[0]?.to[0];
    expect(loud?.gain.value).toBe(0.4);
    expect(loud?.to[0]?.pan.value).toBe(-0.6);
  });

  test("follows the volume at once, and is silent and idle while it is muted", async () => {
    const { audio, change, toggleMute, context } = await awake();
    audio.play("fire");
    const volume = master(context, Source.started[0] as Source).gain;
    const half = volume.value;
    change({ volume: 1 });
    expect(volume.value).toBeCloseTo(2 * half, 9);
    toggleMute();
    expect(volume.value).toBe(0);
    now += 1_000;
    audio.play("hit");
    expect(Source.started.length).toBe(1);
    toggleMute();
    audio.play("hit");
    expect(Source.started.length).toBe(2);
  });

  test("rests in a hidden tab, also when a key is pressed there, and wakes with the tab", async () => {
    const { audio, context } = await awake();
    audio.hide(true);
    audio.unlock();
    audio.play("fire");
    expect(context.state).toBe("suspended");
    expect(Source.started.length).toBe(0);
    audio.hide(false);
    expect(context.state).toBe("running");
    audio.play("fire");
    expect(Source.started.length).toBe(1);
  });

  test("what is too far to be heard takes no voice", async () => {
    const { audio } = await awake();
    audio.play("fire", 0.01);
    audio.play("fire", 0.5);
    expect(Source.started.length).toBe(1);
  });

  test("has a voice free again when a sound has ended", async () => {
    const { audio } = await awake();
    for (let i = 0; i < 6; i++, now += 50) audio.play("fire");
    expect(Source.started.length).toBe(4);
    const [first] = Source.started;
    const used = first?.to[0];
    first?.onended?.();
    audio.play("fire");
    expect(Source.started.length).toBe(5);
    // And what it went through is used again, by one only.
    expect(first?.to).toEqual([]);
    expect(Source.started[4]?.to).toEqual([used]);
  });
});

describe("voices", () => {
  test("of one sound begin 40 ms apart", () => {
    const voices = new Polyphony<string>();
    expect(voices.begin("a", 0)).toBe(true);
    expect(voices.begin("a", 39)).toBe(false);
    expect(voices.begin("b", 39)).toBe(true);
    expect(voices.begin("a", 40)).toBe(true);
  });

  test("are 24 at the most, four of each", () => {
    const voices = new Polyphony<number>();
    let begun = 0;
    for (let round = 0; round < 10; round++) {
      for (let which = 0; which < 5; which++) if (voices.begin(which, round * 100)) begun++;
    }
    expect(begun).toBe(20);
    for (let which = 5; which < 20; which++) if (voices.begin(which, 2_000)) begun++;
    expect(begun).toBe(24);
    voices.end(0);
    expect(voices.begin(30, 2_000)).toBe(true);
  });
});

describe.each(Object.keys(PRESETS) as Sound[])("the sound %s", (name) => {
  test("is heard, is not clipped, and is over soon", async () => {
    const { ZZFX } = await import("zzfx");
    const samples = ZZFX.buildSamples(...PRESETS[name]);
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    expect(samples.every(Number.isFinite)).toBe(true);
    expect(peak).toBeGreaterThan(0.05);
    expect(peak).toBeLessThan(1);
    expect(Math.sqrt(power)).toBeGreaterThan(0.01);
    expect(samples.length / ZZFX.sampleRate).toBeLessThan(1.5);
    // It ends at rest, not with a click.
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.02);
  });
});

describe("the score", () => {
  const ear: Ear = { x: 1_000, y: 0, halfW: 800 };
  const ME = 4;
  const played = (h: Happening): unknown[][] => {
    const play = vi.fn();
    sound({ play } as never, h, ear, ME);
    return play.mock.calls;
  };

  test("is loudest in the middle, fainter to all sides, and silent far away", () => {
    expect(loudness({ x: 1_000, y: 0 }, ear)).toBe(1);
    const edge = loudness({ x: 1_800, y: 0 }, ear);
    expect(edge).toBeGreaterThan(0);
    expect(edge).toBeLessThan(0.5);
    expect(loudness({ x: 1_000, y: -800 }, ear)).toBe(edge);
    expect(loudness({ x: 4_000, y: 0 }, ear)).toBe(0);
  });

  test("puts left to the left and right to the right, never beyond", () => {
    expect(aside(1_000, ear)).toBe(0);
    expect(aside(600, ear)).toBeLessThan(0);
    expect(aside(1_400, ear)).toBeGreaterThan(0);
    expect(aside(90_000, ear)).toBe(1);
  });

  test("gives the own gun a sound of its own, so that a crowd cannot drown it out", () => {
    const muzzle = { kind: "muzzle", x: 1_000, y: 0, angle: 0, owner: ME } as const;
    expect(played({ ...muzzle, own: true })[0]?.[0]).toBe("fire");
    expect(played({ ...muzzle, own: false })[0]?.[0]).toBe("volley");
  });

  test("confirms own kills, and nobody else's", () => {
    const kill = { kind: "kill", victim: 9, weapon: "blaster", points: 10 } as const;
    expect(played({ ...kill, killer: ME })[0]?.[0]).toBe("kill");
    expect(played({ ...kill, killer: 7 })).toEqual([]);
    expect(played({ ...kill, victim: ME, killer: ME })).toEqual([]);
  });

  test("knows a streak among the notices", () => {
    const notice = { kind: "notice", slot: ME, name: "Ann", value: 3 } as const;
    expect(played({ ...notice, what: NoticeWhat.STREAK })[0]?.[0]).toBe("streak");
    expect(played({ ...notice, what: NoticeWhat.JOINED })).toEqual([]);
  });

  test("tells a hit given from a hit taken", () => {
    expect(played({ kind: "hit", victim: 9, damage: 14 })[0]?.[0]).toBe("hit");
    expect(played({ kind: "hurt", by: 9, damage: 14, x: 1, y: 0 })[0]?.[0]).toBe("hurt");
  });

  test("counts down by the second, each once, and is silent when the wait begins or ends", () => {
    const play = vi.fn();
    const countdown = new Countdown();
    for (const left of [null, 2.9, 2.5, 2.1, 1.95, 1.2, 0.9, 0.2, 0, null, 3, null]) {
      countdown.beat({ play } as never, left);
    }
    expect(play.mock.calls.map(([which]) => which)).toEqual(["tick", "tick"]);
  });
});
