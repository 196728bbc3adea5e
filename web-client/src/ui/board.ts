// The leaderboard: the ten best, and the reader with his rank when he is not among them.

import { CROWN, colourOf, css } from "../render/palette";
import { number, t } from "../text";
import type { World } from "../world/world";
import { call, element, setText, show } from "./dom";

interface Row {
  line: HTMLElement;
  rank: HTMLElement;
  mark: HTMLElement;
  name: HTMLElement;
  score: HTMLElement;
}

const ROWS = 10;

export class BoardPanel {
  private readonly panel: HTMLElement;
  private readonly rows: Row[];
  private readonly self: Row;

  constructor(parent: HTMLElement) {
    this.panel = element("section", "panel board", parent);
    call(this.panel, () => t("hud.board"));
    this.rows = Array.from({ length: ROWS }, () => row(this.panel));
    this.self = row(this.panel);
    this.self.line.classList.add("apart");
    show(this.panel, false);
  }

  draw(world: World): void {
    const { board } = world;
    show(this.panel, board !== null);
    if (!board) return;
    this.rows.forEach((r, i) => {
      const entry = board.rows[i];
      show(r.line, entry !== undefined);
      if (entry) fill(r, world, i + 1, entry[0], entry[1]);
    });
    const apart = board.rank > board.rows.length;
    show(this.self.line, apart);
    if (apart) fill(this.self, world, board.rank, world.seat, world.score);
  }
}

function row(parent: HTMLElement): Row {
  const line = element("div", "line", parent);
  return {
    line,
    rank: element("span", "rank", line),
    mark: element("i", "mark", line),
    name: element("span", "name", line),
    score: element("span", "score", line),
  };
}

function fill(r: Row, world: World, rank: number, slot: number, score: number): void {
  setText(r.rank, String(rank));
  setText(r.name, slot === world.seat ? t("page.you") : world.nameOf(slot));
  setText(r.score, number(score));
  dress(r.line, r.mark, world, slot);
}

/** Shows by the row of a list, and the mark in it, whose it is. */
export function dress(line: HTMLElement, mark: HTMLElement, world: World, slot: number): void {
  const own = slot === world.seat;
  const crowned = world.crown?.slot === slot;
  line.classList.toggle("own", own);
  line.classList.toggle("crowned", crowned);
  mark.style.background = css(crowned ? CROWN : colourOf(slot, own));
}
