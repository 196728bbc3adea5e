// What one looks at in a fight, at the foot of the screen: level, hull, energy, rail, power-ups.

import type { Signal } from "@preact/signals";
import { fullEnergy, fullHull } from "../protocol/stats";
import { number, t } from "../text";
import { HULL_LOW } from "../world/scene";
import type { World } from "../world/world";
import { call, cap, element, figure, show, style } from "./dom";
import { keysOf } from "./hints";
import { railCharge } from "./panel";

/** Seconds before its end from which a power-up blinks. */
const ENDING_S = 1.5;
/** Share below which the energy counts as used up. */
const ENERGY_LOW = 0.12;

/** What prediction knows better than the newest snapshot. */
export interface Predicted {
  energy: number;
  reload: number;
}

export class Vitals {
  private readonly body: HTMLElement;
  private readonly level: Signal<number>;
  private readonly score: Signal<number>;
  /** Shares of the bars that are full. */
  private readonly progress: Signal<number>;
  private readonly hull: Signal<number>;
  private readonly energy: Signal<number>;
  private readonly hullText: Signal<number>;
  /** Share of the energy that the rail takes, and how far it is loaded. */
  private readonly cost: Signal<number>;
  private readonly charge: Signal<number>;
  private readonly rail: HTMLElement;
  private readonly shield: Power;
  private readonly triple: Power;

  constructor(parent: HTMLElement) {
    this.body = element("div", "vitals", parent);
    const powers = element("div", "powers", this.body);
    this.shield = new Power(powers, "shield");
    this.triple = new Power(powers, "triple");
    const top = element("div", "standing", this.body);
    this.level = figure(element("span", "level", top), (level) => t("hud.yourLevel", { level }));
    this.score = figure(element("span", "points", top), (n) => t("hud.yourPoints", { n }));
    this.progress = filling(element("div", "bar progress", this.body));
    const hullBar = element("div", "bar hull", this.body);
    this.hull = filling(hullBar);
    this.hullText = figure(element("span", "", hullBar), (hull) => number(hull));
    const energyBar = element("div", "bar energy", this.body);
    this.energy = filling(energyBar);
    this.cost = style(element("b", "", energyBar), "left", (share) => `${(share * 100).toFixed(1)}%`);
    this.rail = element("div", "charge", this.body);
    this.charge = style(this.rail, "--share", (share) => share.toFixed(3));
    element("i", "icon rail", element("span", "dial", this.rail));
    // Of two, the key rather than the mouse's button: it is shorter.
    cap(this.rail, () => keysOf("rail").at(-1) ?? "");
    show(this.body, false);
  }

  draw(world: World, predicted: Predicted): void {
    const { own, rules, steps } = world;
    show(this.body, own !== null);
    if (!own) return;
    const hull = Math.min(1, own.hull / fullHull(own.stats, rules));
    const full = fullEnergy(own.stats, rules);
    const energy = Math.min(1, predicted.energy / full);
    const charge = railCharge(predicted.reload, predicted.energy, steps);
    this.level.value = own.level;
    this.score.value = own.score;
    this.progress.value = own.progress / 255;
    this.hull.value = hull;
    this.hullText.value = own.hull;
    this.energy.value = energy;
    this.cost.value = rules.rail_cost / full;
    this.charge.value = charge;
    this.rail.classList.toggle("ready", charge >= 1);
    this.body.classList.toggle("low", hull < HULL_LOW);
    this.body.classList.toggle("empty", energy < ENERGY_LOW);
    this.shield.draw(own.shield, Math.max(steps.power_shield_ticks, own.shield), world.seconds(own.shield));
    this.triple.draw(own.triple, steps.power_triple_ticks, world.seconds(own.triple));
  }
}

/** What fills a bar, by its share. */
function filling(bar: HTMLElement): Signal<number> {
  return style(element("i", "", bar), "transform", (share) => `scaleX(${share.toFixed(3)})`);
}

/** A power-up that works for a time: its shape, and the seconds left as number and as a closing ring. */
class Power {
  private readonly body: HTMLElement;
  private readonly seconds: Signal<number>;

  constructor(parent: HTMLElement, kind: "shield" | "triple") {
    this.body = element("div", `power ${kind}`, parent);
    this.body.setAttribute("role", "img");
    call(this.body, () => t(`hud.${kind}`));
    element("i", `icon ${kind}`, element("span", "dial", this.body));
    this.seconds = figure(element("span", "seconds", this.body), (seconds) => number(seconds));
    show(this.body, false);
  }

  draw(ticks: number, whole: number, seconds: number): void {
    show(this.body, ticks > 0);
    if (ticks === 0) return;
    this.body.style.setProperty("--share", (ticks / whole).toFixed(3));
    this.seconds.value = Math.ceil(seconds);
    this.body.classList.toggle("ending", seconds <= ENDING_S);
  }
}
