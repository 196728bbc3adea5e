//! Fixed-size little-endian records inside `bin` fields. One table per record drives the writer, the reader,
//! the TypeScript offsets and the test that holds `PROTOCOL.md`.

/// Declares a record: its fields in order, without gaps.
macro_rules! record {
    ($(#[$m:meta])* $name:ident = $size:literal { $( $(#[$fm:meta])* $field:ident : $ty:ident ),* $(,)? }) => {
        $(#[$m])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name { $( $(#[$fm])* pub $field: $ty ),* }

        impl $name {
            /// Bytes of one record.
            pub const SIZE: usize = $size;

            /// (field, type) in order.
            pub const LAYOUT: &[(&str, &str)] = &[$((stringify!($field), stringify!($ty))),*];

            /// The record as bytes.
            #[inline]
            pub fn to_bytes(&self) -> [u8; $size] {
                let mut out = [0; $size];
                let mut at = 0;
                $( at = put(&mut out, at, &self.$field.to_le_bytes()); )*
                debug_assert_eq!(at, $size);
                out
            }

            /// The record from its bytes.
            #[inline]
            pub fn from_bytes(bytes: &[u8; $size]) -> Self {
                let mut at = 0;
                $( let $field = $ty::from_le_bytes(take(bytes, &mut at)); )*
                Self { $($field),* }
            }

            /// All records of a `bin`; a rest shorter than a record is left out (the codec refuses it).
            pub fn all(bytes: &[u8]) -> impl Iterator<Item = Self> {
                bytes.as_chunks::<$size>().0.iter().map(Self::from_bytes)
            }
        }

        const _: () = assert!($size == 0 $(+ size_of::<$ty>())*);
    };
}

#[inline]
fn put<const N: usize>(out: &mut [u8], at: usize, bytes: &[u8; N]) -> usize {
    out[at..at + N].copy_from_slice(bytes);
    at + N
}

#[inline]
fn take<const N: usize>(bytes: &[u8], at: &mut usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[*at..*at + N]);
    *at += N;
    out
}

record! {
    /// A ship in view.
    ShipRecord = 8 {
        /// Its player's slot.
        slot: u16,
        /// [Packed](crate::quantize) coordinate.
        x: u16,
        /// Packed coordinate.
        y: u16,
        /// [8-bit heading](crate::heading) of its aim.
        heading: u8,
        /// Bits 0-4: hull in 1/31 of the full, at least 1. Bit 5: boosts. Bit 6: shielded. Bit 7: zero.
        state: u8,
    }
}

/// Bits of [`ShipRecord::state`].
pub mod ship_state {
    /// Hull in 1/31 of the full.
    pub const HULL: u8 = 0b1_1111;
    /// Boosts.
    pub const BOOST: u8 = 1 << 5;
    /// Cannot be hurt.
    pub const SHIELD: u8 = 1 << 6;
    /// Nobody is at the helm: its player's line broke and his seat is kept, or he said so.
    pub const AWAY: u8 = 1 << 7;
}

record! {
    /// The reader's own ship, exact: what moves in every tick.
    OwnRecord = 29 {
        /// Units.
        x: f32,
        /// Units.
        y: f32,
        /// Units a second.
        vx: f32,
        /// Units a second.
        vy: f32,
        /// Points.
        energy: f32,
        /// Ticks of the shield that are left, 0 without one.
        shield: u16,
        /// Ticks of the triple shot that are left.
        triple: u16,
        /// Points, rounded up.
        hull: u8,
        /// Ticks until the blaster may fire again.
        cooldown: u8,
        /// Ticks until the rail may fire again.
        reload: u8,
        /// Bits of [`own_flags`].
        flags: u8,
        /// Bits of [`causes`]: what moved the ship since the last snapshot besides its inputs.
        causes: u8,
    }
}

record! {
    /// How far the reader has come: behind [`OwnRecord`] when it is not what he was told last.
    ProgressRecord = 11 {
        /// Points.
        score: u32,
        /// Points in each [stat](crate::stat), 4 bits each, the first in the lowest.
        stats: u32,
        /// From 1.
        level: u8,
        /// The way to the next level in 1/255.
        progress: u8,
        /// Unspent points.
        points: u8,
    }
}

/// Bits of [`OwnRecord::flags`].
pub mod own_flags {
    /// [`Motion::spent`](crate::Motion::spent).
    pub const SPENT: u8 = 1;
}

/// Bits of [`OwnRecord::causes`].
pub mod causes {
    /// A hit kicked it, or it is a new ship.
    pub const HIT: u8 = 1;
    /// Another ship pushed it.
    pub const PUSH: u8 = 2;
    /// A tick ran without a fresh input, or inputs were skipped after a burst.
    pub const STARVED: u8 = 4;
}

record! {
    /// A shot of the blaster: told once, flown by rule.
    ShotRecord = 11 {
        /// The shot's slot.
        slot: u16,
        /// Who fired it.
        owner: u16,
        /// Packed coordinate where it was born.
        x: u16,
        /// Packed coordinate where it was born.
        y: u16,
        /// [16-bit heading](crate::heading).
        heading: u16,
        /// Low 8 bits of the tick after which it is at (x, y).
        birth: u8,
    }
}

/// What a hit or a kill came from.
pub mod weapon {
    /// The blaster.
    pub const BLASTER: u8 = 0;
    /// The rail.
    pub const RAIL: u8 = 1;
}

record! {
    /// A shot of the rail: a line, there and gone.
    RailRecord = 11 {
        /// Who fired it.
        owner: u16,
        /// Packed coordinate where it begins.
        x: u16,
        /// Packed coordinate where it begins.
        y: u16,
        /// [16-bit heading](crate::heading).
        heading: u16,
        /// Whole units of its way.
        length: u16,
        /// One of [`end`], 0 when it met nothing.
        what: u8,
    }
}

record! {
    /// A shot that ended before its time.
    EndRecord = 7 {
        /// The shot's slot.
        slot: u16,
        /// Packed coordinate where it ended.
        x: u16,
        /// Packed coordinate where it ended.
        y: u16,
        /// One of [`end`].
        what: u8,
    }
}

/// What a shot ended on.
pub mod end {
    /// A ship.
    pub const SHIP: u8 = 1;
    /// A rock.
    pub const ROCK: u8 = 2;
    /// The wall.
    pub const WALL: u8 = 3;
}

record! {
    /// A rock, exact: it is part of prediction.
    RockRecord = 24 {
        /// The rock's slot.
        slot: u16,
        /// Seed of its looks, and nothing else.
        look: u16,
        /// Units.
        x: f32,
        /// Units.
        y: f32,
        /// Units.
        radius: f32,
        /// First tick in which it is solid.
        from: u32,
        /// First tick in which it is not; 4294967295 while it stands.
        until: u32,
    }
}

record! {
    /// Something to collect; it lies still.
    ScrapRecord = 8 {
        /// The scrap's slot.
        slot: u16,
        /// Packed coordinate.
        x: u16,
        /// Packed coordinate.
        y: u16,
        /// Points; 0 for a power-up.
        value: u8,
        /// One of [`pickup`].
        what: u8,
    }
}

/// What can be collected.
pub mod pickup {
    /// Points of score and experience.
    pub const SCRAP: u8 = 0;
    /// A shield for some time.
    pub const SHIELD: u8 = 1;
    /// Three shots at once for some time.
    pub const TRIPLE: u8 = 2;
    /// Hull, at once.
    pub const REPAIR: u8 = 3;
}

/// (field, type) of a record, in order.
pub type Layout = &'static [(&'static str, &'static str)];

/// (name, size, layout) of every record.
pub const RECORDS: &[(&str, usize, Layout)] = &[
    ("ShipRecord", ShipRecord::SIZE, ShipRecord::LAYOUT),
    ("OwnRecord", OwnRecord::SIZE, OwnRecord::LAYOUT),
    ("ProgressRecord", ProgressRecord::SIZE, ProgressRecord::LAYOUT),
    ("RailRecord", RailRecord::SIZE, RailRecord::LAYOUT),
    ("ShotRecord", ShotRecord::SIZE, ShotRecord::LAYOUT),
    ("EndRecord", EndRecord::SIZE, EndRecord::LAYOUT),
    ("RockRecord", RockRecord::SIZE, RockRecord::LAYOUT),
    ("ScrapRecord", ScrapRecord::SIZE, ScrapRecord::LAYOUT),
];
