//! The state of the world as plain rows, in slot order: what the snapshot reads.

use fracas_protocol::{Motion, Rock, Slot, Tick};

/// A ship that is in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShipRow {
    /// Its player's slot.
    pub slot: Slot,
    /// Where and how fast.
    pub motion: Motion,
    /// Unit vector of its gun.
    pub aim: (f32, f32),
    /// Points.
    pub hull: f32,
    /// Points of its full hull.
    pub hull_max: f32,
    /// Boosted in this tick.
    pub boosting: bool,
    /// Ticks for which it cannot be hurt.
    pub shield: Tick,
    /// Ticks of the triple shot that are left.
    pub triple: Tick,
    /// Ticks until the blaster may fire again.
    pub cooldown: u8,
}

/// A player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatRow {
    /// Points.
    pub score: u32,
    /// From 1.
    pub level: u8,
    /// The way to the next level in 1/255.
    pub progress: u8,
    /// Unspent points.
    pub points: u8,
    /// Points in each [stat](fracas_protocol::stat).
    pub stats: [u8; fracas_protocol::stat::COUNT],
}

/// A shot in flight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShotRow {
    /// The shot's slot.
    pub slot: Slot,
    /// Who fired it.
    pub owner: Slot,
    /// Where it was after tick `birth`, units.
    pub origin: (f32, f32),
    /// 16-bit heading: the shot flies along exactly what travels.
    pub heading: u16,
    /// Tick after which it was at `origin`.
    pub birth: Tick,
    /// Where it is now, units.
    pub at: (f32, f32),
}

/// A rock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RockRow {
    /// The rock's slot.
    pub slot: Slot,
    /// Seed of its looks.
    pub look: u16,
    /// What motion knows of it.
    pub rock: Rock,
}

/// A piece of scrap or a power-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrapRow {
    /// The scrap's slot.
    pub slot: Slot,
    /// Units.
    pub at: (f32, f32),
    /// Points.
    pub value: u8,
    /// One of [`fracas_protocol::record::pickup`].
    pub what: u8,
}
