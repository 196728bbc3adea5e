// What the page's address says: which room, and where the socket is.

export interface Config {
  room: string;
  url: string;
  /** Share of the full resolution, 0.25 to 1; null: by the speed of the machine. */
  resolution: number | null;
}

const ROOM = /^[a-z0-9-]{1,32}$/;
const DEFAULT_ROOM = "main";

/**
 * Reads `/r/NAME`, else `?room=NAME`, else the room "main"; a name that no room can have counts as none.
 * `?resolution=1` holds the sharpness of the picture.
 */
export function readConfig(location: { pathname: string; search: string; protocol: string; host: string }): Config {
  const path = /^\/r\/([^/]+)\/?$/.exec(location.pathname)?.[1];
  const query = new URLSearchParams(location.search);
  const wanted = (path ?? query.get("room") ?? DEFAULT_ROOM).toLowerCase();
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const share = Number.parseFloat(query.get("resolution") ?? "");
  return {
    room: ROOM.test(wanted) ? wanted : DEFAULT_ROOM,
    url: `${scheme}//${location.host}/ws`,
    resolution: Number.isNaN(share) ? null : Math.max(0.25, Math.min(1, share)),
  };
}
