//! Every bound on what travels, with its unit and its reason.

/// Bytes of one client message: twice the largest legal one (Say), so that a stranger's wider forms fit as well.
pub const CLIENT_MESSAGE_BYTES_MAX: usize = 1024;

/// Bytes of one server message other than a snapshot: a Welcome with all rules is about 1.5 KiB.
pub const SERVER_MESSAGE_BYTES_MAX: usize = 4096;

/// Bytes a snapshot aims to stay under, with its WebSocket header: leaves room in one TCP segment.
pub const SNAPSHOT_BYTES_TARGET: usize = 1200;

/// Bytes no snapshot passes, with its WebSocket header: one TCP segment on an Ethernet path (1,448 B).
pub const SNAPSHOT_BYTES_MAX: usize = 1400;

/// Levels of nesting in any message; the deepest legal one (a leaderboard row in an event) has 5.
pub const DEPTH_MAX: usize = 8;

/// Characters (Unicode scalar values) of a player's name: what fits above a ship.
pub const NAME_CHARS_MAX: usize = 16;

/// Bytes of a name in UTF-8: 4 bytes for each character at the most.
pub const NAME_BYTES_MAX: usize = NAME_CHARS_MAX * 4;

/// Bytes of a room's name; lower-case letters, digits and hyphens.
pub const ROOM_BYTES_MAX: usize = 32;

/// Ticks for which one input may be held: 5 s at 30 Hz, so that a person can fly with a text tool.
pub const HOLD_TICKS_MAX: u8 = 150;

/// Rows of the leaderboard.
pub const BOARD_ROWS: usize = 10;

/// Cells along one side of the minimap's grid: 72 bytes twice a second.
pub const FAR_CELLS: usize = 12;

/// Players in one room: slots are u16; the top value is [`NOBODY`](crate::NOBODY).
pub const SEATS_MAX: usize = 8192;

/// Characters of what one says in the room: two lines on a phone.
pub const CHAT_CHARS_MAX: usize = 200;

/// Bytes of it in UTF-8: 200 characters of two bytes, and still far from the bytes of a snapshot.
pub const CHAT_BYTES_MAX: usize = 400;

/// Different signs that a player can show.
pub const EMOTES: u8 = 8;

/// Bytes of a text in a host's order: a room's name or password.
pub const SETTING_BYTES_MAX: usize = 64;

const _: () = assert!(SNAPSHOT_BYTES_TARGET < SNAPSHOT_BYTES_MAX);
const _: () = assert!(SEATS_MAX < crate::NOBODY as usize);

/// Percent of real time at which a world runs at the least: slower is no game any more.
pub const SPEED_MIN: u8 = 25;
