// Sound: nothing before the first gesture (browsers allow none), then each sound is made once and played from its
// buffer: source -> voice (gain, place between left and right) -> compressor -> volume.

import { settings } from "../settings";
import { Polyphony } from "./polyphony";
import { PRESETS, type Sound } from "./presets";

/** Of the whole at full volume. */
const GAIN = 0.8;
/** A sound below this cannot be heard beside others, and takes no voice from them. */
const FAINT = 0.02;
/** Each voice is this much higher or lower by chance, so that many of a kind do not sound like a machine. */
const DETUNE = 0.06;

/** Of a mouse the press is one, of a finger only its end. */
const GESTURES = ["pointerdown", "pointerup", "keydown"];

interface Engine {
  context: AudioContext;
  /** What voices are connected to. */
  input: AudioNode;
  volume: GainNode;
}

/** What a sound goes through: used again by the next, for a crowd begins dozens of sounds a second. */
interface Voice {
  loudness: GainNode;
  place: StereoPannerNode;
}

export class Mixer {
  private engine: Engine | null = null;
  private starting = false;
  private hidden = false;
  private readonly buffers = new Map<Sound, AudioBuffer>();
  private readonly polyphony = new Polyphony<Sound>();
  /** Voices that nobody uses now. */
  private readonly idle: Voice[] = [];

  constructor() {
    settings.subscribe(() => {
      if (this.engine) this.engine.volume.gain.value = gain();
    });
  }

  /** The first gesture at `target` that the browser accepts starts the sound. */
  unlockBy(target: EventTarget): void {
    for (const gesture of GESTURES) target.addEventListener(gesture, () => this.unlock());
  }

  /** Call it from every gesture. */
  unlock(): void {
    if (this.engine) this.wake(this.engine.context);
    else if (!this.starting) {
      this.starting = true;
      // A browser without sound plays on in silence.
      this.start().catch((error) => console.warn("no sound:", error));
    }
  }

  /** A hidden tab is silent and costs nothing. */
  hide(hidden: boolean): void {
    this.hidden = hidden;
    if (!this.engine) return;
    if (hidden) this.engine.context.suspend().catch(() => {});
    else this.wake(this.engine.context);
  }

  /** Plays a sound. `volume` 0 to 1; `pan` -1 left to 1 right. */
  play(sound: Sound, volume = 1, pan = 0): void {
    const { engine } = this;
    const buffer = this.buffers.get(sound);
    if (!engine || !buffer || volume < FAINT || settings.value.muted || engine.context.state !== "running") return;
    if (!this.polyphony.begin(sound, performance.now())) return;
    const voice = this.idle.pop() ?? newVoice(engine);
    voice.loudness.gain.value = volume;
    voice.place.pan.value = Math.max(-1, Math.min(1, pan));
    const playbackRate = 1 + (Math.random() * 2 - 1) * DETUNE;
    const source = new AudioBufferSourceNode(engine.context, { buffer, playbackRate });
    source.connect(voice.loudness);
    source.onended = () => {
      this.polyphony.end(sound);
      source.disconnect();
      this.idle.push(voice);
    };
    source.start();
  }

  private async start(): Promise<void> {
    const { ZZFX } = await import("zzfx");
    const context = ZZFX.audioContext;
    const input = new DynamicsCompressorNode(context, { threshold: -18, ratio: 6 });
    const volume = new GainNode(context, { gain: gain() });
    input.connect(volume).connect(context.destination);
    this.engine = { context, input, volume };
    this.wake(context);
    for (const [name, preset] of Object.entries(PRESETS) as [Sound, (number | undefined)[]][]) {
      const samples = ZZFX.buildSamples(...preset);
      const buffer = new AudioBuffer({ length: samples.length, sampleRate: ZZFX.sampleRate });
      buffer.getChannelData(0).set(samples);
      this.buffers.set(name, buffer);
      // A few milliseconds each: frames are drawn in between.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  private wake(context: AudioContext): void {
    if (!this.hidden && context.state !== "running") context.resume().catch(() => {});
  }
}

function newVoice({ context, input }: Engine): Voice {
  const loudness = new GainNode(context);
  const place = new StereoPannerNode(context);
  loudness.connect(place).connect(input);
  return { loudness, place };
}

function gain(): number {
  const { muted, volume } = settings.value;
  return muted ? 0 : volume * GAIN;
}
