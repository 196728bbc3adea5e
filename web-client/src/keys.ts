// Which key does what beside flying, by what is open: a card that asks, a panel, the fight, the watcher's view.

import type { Game } from "./game";
import { hosting } from "./ui/company";
import { statOfKey } from "./ui/panel";
import { signOfKey } from "./ui/signs";
import * as state from "./ui/state";

/** A key went down that no field and no button wants. */
export function pressed(game: Game, code: string, event: KeyboardEvent): void {
  // A card that asks has its own keys.
  if (state.dialog.value) return;
  if (code === "KeyM") game.arena.audio.toggleMute();
  if (state.mode.value === "menu") {
    // Also when a card that asked has taken the focus from the name.
    if (code === "Enter" || code === "NumpadEnter") game.play();
    return;
  }
  switch (code) {
    case "Escape":
      if (state.panel.value === "none") game.leave();
      else state.panel.value = "none";
      break;
    case "KeyP":
      state.togglePanel("players");
      break;
    case "KeyO":
      if (hosting.value) state.togglePanel("host");
      break;
    case "KeyH":
    case "Slash":
      state.togglePanel("help");
      break;
    default:
      if (state.playing.value) inFight(game, code, event);
      else asWatcher(game, code);
  }
}

function inFight(game: Game, code: string, event: KeyboardEvent): void {
  if (code === "Enter" || code === "NumpadEnter") {
    state.panel.value = "chat";
    // Else the same key would send what is in the field.
    event.preventDefault();
  }
  if (code === "KeyT") state.togglePanel("signs");
  if (code === "KeyG") game.arena.point();
  const sign = state.panel.value === "signs" ? signOfKey(code) : null;
  const stat = statOfKey(code);
  if (sign !== null) {
    game.voices.showSign(sign);
    state.panel.value = "none";
  } else if (stat !== null) {
    game.arena.visit?.spend(stat);
  }
}

function asWatcher(game: Game, code: string): void {
  if (code === "ArrowRight") game.arena.follow(1);
  if (code === "ArrowLeft") game.arena.follow(-1);
  if (code === "KeyC") state.togglePanel("chat");
  if (code === "Space" || code === "Enter") game.play();
}
