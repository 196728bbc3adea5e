// Where the cards of the menu leave the fight free. `clearing` is pure.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The middle of what the menu leaves free of the stage, in halves of the stage from its middle, right and down. */
export function freeMiddle(stage: HTMLElement): { x: number; y: number } {
  const frame = stage.getBoundingClientRect();
  const shown = {
    left: Math.max(0, frame.left),
    top: Math.max(0, frame.top),
    right: Math.min(innerWidth, frame.right),
    bottom: Math.min(innerHeight, frame.bottom),
  };
  const cards = Array.from(document.querySelectorAll(".menu > *"), (card) => card.getBoundingClientRect());
  const { left, top, right, bottom } = clearing(shown, cards);
  return {
    x: (left + right - frame.left - frame.right) / frame.width,
    y: (top + bottom - frame.top - frame.bottom) / frame.height,
  };
}

/** The largest box in `frame` that no card reaches into; `frame` itself when they leave none. */
export function clearing(frame: Box, cards: readonly Box[]): Box {
  const inside = (low: number, high: number) => (v: number) => Math.max(low, Math.min(high, v));
  const xs = edges(
    cards.flatMap(({ left, right }) => [left, right]).concat(frame.left, frame.right),
    inside(frame.left, frame.right),
  );
  const ys = edges(
    cards.flatMap(({ top, bottom }) => [top, bottom]).concat(frame.top, frame.bottom),
    inside(frame.top, frame.bottom),
  );
  const rows = pairs(ys);
  let best = frame;
  let most = 0;
  for (const [left, right] of pairs(xs)) {
    for (const [top, bottom] of rows) {
      const area = (right - left) * (bottom - top);
      if (area <= most) continue;
      const box = { left, top, right, bottom };
      if (cards.some((card) => overlap(card, box))) continue;
      most = area;
      best = box;
    }
  }
  return best;
}

function edges(values: number[], inside: (v: number) => number): number[] {
  return [...new Set(values.map(inside))].sort((a, b) => a - b);
}

function pairs(values: readonly number[]): [number, number][] {
  return values.flatMap((low, i) => values.slice(i + 1).map((high): [number, number] => [low, high]));
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
