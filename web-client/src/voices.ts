// The other people of the room: what they say goes to the log, who they are to the list, and what the reader says to
// the server.

import { type ClientMessage, ClientMessageKind, NOBODY } from "./protocol/generated";
import { t } from "./text";
import { Announcer } from "./ui/announcer";
import * as company from "./ui/company";
import { peopleOf } from "./ui/people";
import { panel } from "./ui/state";
import { lineOf, type TalkLine, withLine } from "./ui/talk";
import { type Happening, isOwnKill } from "./world/happenings";
import type { World } from "./world/world";

export class Voices {
  private readonly announcer = new Announcer();

  constructor(private readonly send: (message: ClientMessage) => void) {}

  /** True when somebody else has spoken, and the reader wants to hear him. */
  heard(h: Happening, world: World, now: number): boolean {
    const line = lineOf(h, world.seat, company.hushed.value);
    if (line) {
      company.talk.value = withLine(company.talk.value, { ...line, at: now });
      if (isToBeHeard(line)) this.announcer.add(line.name ? `${line.name}: ${line.text}` : line.text);
    }
    // The feed of all kills would never be silent.
    if (h.kind === "kill" && isOwnKill(h, world.seat)) {
      this.announcer.add(t("feed.kill", { name: world.nameOf(h.victim) }));
    }
    if (h.kind === "level") this.announcer.add(t("shout.level", { level: h.level }));
    if (h.kind === "room") company.roomSettings.value = world.settings;
    if (h.kind === "host") company.host.value = world.host;
    const listed = panel.value === "players" || panel.value === "host";
    if (listed && (h.kind === "board" || h.kind === "notice" || h.kind === "host")) this.list(world);
    return h.kind === "said" && line !== null && !line.own;
  }

  /** Whoever is known now; it is kept up to date while the list is open. */
  list(world: World): void {
    company.people.value = peopleOf(world);
    company.shipCount.value = world.board?.players ?? company.people.value.length;
  }

  /** Hands what is due to the screen reader. */
  speak(now: number): void {
    const text = this.announcer.due(now);
    if (text !== null) company.spoken.value = text;
  }

  say(text: string): void {
    this.send([ClientMessageKind.Say, text]);
  }

  showSign(which: number): void {
    this.send([ClientMessageKind.Emote, which]);
  }

  /** Points at a place, in units. */
  mark(x: number, y: number): void {
    this.send([ClientMessageKind.Mark, Math.round(x), Math.round(y)]);
  }

  report(slot: number): void {
    this.send([ClientMessageKind.Report, slot]);
  }

  manage(what: number, slot: number, value: number, text: string): void {
    this.send([ClientMessageKind.Manage, what, slot, value, text]);
  }

  /** Another seat, or none. */
  seated(slot: number): void {
    company.seat.value = slot;
  }

  /** Another room: nothing of the last one belongs to it. */
  forget(): void {
    company.forgetCompany();
    company.seat.value = NOBODY;
  }
}

/** Not what the reader said himself, nor every hand that the crown goes through. */
function isToBeHeard({ own, tone, passing }: Pick<TalkLine, "own" | "tone" | "passing">): boolean {
  return own ? tone !== "said" : !passing;
}
