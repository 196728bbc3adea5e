// What an action does beside flying, by what is open: a card that asks, a panel, the fight, the watcher's view.

import type { Action } from "./bindings/actions";
import { toggleFullscreen } from "./fullscreen";
import type { Game } from "./game";
import { change, settings } from "./settings";
import { hosting } from "./ui/company";
import { isLost } from "./ui/lost";
import { openMenu, padMenu } from "./ui/padmenu";
import { signOfKey } from "./ui/signs";
import * as state from "./ui/state";

/** Something was pressed that no field and no button wants. */
export function pressed(game: Game, action: Action | null, code: string, event: Event | null): void {
  if (code.startsWith("Pad") && inMenus(game, code)) return;
  // A card that asks has its own keys.
  if (state.dialog.value) return;
  if (isLost(state.status.value)) {
    // Nothing opens behind the card of the lost line.
    if (action === "leave") game.leave();
    return;
  }
  if (action === "mute") change({ muted: !settings.value.muted });
  if (action === "fullscreen") toggleFullscreen();
  if (action === "settings") state.dialog.value = { kind: "settings" };
  if (action === "netGraph") change({ netGraph: ([1, 2, 0] as const)[settings.value.netGraph] });
  if (state.mode.value === "menu") {
    // Also when a card that asked has taken the focus from the name.
    if (code === "Enter" || code === "NumpadEnter" || code === "Pad9") game.play();
  } else {
    besideFight(game, action, code, event);
  }
}

function besideFight(game: Game, action: Action | null, code: string, event: Event | null): void {
  if (action === "leave") back(game);
  else if (action === "players" || action === "help") state.togglePanel(action);
  else if (action === "host" && hosting.value) state.togglePanel("host");
  else if (state.playing.value) inFight(game, action, code, event);
  else asWatcher(game, action, code);
}

function inFight(game: Game, action: Action | null, code: string, event: Event | null): void {
  // First of all: its digits are those of the stats.
  const sign = state.panel.value === "signs" ? signOfKey(code) : null;
  if (sign !== null) {
    game.voices.showSign(sign);
    state.panel.value = "none";
    return;
  }
  if (action === "chat") {
    state.panel.value = "chat";
    // Else the same key would be written into the field, or send what is in it.
    event?.preventDefault();
  }
  if (action === "signs") state.togglePanel("signs");
  if (action === "mark") game.arena.point();
  const stat = /^stat([1-6])$/.exec(action ?? "")?.[1];
  if (stat) game.arena.visit?.spend(Number(stat) - 1);
}

function asWatcher(game: Game, action: Action | null, code: string): void {
  if (action === "right" || code === "Pad15") game.arena.follow(1);
  if (action === "left" || code === "Pad14") game.arena.follow(-1);
  if (["Space", "Enter", "NumpadEnter", "Pad0"].includes(code)) game.play();
  else if (action === "chat") state.togglePanel("chat");
}

/** One level up: out of what is open, else out of the fight. */
function back(game: Game): void {
  if (state.panel.value === "none") game.leave();
  else state.panel.value = "none";
}

/** A gamepad's button where there is something to choose from; false: it means what it means in the fight. */
function inMenus(game: Game, code: string): boolean {
  const menu = openMenu();
  if (!menu) return false;
  if (code !== "Pad1") return padMenu(menu, code);
  if (menu instanceof HTMLDialogElement) menu.close();
  else if (state.mode.value !== "menu") back(game);
  return true;
}
