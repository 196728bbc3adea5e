// The large table while Tab is held: the best with their levels, the reader, and the room.

import { number, t } from "../text";
import type { World } from "../world/world";
import { dress } from "./board";
import { call, element, say, setText, show } from "./dom";

const ROWS = 11;

interface Row {
  line: HTMLElement;
  cells: [rank: HTMLElement, mark: HTMLElement, name: HTMLElement, level: HTMLElement, score: HTMLElement];
}

export class Scoreboard {
  private readonly panel: HTMLElement;
  private readonly rows: Row[];
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
    this.rows = Array.from({ length: ROWS }, () => row(body));
    this.foot = element("p", "", this.panel);
    show(this.panel, false);
  }

  draw(world: World, held: boolean): void {
    const { board } = world;
    show(this.panel, held && board !== null);
    if (!held || !board) return;
    const listed: [rank: number, slot: number, score: number][] = board.rows.map(([slot, score], i) => [
      i + 1,
      slot,
      score,
    ]);
    if (board.rank > board.rows.length) listed.push([board.rank, world.seat, world.score]);
    this.rows.forEach((r, i) => {
      const entry = listed[i];
      show(r.line, entry !== undefined);
      if (entry) fill(r, world, ...entry);
    });
    setText(this.foot, t("hud.pilots", { n: board.players, room: world.room }));
  }
}

function row(parent: HTMLElement): Row {
  const line = element("tr", "", parent);
  const rank = element("td", "rank", line);
  const mark = element("i", "mark", element("td", "", line));
  const name = element("td", "name", line);
  const level = element("td", "level", line);
  return { line, cells: [rank, mark, name, level, element("td", "score", line)] };
}

function fill({ line, cells }: Row, world: World, rank: number, slot: number, score: number): void {
  const [rankCell, mark, name, level, points] = cells;
  const own = slot === world.seat;
  setText(rankCell, String(rank));
  setText(name, own ? t("people.you", { name: world.nameOf(slot) }) : world.nameOf(slot));
  setText(level, String(world.levelOf(slot)));
  setText(points, number(score));
  dress(line, mark, world, slot);
}
