// The sounds themselves, sample by sample.

import { describe, expect, test, vi } from "vitest";
import { PRESETS, type Sound } from "../src/audio/presets";

// ZzFX makes one as soon as it is loaded.
vi.stubGlobal("AudioContext", class {});

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
