// Asks the server for the way in while the larger scripts are still being read, then starts the game.

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
import { readConfig } from "./config";
import { joinAhead } from "./net/join";
import { listNow } from "./net/rooms";
import { firstLook } from "./ui/roomlist";

const { room } = readConfig(location);
const list = listNow();
if (room) joinAhead(room);
else {
  void list.then((cards) => {
    const card = cards && firstLook(cards);
    if (card) joinAhead(card.code);
  });
}

try {
  const { start } = await import("./start");
  await start(list);
} catch (error) {
  // For public/opening.js: of the game there may be nothing that could say so.
  window.dispatchEvent(new Event("unopened"));
  throw error;
}
