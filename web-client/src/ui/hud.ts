// The instruments of the fight, in plain DOM: a few text nodes and bars that are written when they change.

import { NOBODY, NoticeWhat, Pickup } from "../protocol/generated";
import { runs, t } from "../text";
import type { View } from "../world/camera";
import { enemyTarget, nearest } from "../world/compass";
import { type Happening, isOwnKill } from "../world/happenings";
import type { Scene } from "../world/scene";
import type { Scrap, World } from "../world/world";
import { Arrow } from "./arrows";
import { BoardPanel } from "./board";
import { BusyLine } from "./busy";
import { CrownCaller, CrownPlate } from "./crown";
import { element } from "./dom";
import { Feed } from "./feed";
import { Hurts } from "./hurts";
import { Lesson } from "./lesson";
import { Minimap } from "./minimap";
import { type NetFigures, NetGraph } from "./netgraph";
import { Scoreboard } from "./scoreboard";
import { StatPanel } from "./statpanel";
import { type Predicted, Vitals } from "./vitals";

/** Seconds of a shield left when its end is told. */
const SHIELD_LAST_S = 1;

export interface HudValues {
  predicted: Predicted;
  /** What the line is like. */
  line: NetFigures | null;
  /** Milliseconds of world time since the newest snapshot. */
  silence: number;
  /** There is nothing to draw with. */
  blind: boolean;
  /** Pointer from the middle of the stage, CSS pixels. */
  pointer: { x: number; y: number };
  view: View;
  /** The key of the scoreboard is held. */
  scores: boolean;
}

/** What may be pressed on the glass. */
export interface HudHands {
  /** Puts a point into a stat. */
  spend(stat: number): void;
  /** A place on the minimap, units. */
  place(x: number, y: number): void;
}

export class Hud {
  private readonly board: BoardPanel;
  private readonly feed: Feed;
  private readonly map: Minimap;
  private readonly vitals: Vitals;
  private readonly stats: StatPanel;
  private readonly scores: Scoreboard;
  private readonly crown: CrownPlate;
  private readonly crownCaller = new CrownCaller();
  private readonly busy: BusyLine;
  private readonly lesson: Lesson;
  private readonly hurts: Hurts;
  private readonly net: NetGraph;
  private readonly marker: HTMLElement;
  /** Seconds, as drawn last. */
  private shieldLeft = 0;
  private readonly enemyArrow: Arrow;
  private readonly scrapArrow: Arrow;
  private readonly rockArrow: Arrow;
  /** Over that rock. */
  private readonly above = { x: 0, y: 0 };

  /** What points at things of the arena lies on the stage, the panels in the corners of the window, `root`. */
  constructor(root: HTMLElement, stage: HTMLElement, hands: HudHands) {
    const glass = element("div", "glass", stage);
    this.board = new BoardPanel(root);
    const side = element("div", "side", root);
    this.map = new Minimap(side, hands.place);
    this.feed = new Feed(side, glass);
    const top = element("div", "top", glass);
    this.busy = new BusyLine(top);
    this.lesson = new Lesson(top);
    this.crown = new CrownPlate(glass, top);
    this.vitals = new Vitals(glass);
    this.stats = new StatPanel(root, hands.spend);
    this.net = new NetGraph(root);
    this.marker = element("div", "marker", glass);
    this.hurts = new Hurts(glass);
    this.enemyArrow = new Arrow(glass, "enemy", () => "");
    this.scrapArrow = new Arrow(glass, "scrap", () => t("hud.scrap"));
    this.rockArrow = new Arrow(glass, "rock", () => t("hud.rock"));
    this.scores = new Scoreboard(root);
  }

  draw(world: World, scene: Scene, values: HudValues): void {
    const lesson = this.lesson.draw(world.own !== null, scene.now);
    this.busy.draw(world.speed, values.silence, values.blind);
    this.vitals.draw(world, values.predicted);
    this.announceShield(world);
    this.stats.draw(world, scene.now, values.scores);
    this.crown.draw(world, scene, values.view);
    this.scores.draw(world, values.scores);
    if (values.line) this.net.draw(scene.now, values.line);
    this.map.draw(scene, world.far, world.crownPlace, values.view);
    this.drawArrows(world, scene, values, lesson);
    this.marker.style.transform = `translate(${values.pointer.x.toFixed(0)}px, ${values.pointer.y.toFixed(0)}px)`;
  }

  /** Shows what is to be read or marked on the glass. */
  show(world: World, happenings: readonly Happening[]): void {
    let struck: "hit" | "kill" | null = null;
    for (const h of happenings) {
      if (h.kind === "board") this.board.draw(world);
      if (h.kind === "kill") this.feed.kill(world, h);
      if (h.kind === "hit") struck ??= "hit";
      if (h.kind === "kill" && isOwnKill(h, world.seat)) struck = "kill";
      if (h.kind === "hurt") this.hurts.show(h.by, world.nameOf(h.by), -h.x, -h.y);
      if (h.kind === "crown") this.crownCaller.call(this.feed, world, h.slot, h.before);
      if (h.kind === "notice" && h.what === NoticeWhat.STREAK && h.slot === world.seat && world.seat !== NOBODY) {
        this.feed.shout("star", runs("shout.streak", { n: h.value }));
      }
      if (h.kind === "level") this.feed.shout("star", runs("shout.level", { level: h.level }));
    }
    if (struck) this.mark(struck);
  }

  /** On the pointer. A new element moves from the beginning; to start an old one again means to lay out the page. */
  private mark(what: "hit" | "kill"): void {
    this.marker.replaceChildren();
    element("i", what, this.marker);
  }

  /** In its last second one should be elsewhere. */
  private announceShield(world: World): void {
    const left = world.seconds(world.own?.shield ?? 0);
    const warned = left > 0 && left <= SHIELD_LAST_S && this.shieldLeft > SHIELD_LAST_S;
    if (warned) this.feed.shout("shield", runs("shout.shield"));
    this.shieldLeft = left;
  }

  private drawArrows(world: World, scene: Scene, { view }: HudValues, lesson: boolean): void {
    const { own, camera } = scene;
    const scrap = own && lesson ? nearest(own, scene.scrap, isScrap) : null;
    const rock = own && lesson && !scrap ? nearest(own, world.rocks(), world.breaks) : null;
    if (rock) {
      this.above.x = rock.x;
      this.above.y = rock.y - rock.radius;
    }
    const enemy = own && enemyTarget(camera, scene.ships, world.far, scene.half, view);
    this.enemyArrow.point(camera, enemy, view);
    this.scrapArrow.point(camera, scrap, view);
    this.rockArrow.point(camera, rock && this.above, view);
  }
}

/** And no power-up. */
function isScrap({ what }: Scrap): boolean {
  return what === Pickup.SCRAP;
}
