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
export function announceCrown(feed: Feed, world: World, slot: number, before: number): void {
  const name = world.nameOf(slot);
  if (slot === world.seat) feed.shout("crown", runs("shout.crownYou"));
  else if (slot === NOBODY) feed.shout("crown", runs("shout.crownFree"));
  else if (before === world.seat) feed.shout("crown", runs("shout.crownYours", { name }));
  else feed.shout("crown", runs("shout.crownTheirs", { name }));
}
