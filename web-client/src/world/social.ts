// The events that are about people and their room, not about the fight.

import {
  type Emoted,
  EventKind,
  type Host,
  type Marked,
  NOBODY,
  type Notice,
  NoticeWhat,
  type Room,
  type Said,
} from "../protocol/generated";
import type { World } from "./world";

/** Places pointed at that are kept at most. */
const MARKS_MAX = 20;
/** After these somebody is in the room, or no more. */
const CAME: readonly number[] = [NoticeWhat.JOINED, NoticeWhat.BACK];
const WENT: readonly number[] = [NoticeWhat.LEFT, NoticeWhat.KICKED, NoticeWhat.BANNED];

/** Takes an event told at local time `now` (ms). */
export function social(world: World, event: Said | Emoted | Marked | Notice | Host | Room, now: number): void {
  const { happenings } = world;
  switch (event[0]) {
    case EventKind.Said:
      happenings.push({ kind: "said", slot: event[1], name: event[2], text: event[3] });
      break;
    case EventKind.Emoted:
      happenings.push({ kind: "emote", slot: event[1], which: event[2] });
      break;
    case EventKind.Marked: {
      const [, slot, x, y] = event;
      const others = world.marks.filter((mark) => mark.slot !== slot);
      world.marks = [...others, { slot, x, y, since: now }].slice(-MARKS_MAX);
      happenings.push({ kind: "mark", slot, x, y });
      break;
    }
    case EventKind.Notice: {
      const [, what, slot, name, value] = event;
      comeOrGo(world, what, slot, name);
      happenings.push({ kind: "notice", what, slot, name, value });
      break;
    }
    case EventKind.Host: {
      const [, slot, name] = event;
      const before = world.host?.slot ?? NOBODY;
      world.host = slot === NOBODY ? null : { slot, name };
      if (slot !== before) happenings.push({ kind: "host", slot, name });
      break;
    }
    case EventKind.Room: {
      const [, name, bots, strength, seats, open, password] = event;
      world.settings = { name, bots, strength, seats, public: open, password };
      happenings.push({ kind: "room" });
      break;
    }
  }
}

/** Who is in the room, also out of sight. */
function comeOrGo(world: World, what: number, slot: number, name: string): void {
  const known = world.players.get(slot);
  const same = known?.name === name;
  if (CAME.includes(what) && !same) world.players.set(slot, { name, bot: false, level: 1, here: true });
  else if (CAME.includes(what) && known) known.here = true;
  else if (WENT.includes(what) && same && known) known.here = false;
}
