//! One-off facts inside a snapshot: each arrives once and in order, also after frames that were skipped.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

message! {
    /// Who sits in a slot: with the first record of his ship or earlier, and again when that changes. In a crowd it may
    /// follow later, as bytes are left.
    Name = 1 {
        /// The seat.
        slot: u16,
        /// At most [`NAME_CHARS_MAX`](crate::limits::NAME_CHARS_MAX) characters.
        name: String,
        /// Played by the server.
        bot: bool,
        /// His level, from 1.
        level: u8,
    }
}

message! {
    /// A ship was destroyed.
    Kill = 2 {
        /// Whose ship.
        victim: u16,
        /// By whom.
        killer: u16,
        /// One of [`weapon`](crate::record::weapon).
        weapon: u8,
    }
}

message! {
    /// The reader's shot hit a ship.
    Hit = 3 {
        /// Whose ship.
        victim: u16,
        /// Points of hull.
        damage: u8,
    }
}

message! {
    /// The reader's ship was hit.
    Hurt = 4 {
        /// By whom.
        by: u16,
        /// Points of hull.
        damage: u8,
        /// 8-bit heading in which the shot flew.
        heading: u8,
    }
}

message! {
    /// The reader's ship was destroyed.
    Death = 5 {
        /// By whom.
        by: u16,
        /// Tick of the new ship.
        respawn: u32,
        /// Points of score that it cost.
        lost: u32,
    }
}

message! {
    /// The leaderboard, once a second.
    Board = 6 {
        /// Players in the room, bots too.
        players: u16,
        /// The reader's place, from 1; 0 without a seat.
        rank: u16,
        /// (slot, score) of the best, at most [`BOARD_ROWS`](crate::limits::BOARD_ROWS).
        rows: Vec<(u16, u32)>,
        /// (slot, x, y in whole units) of the ship that wears the crown, wherever it is.
        crown: Option<(u16, i32, i32)>,
    }
}

message! {
    /// The world takes a new size.
    World = 7 {
        /// Units: half the side.
        half: f32,
        /// First tick of it.
        from: u32,
    }
}

message! {
    /// Somebody else wears the crown.
    Crown = 8 {
        /// Who; 65535: nobody.
        slot: u16,
    }
}

message! {
    /// The world runs slower than real time, because the server has too much to do, or as fast as it again.
    Speed = 9 {
        /// Percent of real time, [`SPEED_MIN`](crate::limits::SPEED_MIN) up to 100.
        percent: u8,
    }
}

message! {
    /// Somebody says something to the room.
    Said = 10 {
        /// Who; 65535: the server.
        slot: u16,
        /// His name, because he may be out of sight.
        name: String,
        /// At most [`CHAT_CHARS_MAX`](crate::limits::CHAT_CHARS_MAX) characters.
        text: String,
    }
}

message! {
    /// Somebody shows a sign over his ship.
    Emoted = 11 {
        /// Who.
        slot: u16,
        /// Which, below [`EMOTES`](crate::limits::EMOTES).
        which: u8,
    }
}

message! {
    /// Somebody points at a place.
    Marked = 12 {
        /// Who.
        slot: u16,
        /// Whole units.
        x: i32,
        /// Whole units.
        y: i32,
    }
}

message! {
    /// Something that a person wants to be told.
    Notice = 13 {
        /// One of [`notice`].
        what: u8,
        /// Whom it is about.
        slot: u16,
        /// His name, because he may be out of sight, or gone.
        name: String,
        /// A number that belongs to it, or 0.
        value: u32,
    }
}

message! {
    /// Who rules the room from now on.
    Host = 14 {
        /// Who; 65535: nobody.
        slot: u16,
        /// His name.
        name: String,
    }
}

message! {
    /// The room's settings, at first and when they change.
    Room = 15 {
        /// What people call it.
        name: String,
        /// Players up to which bots fill it.
        bots: u16,
        /// One of [`strength`].
        strength: u8,
        /// Seats for people.
        seats: u16,
        /// It stands in the list of rooms.
        listed: bool,
        /// Whoever wants in needs a password.
        locked: bool,
    }
}

message! {
    /// How hard the server works for the room, once a second, to whoever has not too much else to be told.
    Gauge = 16 {
        /// Microseconds of wall time that the longest tick of the last second took.
        tick_us: u32,
    }
}

/// What a [`Notice`] is about. Those with "you" are told to the reader alone.
pub mod notice {
    /// Took a seat.
    pub const JOINED: u8 = 1;
    /// Gave his seat back, or lost it.
    pub const LEFT: u8 = 2;
    /// Wears the crown.
    pub const CROWNED: u8 = 3;
    /// Destroyed `value` ships without losing his own.
    pub const STREAK: u8 = 4;
    /// The host let you be heard no more.
    pub const MUTED: u8 = 5;
    /// You are heard again.
    pub const UNMUTED: u8 = 6;
    /// What you said was not passed on: too much at once.
    pub const TOO_FAST: u8 = 7;
    /// What you said was not passed on: you had just said it.
    pub const REPEATED: u8 = 8;
    /// What you said was not passed on: the filter does not like it.
    pub const BLOCKED: u8 = 9;
    /// You are not the host.
    pub const NOT_HOST: u8 = 10;
    /// The host sent him out.
    pub const KICKED: u8 = 11;
    /// The host sent him out for good.
    pub const BANNED: u8 = 12;
    /// Your report was noted.
    pub const REPORTED: u8 = 13;
    /// Is back on his seat.
    pub const BACK: u8 = 14;
}

/// How well fill bots play.
pub mod strength {
    /// Some of each.
    pub const MIXED: u8 = 0;
    /// For newcomers.
    pub const EASY: u8 = 1;
    /// In between.
    pub const NORMAL: u8 = 2;
    /// They hit what they see.
    pub const HARD: u8 = 3;
}

/// Declares the enum of all events, with its decoder's dispatch and its TypeScript union.
macro_rules! events {
    ($( $(#[$m:meta])* $name:ident ),* $(,)?) => {
        /// Any event.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event { $( $(#[$m])* $name($name) ),* }

        impl Event {
            /// The TypeScript types of all events, and their union.
            pub fn type_script() -> String {
                let mut out = String::new();
                $( out += &$name::type_script(); )*
                out += &format!("export type Event = {};\n", [$(stringify!($name)),*].join(" | "));
                let table = [$(format!("{}: {}", stringify!($name), $name::KIND)),*].join(", ");
                out + &format!("export const EventKind = {{ {table} }} as const;\n")
            }
        }

        impl Serialize for Event {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                match self { $( Self::$name(event) => event.serialize(s) ),* }
            }
        }

        impl<'de> de::Visitor<'de> for EventVisitor {
            type Value = Event;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an event: an array that begins with its kind")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Event, A::Error> {
                match crate::wire::next::<u8, A>(&mut seq)? {
                    $( $name::KIND => Ok(Event::$name($name::fields(&mut seq)?)), )*
                    kind => Err(de::Error::custom(format_args!("no event has kind {kind}"))),
                }
            }
        }
    };
}

events! {
    /// Who sits in a slot.
    Name,
    /// A ship was destroyed.
    Kill,
    /// The reader hit.
    Hit,
    /// The reader was hit.
    Hurt,
    /// The reader's ship was destroyed.
    Death,
    /// The leaderboard.
    Board,
    /// The world takes a new size.
    World,
    /// Somebody else wears the crown.
    Crown,
    /// The world runs at another speed.
    Speed,
    /// Somebody says something.
    Said,
    /// Somebody shows a sign.
    Emoted,
    /// Somebody points at a place.
    Marked,
    /// Something to be told.
    Notice,
    /// Somebody else rules the room.
    Host,
    /// The room's settings.
    Room,
    /// How hard the server works.
    Gauge,
}

struct EventVisitor;

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_seq(EventVisitor)
    }
}

impl crate::wire::TypeScript for Event {
    fn type_script() -> String {
        "Event".into()
    }
}
