//! What happens in a room, told to those who follow it from outside of the game: with names instead of seats.

use fracas_protocol::Tick;

use super::bulletin::Gauge;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Story {
    /// A person took a seat.
    Joined { name: String },
    /// A person gave his seat back.
    Left { name: String },
    /// A ship was destroyed; no killer when nobody did it.
    Killed { victim: String, killer: Option<String>, weapon: u8 },
    /// Somebody else wears the crown.
    Crowned { name: String },
    /// Somebody destroyed that many ships without losing his own.
    Streak { name: String, kills: u32 },
    /// Somebody said something.
    Chat { name: String, text: String },
    /// Somebody else rules the room; nobody does when there is none.
    Hosted { name: Option<String> },
    /// Once a second: who is there, the longest tick of that second, and bytes of snapshots to all.
    Gauged { gauge: Gauge, tick_us: u32, down_bytes_per_s: u64 },
}

/// A happening and when it was.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// The tick in which it happened.
    pub(crate) tick: Tick,
    /// What happened.
    pub(crate) story: Story,
}
