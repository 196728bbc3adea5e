// How many sounds may be heard at once: a crowd shall be lively, not a wall of noise. Pure.

/** Voices at once, in all and of one sound, and the least milliseconds between the beginnings of two of one sound. */
const VOICES_MAX = 24;
const VOICES_PER_SOUND = 4;
const GAP_MS = 40;

interface Part {
  voices: number;
  /** When the newest began, milliseconds. */
  began: number;
}

export class Polyphony<Sound> {
  private readonly parts = new Map<Sound, Part>();
  private voices = 0;

  /** True when `sound` may begin at `now`; then it has a voice until `end`. */
  begin(sound: Sound, now: number): boolean {
    let part = this.parts.get(sound);
    if (!part) {
      part = { voices: 0, began: Number.NEGATIVE_INFINITY };
      this.parts.set(sound, part);
    }
    if (this.voices >= VOICES_MAX || part.voices >= VOICES_PER_SOUND || now - part.began < GAP_MS) return false;
    part.voices++;
    part.began = now;
    this.voices++;
    return true;
  }

  /** A voice of `sound` has come to its end. */
  end(sound: Sound): void {
    const part = this.parts.get(sound);
    if (!part || part.voices === 0) return;
    part.voices--;
    this.voices--;
  }
}
