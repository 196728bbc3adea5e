// Sound: rendered once after the first gesture (browsers allow none before), then played from buffers.

import { change, settings } from "../settings";
import { PRESETS, type Sound } from "./presets";

/** Voices at once, in all and of one sound, and the least milliseconds between two of one sound. */
const VOICES_MAX = 24;
const VOICES_PER_SOUND = 4;
const GAP_MS = 40;
/** Of the master at full volume. */
const GAIN = 0.8;

interface Engine {
  context: AudioContext;
  master: GainNode;
  buffers: Map<Sound, AudioBuffer>;
}

export class Audio {
  private engine: Engine | null = null;
  private starting = false;
  private readonly playing = new Map<Sound, number>();
  private readonly lastAt = new Map<Sound, number>();

  constructor() {
    settings.subscribe(() => {
      if (this.engine) this.engine.master.gain.value = gain();
    });
  }

  toggleMute(): void {
    change({ muted: !settings.value.muted });
  }

  /** Call it from every gesture; the first that the browser accepts starts the sound. */
  unlock(): void {
    if (this.engine) {
      if (this.engine.context.state === "suspended") this.engine.context.resume().catch(() => {});
    } else if (!this.starting) {
      this.starting = true;
      // A browser without sound plays on in silence.
      this.start().catch((error) => console.warn("no sound:", error));
    }
  }

  /** Plays a sound. `volume` 0 to 1; `pan` -1 left to 1 right. */
  play(sound: Sound, volume = 1, pan = 0): void {
    const engine = this.engine;
    const buffer = engine?.buffers.get(sound);
    if (!engine || !buffer || settings.value.muted || volume < 0.02 || engine.context.state !== "running") return;
    const now = performance.now();
    const voices = this.playing.get(sound) ?? 0;
    let all = 0;
    for (const count of this.playing.values()) all += count;
    if (voices >= VOICES_PER_SOUND || all >= VOICES_MAX || now - (this.lastAt.get(sound) ?? 0) < GAP_MS) return;
    this.lastAt.set(sound, now);
    this.playing.set(sound, voices + 1);
    const { context, master } = engine;
    const source = new AudioBufferSourceNode(context, { buffer, playbackRate: 0.94 + Math.random() * 0.12 });
    const gain = new GainNode(context, { gain: volume });
    const panner = new StereoPannerNode(context, { pan: Math.max(-1, Math.min(1, pan)) });
    source.connect(gain).connect(panner).connect(master);
    source.onended = () => this.playing.set(sound, (this.playing.get(sound) ?? 1) - 1);
    source.start();
  }

  private async start(): Promise<void> {
    const { ZZFX } = await import("zzfx");
    const context = ZZFX.audioContext;
    const compressor = new DynamicsCompressorNode(context, { threshold: -18, ratio: 6 });
    const master = new GainNode(context, { gain: gain() });
    master.connect(compressor).connect(context.destination);
    const buffers = new Map<Sound, AudioBuffer>();
    for (const [name, preset] of Object.entries(PRESETS) as [Sound, (number | undefined)[]][]) {
      const samples = ZZFX.buildSamples(...preset);
      const buffer = new AudioBuffer({ length: samples.length, sampleRate: ZZFX.sampleRate });
      buffer.getChannelData(0).set(samples);
      buffers.set(name, buffer);
    }
    await context.resume();
    this.engine = { context, master, buffers };
  }
}

function gain(): number {
  const { muted, volume } = settings.value;
  return muted ? 0 : volume * GAIN;
}
