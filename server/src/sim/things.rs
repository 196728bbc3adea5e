//! What is in the world: components. Nothing here is a wire type.

use bevy_ecs::prelude::*;
use fracas_protocol::{Drive, Motion, Rock, Slot, Tick, heading};

/// A ship's place and gun. The ship's slot is its player's.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ship {
    pub(crate) motion: Motion,
    /// Unit vector of the gun.
    pub(crate) aim: (f32, f32),
    /// Boosted in this tick.
    pub(crate) boosting: bool,
}

/// What the player wants in this tick. Set anew in each tick, so it is not in checkpoints.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(crate) struct Helm {
    pub(crate) drive: Drive,
    pub(crate) fire: bool,
}

/// What keeps a ship whole.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hull {
    /// Above 0, up to `hull_max`.
    pub(crate) points: f32,
    /// Tick of the last damage, or of the ship's beginning.
    pub(crate) hurt: Tick,
}

/// The blaster.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Gun {
    /// First tick in which it may fire.
    pub(crate) ready: Tick,
}

/// Spawn shield.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shield {
    /// First tick without it.
    pub(crate) until: Tick,
}

/// All that a ship is, but for the wishes of the tick.
#[derive(Bundle, Clone, Copy, Debug, PartialEq)]
pub(crate) struct ShipParts {
    pub(crate) ship: Ship,
    pub(crate) hull: Hull,
    pub(crate) gun: Gun,
    pub(crate) shield: Shield,
}

/// A shot: it flies straight from where it was born.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shot {
    /// Who fired it; `NOBODY` once he has left.
    pub(crate) owner: Slot,
    /// Units; a whole number of the wire's steps.
    pub(crate) origin: (f32, f32),
    pub(crate) heading: u16,
    /// Unit vector of `heading`, kept because a square root per shot and tick is not free.
    pub(crate) direction: (f64, f64),
    /// Tick after which it was at `origin`.
    pub(crate) birth: Tick,
}

impl Shot {
    pub(crate) fn new(owner: Slot, origin: (f32, f32), heading: u16, birth: Tick) -> Self {
        Self { owner, origin, heading, direction: heading::unpack16(heading), birth }
    }

    /// Units: where it is after `tick`, which is not before its birth, at `step` units a tick.
    #[inline]
    pub(crate) fn at(&self, tick: Tick, step: f64) -> (f64, f64) {
        let way = f64::from(tick - self.birth) * step;
        (f64::from(self.origin.0) + self.direction.0 * way, f64::from(self.origin.1) + self.direction.1 * way)
    }
}

/// A rock with what motion need not know.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Boulder {
    /// `until` is `Tick::MAX` while nobody knows its end.
    pub(crate) rock: Rock,
    /// Seed of its looks.
    pub(crate) look: u16,
    /// Points; infinite for one that does not break, 0 or less for one that is broken.
    pub(crate) hull: f32,
}

impl Boulder {
    /// True once the date of its end is known.
    pub(crate) fn is_dated(&self) -> bool {
        self.rock.until != Tick::MAX
    }
}

/// A piece of scrap.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scrap {
    /// Units.
    pub(crate) at: (f32, f32),
    /// Points.
    pub(crate) value: u8,
    /// First tick without it.
    pub(crate) until: Tick,
}
