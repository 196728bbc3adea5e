// What a room may be set to, for the form of a new one and for its host. The server has the last word.

/** Characters of a room's name, and of its password. */
export const ROOM_NAME_CHARS_MAX = 32;
export const PASSWORD_CHARS_MAX = 64;
/** Seats for people, and bots, that the fields offer at most. */
export const SEATS_MAX = 200;
export const BOTS_MAX = 60;

/** How well bots play, by Strength: the word of the API and what is read. */
export const STRENGTHS = [
  { word: "mixed", text: "form.mixed" },
  { word: "easy", text: "form.easy" },
  { word: "normal", text: "form.normal" },
  { word: "hard", text: "form.hard" },
] as const;
