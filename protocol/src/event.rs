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

/// Any event.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Who sits in a slot.
    Name(Name),
    /// A ship was destroyed.
    Kill(Kill),
    /// The reader hit.
    Hit(Hit),
    /// The reader was hit.
    Hurt(Hurt),
    /// The reader's ship was destroyed.
    Death(Death),
    /// The leaderboard.
    Board(Board),
    /// The world takes a new size.
    World(World),
    /// Somebody else wears the crown.
    Crown(Crown),
    /// The world runs at another speed.
    Speed(Speed),
}

impl Event {
    /// The TypeScript types of all events, and their union.
    pub fn type_script() -> String {
        let kinds = [
            ("Name", Name::KIND, Name::type_script()),
            ("Kill", Kill::KIND, Kill::type_script()),
            ("Hit", Hit::KIND, Hit::type_script()),
            ("Hurt", Hurt::KIND, Hurt::type_script()),
            ("Death", Death::KIND, Death::type_script()),
            ("Board", Board::KIND, Board::type_script()),
            ("World", World::KIND, World::type_script()),
            ("Crown", Crown::KIND, Crown::type_script()),
            ("Speed", Speed::KIND, Speed::type_script()),
        ];
        let mut out: String = kinds.iter().map(|(_, _, text)| text.as_str()).collect();
        out += &format!("export type Event = {};\n", kinds.each_ref().map(|k| k.0).join(" | "));
        let table = kinds.each_ref().map(|(name, kind, _)| format!("{name}: {kind}")).join(", ");
        out + &format!("export const EventKind = {{ {table} }} as const;\n")
    }
}

impl crate::wire::TypeScript for Event {
    fn type_script() -> String {
        "Event".into()
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(e) => e.serialize(s),
            Self::Kill(e) => e.serialize(s),
            Self::Hit(e) => e.serialize(s),
            Self::Hurt(e) => e.serialize(s),
            Self::Death(e) => e.serialize(s),
            Self::Board(e) => e.serialize(s),
            Self::World(e) => e.serialize(s),
            Self::Crown(e) => e.serialize(s),
            Self::Speed(e) => e.serialize(s),
        }
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_seq(EventVisitor)
    }
}

struct EventVisitor;

impl<'de> de::Visitor<'de> for EventVisitor {
    type Value = Event;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an event: an array that begins with its kind")
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Event, A::Error> {
        fn next<'de, T: Deserialize<'de>, A: de::SeqAccess<'de>>(seq: &mut A) -> Result<T, A::Error> {
            seq.next_element()?.ok_or_else(|| de::Error::custom("event is too short"))
        }
        let s = &mut seq;
        Ok(match next::<u8, A>(s)? {
            Name::KIND => {
                Event::Name(Name { slot: next(s)?, name: next(s)?, bot: next(s)?, level: next(s)? })
            }
            Kill::KIND => Event::Kill(Kill { victim: next(s)?, killer: next(s)?, weapon: next(s)? }),
            Hit::KIND => Event::Hit(Hit { victim: next(s)?, damage: next(s)? }),
            Hurt::KIND => Event::Hurt(Hurt { by: next(s)?, damage: next(s)?, heading: next(s)? }),
            Death::KIND => Event::Death(Death { by: next(s)?, respawn: next(s)?, lost: next(s)? }),
            Board::KIND => {
                Event::Board(Board { players: next(s)?, rank: next(s)?, rows: next(s)?, crown: next(s)? })
            }
            World::KIND => Event::World(World { half: next(s)?, from: next(s)? }),
            Crown::KIND => Event::Crown(Crown { slot: next(s)? }),
            Speed::KIND => Event::Speed(Speed { percent: next(s)? }),
            kind => return Err(de::Error::custom(format_args!("no event has kind {kind}"))),
        })
    }
}
