import { describe, expect, test } from "vitest";
import { type Sample, Track, turn } from "../src/world/interpolation";

const at = (tick: number, x: number, more: Partial<Sample> = {}): Sample => ({
  tick,
  x,
  y: 0,
  angle: 0,
  state: 31,
  ...more,
});

describe("a track", () => {
  test("is between two samples", () => {
    const track = new Track(at(10, 0));
    track.push(at(12, 20));
    expect(track.at(11).x).toBe(10);
    expect(track.at(10.5).x).toBe(5);
  });

  test("turns the shorter way", () => {
    const track = new Track(at(10, 0, { angle: Math.PI - 0.1 }));
    track.push(at(11, 0, { angle: -Math.PI + 0.1 }));
    expect(Math.abs(turn(track.at(10.5).angle, Math.PI))).toBeLessThan(1e-9);
  });

  test("keeps hull and flags until the newer sample is reached", () => {
    const track = new Track(at(10, 0, { state: 31 }));
    track.push(at(11, 0, { state: 20 }));
    expect(track.at(10.9).state).toBe(31);
    expect(track.at(11).state).toBe(20);
  });

  test("flies on for a moment without news, then stands", () => {
    const track = new Track(at(10, 0));
    track.push(at(11, 10));
    expect(track.at(13).x).toBe(30);
    expect(track.at(16).x).toBe(60);
    expect(track.at(40).x).toBe(60);
  });

  test("does not guess a speed from samples a second apart", () => {
    const track = new Track(at(10, 0));
    track.push(at(40, 300));
    expect(track.at(45).x).toBe(300);
  });

  test("does not jump when late news differ from the guess, and is right soon after", () => {
    const track = new Track(at(10, 0));
    track.push(at(11, 10));
    const before = track.draw(14, 16).x;
    track.push(at(14, 25));
    expect(Math.abs(track.draw(14, 0).x - before)).toBeLessThan(1e-9);
    expect(Math.abs(track.draw(14, 200).x - 25)).toBeLessThan(0.5);
  });

  test("is where it is with the first news after a pause, and flies smoothly from there", () => {
    const track = new Track(at(10, 0));
    track.push(at(11, 10));
    track.draw(14, 16);
    track.settle();
    track.draw(22, 16);
    track.push(at(24, 140));
    track.push(at(25, 150));
    expect(track.draw(24.5, 16).x).toBe(145);
    track.draw(27, 16);
    track.push(at(27, 160));
    expect(track.draw(27, 0).x).toBe(170);
  });

  test("stands at its only sample before it, and comes flying to the first of two", () => {
    const track = new Track(at(10, 7));
    expect(track.at(9).x).toBe(7);
    track.push(at(11, 17));
    expect(track.at(9.5).x).toBe(2);
  });

  test("has no error to melt when nobody has looked at it for long", () => {
    const track = new Track(at(10, 0));
    track.push(at(11, 10));
    track.draw(11, 16);
    for (let tick = 12; tick < 300; tick++) track.push(at(tick, tick % 2 === 0 ? 0 : 20));
    expect(track.draw(298, 0).x).toBe(0);
  });

  test("keeps what it was told when the next news are written over it", () => {
    const news = at(10, 0);
    const track = new Track(news);
    for (let tick = 11; tick < 100; tick++) track.push(Object.assign(news, at(tick, tick)));
    expect([track.oldest.x, track.at(98.5).x, track.newest.x]).toEqual([60, 98.5, 99]);
  });

  test("knows where it was drawn last", () => {
    const track = new Track(at(10, 0));
    track.push(at(11, 10));
    track.draw(10.5, 16);
    expect(track.drawn.x).toBe(5);
  });
});
