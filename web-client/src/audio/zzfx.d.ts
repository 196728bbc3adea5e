// The part of ZzFX that is used; the package has no types. Importing it makes an AudioContext, so it is
// imported only after a gesture.

declare module "zzfx" {
  export const ZZFX: {
    volume: number;
    readonly sampleRate: number;
    readonly audioContext: AudioContext;
    /** The 21 numbers of a preset to samples from -1 to 1. */
    buildSamples(...parameters: (number | undefined)[]): number[];
  };
}
