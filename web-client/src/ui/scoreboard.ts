// The large table while Tab is held: the best with their levels, the reader, and the room.

import { t } from "../text";
import type { World } from "../world/world";
import { call, element, say, setText, show } from "./dom";
import { fill, type Row, STANDINGS_MAX, standingsOf } from "./standings";

interface LevelRow extends Row {
  level: HTMLElement;
}

export class Scoreboard {
  private readonly panel: HTMLElement;
  private readonly rows: LevelRow[];
  private readonly foot: HTMLElement;

  constructor(parent: HTMLElement) {
    this.panel = element("section", "panel scores", parent);
    call(this.panel, () => t("hud.scoreboard"));
    const table = element("table", "", this.panel);
    const head = element("tr", "", element("thead", "", table));
    element("td", "", head).colSpan = 2;
    for (const title of ["hud.pilot", "hud.level", "hud.points"] as const) {
      const cell = element("th", title.slice(4), head);
      cell.scope = "col";
      say(cell, () => t(title));
    }
    const body = element("tbody", "", table);
    this.rows = Array.from({ length: STANDINGS_MAX }, () => row(body));
    this.foot = element("p", "", this.panel);
    show(this.panel, false);
  }

  draw(world: World, held: boolean): void {
    const { board } = world;
    show(this.panel, held && board !== null);
    if (!held || !board) return;
    const standings = standingsOf(world);
    const you = t("people.you", { name: world.nameOf(world.seat) });
    this.rows.forEach((row, i) => {
      const standing = standings[i];
      fill(row, world, standing, you);
      if (standing) setText(row.level, String(world.levelOf(standing.slot)));
    });
    setText(this.foot, t("hud.pilots", { n: board.players, room: world.room }));
  }
}

function row(parent: HTMLElement): LevelRow {
  const line = element("tr", "", parent);
  return {
    line,
    rank: element("td", "rank", line),
    mark: element("i", "mark", element("td", "", line)),
    name: element("td", "name", line),
    level: element("td", "level", line),
    score: element("td", "score", line),
  };
}
