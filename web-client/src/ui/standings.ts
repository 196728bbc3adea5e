// Who stands on the leaderboard, and how a row shows one of them, in the list beside the fight and in the large table.

import { CROWN, colourOf, css } from "../render/palette";
import { number } from "../text";
import type { World } from "../world/world";
import { setText, show } from "./dom";

/** The ten best, and the reader below them. */
export const STANDINGS_MAX = 11;

export interface Standing {
  rank: number;
  slot: number;
  score: number;
}

export interface Row {
  line: HTMLElement;
  rank: HTMLElement;
  mark: HTMLElement;
  name: HTMLElement;
  score: HTMLElement;
}

/** The best, and the reader when he is not among them. */
export function standingsOf({ board, seat, score }: World): Standing[] {
  if (!board) return [];
  const best = board.rows.map(([slot, points], i) => ({ rank: i + 1, slot, score: points }));
  return board.rank > best.length ? [...best, { rank: board.rank, slot: seat, score }] : best;
}

/** Shows somebody in a row, and the reader as `you`; without anybody the row is away. */
export function fill(row: Row, world: World, standing: Standing | undefined, you: string): void {
  show(row.line, standing !== undefined);
  if (!standing) return;
  const { rank, slot, score } = standing;
  const own = slot === world.seat;
  const crowned = world.crown?.slot === slot;
  setText(row.rank, String(rank));
  setText(row.name, own ? you : world.nameOf(slot));
  setText(row.score, number(score));
  row.line.classList.toggle("own", own);
  row.line.classList.toggle("crowned", crowned);
  row.mark.style.background = css(crowned ? CROWN : colourOf(slot, own));
}
