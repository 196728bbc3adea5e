// Which cards lie over the arena now.

import { effect } from "@preact/signals";
import { render } from "preact";
import { device } from "../bindings/device";
import { language } from "../text";
import type { Actions } from "./actions";
import { Chat } from "./chat";
import { Create } from "./create";
import { Death } from "./death";
import { Help, HelpDialog } from "./help";
import { Host } from "./host";
import { isLost, Lost } from "./lost";
import { Menu } from "./menu";
import { Password } from "./password";
import { Players } from "./players";
import { SettingsDialog } from "./settings/dialog";
import { Share } from "./share";
import { Signs } from "./signs";
import { death, dialog, mode, panel, playing, roomCard, status } from "./state";
import { Tools } from "./tools";
import { WatchBar } from "./watchbar";

export function mountPage(target: HTMLElement, actions: Actions): void {
  // What of the HUD is shown depends on it, by CSS.
  effect(() => {
    document.body.dataset.mode = mode.value;
    document.body.dataset.device = device.value;
  });
  effect(() => {
    document.title = roomCard.value ? `${roomCard.value.name} · Fracas` : "Fracas";
  });
  effect(() => {
    document.documentElement.lang = language.value;
  });
  render(<Page actions={actions} />, target);
}

function Page({ actions }: { actions: Actions }) {
  // Before a locked door there is nothing to see but the menu.
  const atDoor = dialog.value?.kind === "password";
  const lost = isLost(status.value) && !atDoor;
  const inMenu = mode.value === "menu" || atDoor;
  return (
    <>
      {inMenu && !lost && <Menu actions={actions} />}
      {!inMenu && !lost && <Arena actions={actions} />}
      {lost && <Lost actions={actions} />}
      <Asked actions={actions} />
    </>
  );
}

function Arena({ actions }: { actions: Actions }) {
  return (
    <>
      {playing.value && death.value && <Death />}
      {panel.value === "help" && <Help />}
      {panel.value === "signs" && playing.value && <Signs actions={actions} />}
      <Chat actions={actions} />
      <Tools actions={actions} />
      {mode.value === "watch" && <WatchBar actions={actions} />}
      {panel.value === "players" && <Players actions={actions} />}
      {panel.value === "host" && <Host actions={actions} />}
    </>
  );
}

function Asked({ actions }: { actions: Actions }) {
  const asked = dialog.value;
  switch (asked?.kind) {
    case "create":
      return <Create actions={actions} />;
    case "password":
      return <Password actions={actions} wrong={asked.wrong} code={asked.code} />;
    case "share":
      return <Share code={asked.code} />;
    case "help":
      return <HelpDialog />;
    case "settings":
      return <SettingsDialog />;
    case undefined:
      return null;
  }
}
