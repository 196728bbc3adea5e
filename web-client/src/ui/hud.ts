// The instruments of the fight, in plain DOM: a few text nodes and bars that are written when they change.

import { enemyTarget, nearest } from "../world/compass";
import type { Happening } from "../world/happenings";
import type { Scene } from "../world/scene";
import type { World } from "../world/world";
import { Arrow } from "./arrows";
import { BoardPanel } from "./board";
import { element, setText, show } from "./dom";
import { Feed } from "./feed";
import { Minimap } from "./minimap";

/** Milliseconds for which a newcomer is told what to do, from his first ship on. */
const LESSON_MS = 30_000;
const GOAL = "Shoot rocks and ships, collect scrap, climb the board";

export interface HudValues {
  /** Predicted energy, points. */
  energy: number;
  /** Milliseconds; null while unknown. */
  ping: number | null;
  fps: number;
  /** Pointer from the middle of the stage, CSS pixels. */
  pointer: { x: number; y: number };
  view: { halfW: number; halfH: number };
}

export class Hud {
  private readonly board: BoardPanel;
  private readonly feed: Feed;
  private readonly map: Minimap;
  private readonly vitals: HTMLElement;
  private readonly hull: HTMLElement;
  private readonly hullText: HTMLElement;
  private readonly energy: HTMLElement;
  private readonly score: HTMLElement;
  private readonly goal: HTMLElement;
  private readonly net: HTMLElement;
  private readonly marker: HTMLElement;
  private readonly hurts: HTMLElement;
  private readonly enemyArrow: Arrow;
  private readonly scrapArrow: Arrow;
  private lessonEnds: number | null = null;

  constructor(root: HTMLElement) {
    this.board = new BoardPanel(root);
    const side = element("div", "side", root);
    this.map = new Minimap(side);
    this.feed = new Feed(side, root);
    this.goal = element("div", "goal", root);
    this.goal.textContent = GOAL;
    this.vitals = element("div", "vitals", root);
    this.score = element("div", "points", this.vitals);
    const hullBar = element("div", "bar hull", this.vitals);
    this.hull = element("i", "", hullBar);
    this.hullText = element("span", "", hullBar);
    this.energy = element("i", "", element("div", "bar energy", this.vitals));
    this.net = element("div", "net", root);
    const hint = element("div", "hint", root);
    element("kbd", "", hint).textContent = "H";
    hint.append(" help");
    this.marker = element("div", "marker", root);
    this.hurts = element("div", "hurts", root);
    this.enemyArrow = new Arrow(root, "enemy", "");
    this.scrapArrow = new Arrow(root, "scrap", "scrap");
  }

  draw(world: World, scene: Scene, values: HudValues): void {
    const { own } = world;
    if (own && this.lessonEnds === null) this.lessonEnds = scene.now + LESSON_MS;
    const lesson = own !== null && this.lessonEnds !== null && scene.now < this.lessonEnds;
    show(this.goal, lesson);
    show(this.vitals, own !== null);
    if (own)
      this.drawVitals(own.hull / world.rules.hull_max, own.hull, values.energy / world.rules.energy_max, own.score);
    setText(this.net, values.ping === null ? "" : `${Math.round(values.ping)} ms · ${Math.round(values.fps)} fps`);
    this.net.classList.toggle("bad", (values.ping ?? 0) > 150);
    this.map.draw(scene, world.far, values.view);
    this.drawArrows(world, scene, values, lesson);
    this.marker.style.transform = `translate(${values.pointer.x.toFixed(0)}px, ${values.pointer.y.toFixed(0)}px)`;
  }

  /** Shows what is to be read or marked on the glass. */
  show(world: World, happenings: readonly Happening[]): void {
    for (const h of happenings) {
      if (h.kind === "board") this.board.draw(world);
      if (h.kind === "kill") this.feed.kill(world, h.victim, h.killer);
      if (h.kind === "hit") blink(this.marker);
      if (h.kind === "hurt") this.hurt(-h.x, -h.y);
    }
  }

  private drawVitals(hullShare: number, hull: number, energyShare: number, score: number): void {
    this.hull.style.transform = `scaleX(${hullShare.toFixed(3)})`;
    this.energy.style.transform = `scaleX(${energyShare.toFixed(3)})`;
    setText(this.hullText, String(hull));
    setText(this.score, `${score} points`);
    this.vitals.classList.toggle("low", hullShare < 0.3);
    this.vitals.classList.toggle("empty", energyShare < 0.12);
  }

  private drawArrows(world: World, scene: Scene, { view }: HudValues, lesson: boolean): void {
    if (!scene.own) {
      this.enemyArrow.point(scene.camera, null, view);
      this.scrapArrow.point(scene.camera, null, view);
      return;
    }
    const others = scene.ships.filter((ship) => !ship.own);
    this.enemyArrow.point(scene.camera, enemyTarget(scene.own, others, world.far, scene.half, view), view);
    this.scrapArrow.point(scene.camera, lesson ? nearest(scene.own, scene.scrap) : null, view);
  }

  /** A tick at the edge towards (x, y), from where the shot came. */
  private hurt(x: number, y: number): void {
    const tick = element("div", "hurt", this.hurts);
    tick.style.setProperty("--turn", `${((Math.atan2(y, x) * 180) / Math.PI).toFixed(1)}deg`);
    setTimeout(() => tick.remove(), 420);
  }
}

/** Starts the element's animation from the beginning. */
function blink(target: HTMLElement): void {
  for (const animation of target.getAnimations({ subtree: true })) animation.cancel();
  target.classList.remove("on");
  void target.offsetWidth;
  target.classList.add("on");
}
