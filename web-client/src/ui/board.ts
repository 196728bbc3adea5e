// The leaderboard: the ten best, and the reader with his rank when he is not among them.

import { t } from "../text";
import type { World } from "../world/world";
import { call, element, show } from "./dom";
import { fill, type Row, STANDINGS_MAX, standingsOf } from "./standings";

export class BoardPanel {
  private readonly panel: HTMLElement;
  private readonly rows: Row[];

  constructor(parent: HTMLElement) {
    this.panel = element("section", "panel board", parent);
    call(this.panel, () => t("hud.board"));
    this.rows = Array.from({ length: STANDINGS_MAX }, () => row(this.panel));
    show(this.panel, false);
  }

  draw(world: World): void {
    show(this.panel, world.board !== null);
    const standings = standingsOf(world);
    const best = world.board?.rows.length ?? 0;
    this.rows.forEach((row, i) => {
      fill(row, world, standings[i], t("page.you"));
      row.line.classList.toggle("apart", i >= best);
    });
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
