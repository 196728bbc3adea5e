// Spans of time as one reads them.

import { number } from "../text";

/** 1,234 ms is 1.2, without the unit. */
export function seconds(ms: number): string {
  return number(Math.max(0, ms) / 1000, 1);
}

/** 75 is 1:15. */
export function minutes(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
