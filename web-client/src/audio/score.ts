// Which happening sounds how, from where.

import type { Happening } from "../world/happenings";
import type { Audio } from "./audio";

/** The listener: the middle of the view, and half its width in units. */
export interface Ear {
  x: number;
  y: number;
  halfW: number;
}

export function sound(audio: Audio, h: Happening, ear: Ear, seat: number): void {
  const at = (x: number, y: number, volume: number): [volume: number, pan: number] => {
    const far = Math.hypot(x - ear.x, y - ear.y) / ear.halfW;
    return [volume * Math.max(0, 1 - far * 0.75), ((x - ear.x) / ear.halfW) * 0.7];
  };
  switch (h.kind) {
    case "muzzle":
      audio.play("fire", ...at(h.x, h.y, h.own ? 0.7 : 0.35));
      break;
    case "spark":
      audio.play("spark", ...at(h.x, h.y, 0.35));
      break;
    case "explosion":
      audio.play(h.own ? "death" : "explosion", ...at(h.x, h.y, h.own ? 1 : 0.9));
      break;
    case "rubble":
      audio.play("crumble", ...at(h.x, h.y, 0.8));
      break;
    case "pickup":
      audio.play("pickup", 0.8);
      break;
    case "rail":
      audio.play("rail", ...at(h.x, h.y, h.own ? 0.8 : 0.6));
      break;
    case "power":
      audio.play("power", 0.9);
      break;
    case "level":
      audio.play("level", 0.8);
      break;
    case "crown":
      audio.play("crown", h.slot === seat || h.before === seat ? 0.9 : 0.3);
      break;
    case "hit":
      audio.play("hit", 0.8);
      break;
    case "hurt":
      audio.play("hurt", 0.9);
      break;
    case "kill":
      if (h.killer === seat) audio.play("kill", 0.9);
      break;
    case "mark":
      audio.play("mark", 0.6, ((h.x - ear.x) / ear.halfW) * 0.7);
      break;
    case "spawned":
      audio.play("spawn", 0.6);
      break;
  }
}
