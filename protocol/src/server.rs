//! What the server says.

use serde_bytes::Bytes;

use crate::{
    event::Event,
    record::{OwnRecord, ProgressRecord},
    rules::Rules,
    steps::Steps,
};

message! {
    /// Answers Hello: everything that stays the same, and where the world stands.
    Welcome = 1 {
        /// [`PROTOCOL_VERSION`](crate::PROTOCOL_VERSION).
        version: u32,
        /// The room's name.
        room: String,
        /// Ticks a second: 15, 20, 30 or 60.
        tick_rate: u8,
        /// The newest tick.
        tick: u32,
        /// Units: half the side of the world.
        world_half: f32,
        /// The game's numbers.
        rules: Rules,
        /// What one tick needs of them.
        steps: Steps,
    }
}

message! {
    /// The world as one session may see it after one tick. Parts that are empty are nil.
    Snapshot<'a> = 2 {
        /// The tick after which this is true.
        tick: u32,
        /// `seq` of the newest input that was used; 0 before the first.
        ack_seq: u32,
        /// Milliseconds for which that input waited before its tick; at most 65,535.
        slack_ms: u16,
        /// One [`OwnRecord`]: the reader's own ship, and behind it a [`ProgressRecord`] if that is news. Nil without one.
        own: Option<&'a Bytes>,
        /// Without an own ship: (slot watched or 65535, x, y of the view's middle in whole units).
        view: Option<(u16, i32, i32)>,
        /// Slots (u16) that left: ships, rocks, scrap. Taken before everything below.
        leaves: Option<(&'a Bytes, &'a Bytes, &'a Bytes)>,
        /// [`ShipRecord`](crate::record::ShipRecord)s; a slot not known before enters by it. The own ship is not among them.
        ships: Option<&'a Bytes>,
        /// [`EndRecord`](crate::record::EndRecord)s: shots that ended early. Taken before `shots`.
        ends: Option<&'a Bytes>,
        /// [`ShotRecord`](crate::record::ShotRecord)s: shots not told before.
        shots: Option<&'a Bytes>,
        /// [`RockRecord`](crate::record::RockRecord)s: new, or with a new date.
        rocks: Option<&'a Bytes>,
        /// [`ScrapRecord`](crate::record::ScrapRecord)s not told before.
        scrap: Option<&'a Bytes>,
        /// [`RailRecord`](crate::record::RailRecord)s: shots of the rail in this tick that crossed the view.
        rails: Option<&'a Bytes>,
        /// Twice a second: the [minimap](crate::far), row by row from the top left.
        far: Option<&'a Bytes>,
        /// What happened, in order; each arrives once.
        events: Option<Vec<Event>>,
    }
}

impl Snapshot<'_> {
    /// The reader's own ship.
    pub fn own(&self) -> Option<OwnRecord> {
        self.own.and_then(|bytes| OwnRecord::all(bytes).next())
    }

    /// How far he has come, if that is news.
    pub fn progress(&self) -> Option<ProgressRecord> {
        let behind = self.own.and_then(|bytes| bytes.get(OwnRecord::SIZE..));
        behind.and_then(|bytes| ProgressRecord::all(bytes).next())
    }
}

message! {
    /// Answers Join: the seat.
    Seated = 3 {
        /// The player's slot and his ship's.
        slot: u16,
        /// The name as the others see it.
        name: String,
    }
}

message! {
    /// Answers Join: no seat. The connection goes on watching.
    Refused = 4 {
        /// One of [`refusal`].
        reason: u8,
        /// For the person, in English.
        text: String,
    }
}

/// Reasons in [`Refused`].
pub mod refusal {
    /// Every seat is taken.
    pub const ROOM_FULL: u8 = 1;
    /// The name is empty, too long or has characters that cannot be shown.
    pub const BAD_NAME: u8 = 2;
    /// The player has left a seat less than a respawn ago: leaving is no way out of a fight.
    pub const TOO_SOON: u8 = 3;
    /// The server has too much to do for one more player.
    pub const BUSY: u8 = 4;
}

direction! {
    /// Any message of the server.
    ServerMessage<'a> {
        /// Opens the conversation.
        Welcome,
        /// One tick.
        Snapshot('a),
        /// A seat.
        Seated,
        /// No seat.
        Refused,
    }
}
