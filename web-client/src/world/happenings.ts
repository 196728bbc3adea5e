// What happened, as values: the world makes them, and picture, sound and text each take what they show.

import { NOBODY } from "../protocol/generated";

export type WeaponName = "blaster" | "rail";

export type Happening =
  /** A gun was fired; `own` is shown at once, before the server knows. */
  | { kind: "muzzle"; x: number; y: number; angle: number; owner: number; own: boolean }
  /** A shot ended; `what` is one of End. */
  | { kind: "spark"; x: number; y: number; angle: number; owner: number; what: number }
  /** A ship burst. */
  | { kind: "explosion"; x: number; y: number; slot: number; own: boolean }
  /** A cracked rock fell apart. */
  | { kind: "rubble"; x: number; y: number; radius: number; look: number }
  /** A beam of the rail; `what` is one of End or 0. */
  | { kind: "rail"; x: number; y: number; angle: number; length: number; what: number; owner: number; own: boolean }
  /** The own ship took scrap. */
  | { kind: "pickup"; x: number; y: number; value: number }
  /** The own ship took a power-up; `what` is one of Pickup. */
  | { kind: "power"; x: number; y: number; what: number }
  /** Something was taken by a ship near it. */
  | { kind: "taken"; x: number; y: number; slot: number; what: number }
  /** `points` is what the killer gets for it. */
  | { kind: "kill"; victim: number; killer: number; weapon: WeaponName; points: number }
  | { kind: "hit"; victim: number; damage: number }
  /** The server says that an own shot hit the ship that is drawn at (x, y); not told of what is out of sight. */
  | { kind: "confirmed"; x: number; y: number; slot: number; damage: number }
  /** (x, y): the direction in which the shot flew. */
  | { kind: "hurt"; by: number; damage: number; x: number; y: number }
  | { kind: "death"; by: number; respawn: number; lost: number }
  /** The own level rose to `level`. */
  | { kind: "level"; level: number }
  /** Somebody else wears the crown; NOBODY: it is free. */
  | { kind: "crown"; slot: number; before: number }
  /** Somebody spoke; slot NOBODY is the server. */
  | { kind: "said"; slot: number; name: string; text: string }
  /** Somebody shows a sign over his ship. */
  | { kind: "emote"; slot: number; which: number }
  /** Somebody points at a place. */
  | { kind: "mark"; slot: number; x: number; y: number }
  /** `what` is one of NoticeWhat. */
  | { kind: "notice"; what: number; slot: number; name: string; value: number }
  /** Somebody else rules the room; NOBODY: nobody does. */
  | { kind: "host"; slot: number; name: string }
  /** The settings of the room are known, or others. */
  | { kind: "room" }
  /** The own ship is new. */
  | { kind: "spawned" }
  | { kind: "board" };

/** The own ship destroyed another. Who shot may have left since, and is nobody then, like a watcher. */
export function isOwnKill({ killer, victim }: { killer: number; victim: number }, seat: number): boolean {
  return seat !== NOBODY && killer === seat && victim !== seat;
}
