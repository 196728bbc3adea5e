// Composes the parts and starts them; no logic of its own. `list` is the first list of rooms.

import { readLayout } from "./bindings/labels";
import { readConfig } from "./config";
import { installHook } from "./debug/hook";
import { watchFaults } from "./faults";
import { Game } from "./game";
import { loadAnew } from "./leaving";
import { runLoop } from "./loop";
import type { RoomCard } from "./protocol/card";
import { breath } from "./render/breath";
import { openContext } from "./render/context";
import { Display } from "./render/display";
import { t } from "./text";
import { followMotion } from "./ui/calm";
import { call } from "./ui/dom";
import { showSorry, showStumbled } from "./ui/sorry";

/** Milliseconds to wait for the font of the glyphs before drawing them with another. */
const FONT_MS = 600;

function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no #${id}`);
  return found;
}

export async function start(list: Promise<RoomCard[] | null>): Promise<void> {
  followMotion();
  watchFaults(window, location.origin, () => showStumbled(document.body, loadAnew));
  const stage = byId("stage", HTMLElement);
  const canvas = byId("world", HTMLCanvasElement);
  const context = openContext(canvas);
  if (!context) {
    showSorry(document.body);
    return;
  }
  call(canvas, () => t("page.arena"));
  const font = document.fonts.load('600 48px "Chakra Petch"');
  const config = readConfig(location);
  const screen = new Display(stage, canvas, config.resolution);
  const game = new Game(config, screen, stage, byId("hud", HTMLElement), byId("page", HTMLElement));
  byId("opening", HTMLElement).hidden = true;
  installHook(game, screen);
  if (config.lag !== null) {
    void import("./debug/lagpanel").then(({ showLagPanel }) => showLagPanel(document.body, game.badLine));
  }
  // The socket opens while the atlas is drawn.
  game.start(list);
  await breath();
  await Promise.race([font, new Promise((resolve) => setTimeout(resolve, FONT_MS))]);
  await screen.start(context);
  runLoop(game.arena, screen);
  readLayout();
}
