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
    /// Boosted in this tick.
    pub boosting: bool,
    /// Cannot be hurt.
    pub shielded: bool,
    /// Ticks until the blaster may fire again.
    pub cooldown: u8,
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

/// A piece of scrap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrapRow {
    /// The scrap's slot.
    pub slot: Slot,
    /// Units.
    pub at: (f32, f32),
    /// Points.
    pub value: u8,
}
