// What happened, as values: the world makes them, and picture, sound and text each take what they show.

export type Happening =
  /** A gun was fired; `own` is shown at once, before the server knows. */
  | { kind: "muzzle"; x: number; y: number; angle: number; owner: number; own: boolean }
  /** A shot ended; `what` is one of End. */
  | { kind: "spark"; x: number; y: number; angle: number; owner: number; what: number }
  /** A ship burst. */
  | { kind: "explosion"; x: number; y: number; slot: number; own: boolean }
  /** A cracked rock fell apart. */
  | { kind: "rubble"; x: number; y: number; radius: number; look: number }
  /** The own ship took scrap. */
  | { kind: "pickup"; x: number; y: number; value: number }
  /** Scrap was taken by a ship near it. */
  | { kind: "taken"; x: number; y: number; slot: number }
  | { kind: "kill"; victim: number; killer: number }
  | { kind: "hit"; victim: number; damage: number }
  /** (x, y): the direction in which the shot flew. */
  | { kind: "hurt"; by: number; damage: number; x: number; y: number }
  | { kind: "death"; by: number; respawn: number; lost: number }
  /** The own ship is new. */
  | { kind: "spawned" }
  | { kind: "board" };
