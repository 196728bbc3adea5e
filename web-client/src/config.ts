// What the page's address says: which room, and where the socket is; and the address of a room.

import { ROOM_CODE } from "./protocol/card";

export interface Config {
  /** Null: the address names none. */
  room: string | null;
  url: string;
  /** Share of the full resolution, 0.25 to 1; null: by the speed of the machine. */
  resolution: number | null;
  /** Of a line made bad on purpose (see debug/lag.ts), which also shows the panel for it; null: none. */
  lag: string | null;
}

/**
 * Reads `/r/CODE`, else `?room=CODE`; a code that no room can have counts as none.
 * `?resolution=1` holds the sharpness of the picture, `?lag=100,30` makes the line bad.
 */
export function readConfig(location: { pathname: string; search: string; protocol: string; host: string }): Config {
  const path = /^\/r\/([^/]+)\/?$/.exec(location.pathname)?.[1];
  const query = new URLSearchParams(location.search);
  const wanted = (path ?? query.get("room") ?? "").toLowerCase();
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const share = Number.parseFloat(query.get("resolution") ?? "");
  return {
    room: ROOM_CODE.test(wanted) ? wanted : null,
    url: `${scheme}//${location.host}/ws`,
    resolution: Number.isNaN(share) ? null : Math.max(0.25, Math.min(1, share)),
    lag: query.get("lag"),
  };
}

/** The page's address in the room `code`, with what else the query `search` holds. */
export function addressOf(code: string, search: string): string {
  const query = new URLSearchParams(search);
  query.delete("room");
  return query.size > 0 ? `/r/${code}?${query}` : `/r/${code}`;
}
