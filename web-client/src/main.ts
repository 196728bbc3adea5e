// Composes the parts and starts them; no logic of its own.

import "@fontsource/chakra-petch/latin-600.css";
import "./ui/style/page.css";
import "./ui/style/hud.css";
import "./ui/style/vitals.css";
import "./ui/style/panels.css";
import "./ui/style/marks.css";
import "./ui/style/cards.css";
import "./ui/style/menu.css";
import "./ui/style/dialogs.css";
import "./ui/style/people.css";
import "./ui/style/talk.css";
import "./ui/style/settings.css";
import "./ui/style/thumbs.css";
import "./ui/style/howto.css";
import "./ui/style/access.css";
import "./ui/style/small.css";
import { readLayout } from "./bindings/labels";
import { readConfig } from "./config";
import { installHook } from "./debug/hook";
import { Game } from "./game";
import { runLoop } from "./loop";
import { openContext } from "./render/context";
import { Screen } from "./render/screen";
import { t } from "./text";
import { followMotion } from "./ui/calm";
import { call } from "./ui/dom";
import { showSorry } from "./ui/sorry";

// The larger half of the scripts is on its way while the game takes up its line.
void import("./render/renderer");

/** Milliseconds to wait for the font of the glyphs before drawing them with another. */
const FONT_MS = 600;

function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no #${id}`);
  return found;
}

async function start(): Promise<void> {
  followMotion();
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
  const screen = new Screen(stage, canvas, config.resolution);
  const game = new Game(config, screen, stage, byId("hud", HTMLElement), byId("page", HTMLElement));
  installHook(game, screen);
  if (config.lag !== null) {
    void import("./debug/lagpanel").then(({ showLagPanel }) => showLagPanel(document.body, game.badLine));
  }
  // The socket opens while the atlas is drawn.
  game.start();
  await Promise.race([font, new Promise((resolve) => setTimeout(resolve, FONT_MS))]);
  await screen.start(context);
  runLoop(game.arena, screen);
  readLayout();
}

await start();
