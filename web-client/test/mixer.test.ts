// Sound with a browser's audio made of cardboard.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PRESETS, type Sound } from "../src/audio/presets";

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
  const { Mixer } = await import("../src/audio/mixer");
  const { change, toggleMute } = await import("../src/settings");
  change({ volume: 0.5, muted: false });
  const mixer = new Mixer();
  mixer.unlock();
  await vi.waitFor(() => {
    // The last of the presets is there as well.
    now += 1_000;
    const before = Source.started.length;
    mixer.play(Object.keys(PRESETS).at(-1) as Sound);
    expect(Source.started.length).toBe(before + 1);
  }, 10_000);
  for (const source of Source.started) source.onended?.();
  Source.started = [];
  now += 1_000;
  return { mixer, change, toggleMute, context: Context.made[0] as Context };
}

/** What stands between the voices and the ear: the node that is connected to the loudspeaker. */
function master(context: Context, source: Source): Cardboard {
  let node: Cardboard = source;
  while (node.to[0] && node.to[0] !== context.destination) node = node.to[0];
  return node;
}

describe("the engine", () => {
  test("makes no audio context before a gesture, and plays nothing", async () => {
    const { Mixer } = await import("../src/audio/mixer");
    new Mixer().play("fire");
    expect(Context.made.length).toBe(0);
    expect(Source.started.length).toBe(0);
  });

  test.each(["pointerdown", "pointerup", "keydown"])(
    "wakes by %s, even if the browser let no gesture before",
    async (gesture) => {
      const { mixer, context } = await awake();
      const page = new EventTarget();
      mixer.unlockBy(page);
      await context.suspend();
      page.dispatchEvent(new Event(gesture));
      expect(context.state).toBe("running");
    },
  );

  test("plays after a gesture, from the side where it happens", async () => {
    const { mixer } = await awake();
    mixer.play("fire", 0.4, -0.6);
    expect(Source.started.length).toBe(1);
    const loud = Source.started[0]?.to[0];
    expect(loud?.gain.value).toBe(0.4);
    expect(loud?.to[0]?.pan.value).toBe(-0.6);
  });

  test("follows the volume at once, and is silent and idle while it is muted", async () => {
    const { mixer, change, toggleMute, context } = await awake();
    mixer.play("fire");
    const volume = master(context, Source.started[0] as Source).gain;
    const half = volume.value;
    change({ volume: 1 });
    expect(volume.value).toBeCloseTo(2 * half, 9);
    toggleMute();
    expect(volume.value).toBe(0);
    now += 1_000;
    mixer.play("hit");
    expect(Source.started.length).toBe(1);
    toggleMute();
    mixer.play("hit");
    expect(Source.started.length).toBe(2);
  });

  test("rests in a hidden tab, also when a key is pressed there, and wakes with the tab", async () => {
    const { mixer, context } = await awake();
    mixer.hide(true);
    mixer.unlock();
    mixer.play("fire");
    expect(context.state).toBe("suspended");
    expect(Source.started.length).toBe(0);
    mixer.hide(false);
    expect(context.state).toBe("running");
    mixer.play("fire");
    expect(Source.started.length).toBe(1);
  });

  test("what is too far to be heard takes no voice", async () => {
    const { mixer } = await awake();
    mixer.play("fire", 0.01);
    mixer.play("fire", 0.5);
    expect(Source.started.length).toBe(1);
  });

  test("has a voice free again when a sound has ended", async () => {
    const { mixer } = await awake();
    for (let i = 0; i < 6; i++, now += 50) mixer.play("fire");
    expect(Source.started.length).toBe(4);
    const [first] = Source.started;
    const used = first?.to[0];
    first?.onended?.();
    mixer.play("fire");
    expect(Source.started.length).toBe(5);
    // And what it went through is used again, by one only.
    expect(first?.to).toEqual([]);
    expect(Source.started[4]?.to).toEqual([used]);
  });
});
