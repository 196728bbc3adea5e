// Who wears the crown: the plate at the top, the arrow to it, and the words when it changes hands.

import { NOBODY } from "../protocol/generated";
import { runs, t } from "../text";
import type { View } from "../world/camera";
import { inView } from "../world/compass";
import type { Scene } from "../world/scene";
import type { World } from "../world/world";
import { Arrow } from "./arrows";
import { element, setText, show } from "./dom";
import type { Feed } from "./feed";

/** Seconds between two words about a crown that others wear: among equals it changes hands often. */
const OTHERS_EVERY_S = 20;

export class CrownPlate {
  private readonly plate: HTMLElement;
  private readonly name: HTMLElement;
  private readonly arrow: Arrow;

  /** The plate stands in `top`, the arrow anywhere in `root`. */
  constructor(root: HTMLElement, top: HTMLElement) {
    this.plate = element("div", "crownplate", top);
    element("i", "icon crown", this.plate);
    this.name = element("span", "", this.plate);
    this.arrow = new Arrow(root, "crown", () => t("hud.crown"));
    show(this.plate, false);
  }

  draw(world: World, scene: Scene, view: View): void {
    const { crown } = world;
    show(this.plate, crown !== null);
    const own = crown !== null && crown.slot === world.seat;
    if (crown) setText(this.name, own ? t("hud.youCrowned") : world.nameOf(crown.slot));
    this.plate.classList.toggle("own", own);
    const place = scene.own && !own ? world.crownPlace : null;
    // On the screen the ship itself wears it.
    this.arrow.point(scene.camera, place && !inView(scene.camera, place, view) ? place : null, view);
  }
}

/** Says that the crown changed hands. */
export class CrownCaller {
  /** The tick in which it was said of others last. */
  private saidIn = Number.NEGATIVE_INFINITY;

  call(feed: Feed, world: World, slot: number, before: number): void {
    if (slot === world.seat) feed.shout("crown", runs("shout.crownYou"));
    else if (before === world.seat && slot !== NOBODY) {
      feed.shout("crown", runs("shout.crownYours", { name: world.nameOf(slot) }));
    } else if (this.isDue(world)) this.callOthers(feed, world, slot);
  }

  private callOthers(feed: Feed, world: World, slot: number): void {
    this.saidIn = world.tick;
    if (slot === NOBODY) feed.shout("crown", runs("shout.crownFree"));
    else feed.shout("crown", runs("shout.crownTheirs", { name: world.nameOf(slot) }));
  }

  /** Another room's ticks may be fewer. */
  private isDue({ tick, tickRate }: World): boolean {
    return tick < this.saidIn || tick - this.saidIn > OTHERS_EVERY_S * tickRate;
  }
}
