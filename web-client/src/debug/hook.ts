// `window.__fracas`: what tests and curious people may read. Only `cut`, `lag` and `hold` do something: to the line.

import { device } from "../bindings/device";
import type { Game } from "../game";
import { NOBODY } from "../protocol/generated";
import { unpackStats } from "../protocol/stats";
import type { Display } from "../render/display";
import type { NetFigures } from "../ui/netgraph";
import type { CorrectionCounts, Reason, Wish } from "../world/prediction";
import type { ShipView } from "../world/scene";
import { type Lag, NO_LAG } from "./lag";

export interface Hook {
  /** Kind of the connection's status. */
  readonly state: string;
  readonly tick: number;
  readonly url: string;
  readonly slot: number;
  /** Predicted place of the own ship, units; null without one. */
  readonly position: { x: number; y: number } | null;
  readonly own: {
    hull: number;
    score: number;
    /** Predicted. */
    energy: number;
    reload: number;
    level: number;
    points: number;
    stats: number[];
    shield: number;
    triple: number;
  } | null;
  /** Own shots of the rail that were shown at the click, and those the server has told of. */
  readonly rails: { shown: number; told: number };
  readonly ships: { slot: number; x: number; y: number }[];
  readonly shots: number;
  /** What can be shot for scrap, and what can be picked up. */
  readonly brittle: { x: number; y: number; radius: number }[];
  readonly scrap: { x: number; y: number; value: number; what: number }[];
  readonly corrections: CorrectionCounts;
  readonly compared: number;
  /** Snapshots in which the server named a reason for a correction. */
  readonly reasons: Record<Reason, number>;
  /** By how much corrections moved the picture, units. */
  readonly sizes: NetFigures["sizes"] | null;
  /** What was drawn last: when (local ms), the others' tick, the own ship and the others. */
  readonly drawn: {
    now: number;
    tick: number;
    own: { x: number; y: number; angle: number; boosting: boolean } | null;
    ships: { slot: number; x: number; y: number }[];
  } | null;
  /** Snapshots that came when their moment had been drawn already. */
  readonly late: number;
  /** Milliseconds since the newest snapshot. */
  readonly silence: number;
  /** Milliseconds from the opening of the page until the first ship was seen; null before. */
  readonly fightAt: number | null;
  /** Milliseconds. */
  readonly ping: number | null;
  /** All that the net graph reads; null before the first connection. */
  readonly figures: NetFigures | null;
  /** What the player's hands want now, on whichever device. */
  readonly hands: Wish & { device: string; aim: { x: number; y: number } };
  /** Breaks the connection as a bad network would. */
  cut(): void;
  /** Makes the line bad, for both ways each; what is left out is 0. */
  lag(lag: Partial<Lag>): void;
  /** Lets nothing pass for `ms`. */
  hold(ms: number): void;
}

declare global {
  interface Window {
    __fracas: Hook;
  }
}

export function installHook(game: Game, screen: Display): void {
  const { arena } = game;
  const none: CorrectionCounts = { hit: 0, push: 0, starved: 0, late: 0, unexplained: 0 };
  const { unexplained: _, ...noReasons } = none;
  const hook: Hook = {
    get state() {
      return game.session?.status.kind ?? "connecting";
    },
    get tick() {
      return arena.visit?.world.tick ?? 0;
    },
    get url() {
      return game.session?.url ?? "";
    },
    get slot() {
      return arena.visit?.world.seat ?? NOBODY;
    },
    get position() {
      const state = arena.visit?.prediction.state;
      return state ? { x: state.x, y: state.y } : null;
    },
    get own() {
      const { world, prediction } = arena.visit ?? {};
      if (!world?.own) return null;
      const { hull, score, level, points, stats, shield, triple } = world.own;
      const { energy, reload } = prediction?.state ?? world.own;
      return { hull, score, energy, reload, level, points, stats: unpackStats(stats), shield, triple };
    },
    get rails() {
      return { ...(arena.visit?.world.beams.counts ?? { shown: 0, told: 0 }) };
    },
    get ships() {
      const ships = [...(arena.visit?.world.ships.values() ?? [])];
      return ships.map(({ slot, track }) => ({ slot, x: track.newest.x, y: track.newest.y }));
    },
    get shots() {
      return arena.visit?.world.shots.size ?? 0;
    },
    get brittle() {
      const { world } = arena.visit ?? {};
      const rocks = world?.rocks().filter((rock) => world.breaks(rock)) ?? [];
      return rocks.map(({ x, y, radius }) => ({ x, y, radius }));
    },
    get scrap() {
      const scrap = [...(arena.visit?.world.scrap.values() ?? [])];
      return scrap.map(({ x, y, value, what }) => ({ x, y, value, what }));
    },
    get corrections() {
      return { ...(arena.visit?.prediction.corrections ?? none) };
    },
    get compared() {
      return arena.visit?.prediction.compared ?? 0;
    },
    get reasons() {
      return { ...(arena.visit?.prediction.reasons ?? noReasons) };
    },
    get sizes() {
      return structuredClone(arena.figures?.sizes ?? null);
    },
    get drawn() {
      const { scene } = arena;
      if (!scene) return null;
      const place = ({ slot, x, y }: ShipView) => ({ slot, x, y });
      const own = scene.own && { ...place(scene.own), angle: scene.own.angle, boosting: scene.own.boosting };
      const ships = scene.ships.filter((ship) => !ship.own).map(place);
      return { now: scene.now, tick: arena.visit?.builder.drawnTick ?? 0, own, ships };
    },
    get late() {
      return arena.figures?.late ?? 0;
    },
    get silence() {
      return arena.visit?.silence(performance.now()) ?? 0;
    },
    get fightAt() {
      return screen.fightAt;
    },
    get ping() {
      return arena.figures?.ping ?? null;
    },
    get figures() {
      return arena.figures;
    },
    get hands() {
      const { wish, aim } = arena.hands;
      return { ...wish, device: device.value, aim: { ...aim } };
    },
    cut: () => game.session?.cut(),
    lag: (lag) => {
      game.badLine.lag = { ...NO_LAG, ...lag };
    },
    hold: (ms) => game.badLine.hold(ms),
  };
  Object.defineProperty(window, "__fracas", { value: Object.freeze(hook) });
}
