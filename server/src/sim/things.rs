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
    /// Sixteenths of a tick that the rail goes back.
    pub(crate) rewind: u16,
}

/// What keeps a ship whole.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hull {
    /// Above 0, up to the full hull that the stats give.
    pub(crate) points: f32,
    /// Tick of the last damage, or of the ship's beginning.
    pub(crate) hurt: Tick,
}

/// The blaster.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Gun {
    /// Tick from which it may fire, not whole: stats make the period any number of ticks.
    pub(crate) ready: f64,
    /// First tick without the triple shot.
    pub(crate) triple: Tick,
}

/// The shield of a new ship, or one that was picked up.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shield {
    /// First tick without it.
    pub(crate) until: Tick,
    /// It was picked up, and firing does not end it.
    pub(crate) lasts: bool,
}

impl Shield {
    /// Ends the shield of a new ship, because it fires in `tick`.
    pub(crate) fn drop_spawn(&mut self, tick: Tick) {
        if !self.lasts {
            self.until = self.until.min(tick);
        }
    }
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
    /// Points of hull that its hit takes.
    pub(crate) damage: f32,
}

impl Shot {
    pub(crate) fn new(owner: Slot, origin: (f32, f32), heading: u16, birth: Tick, damage: f32) -> Self {
        Self { owner, origin, heading, direction: heading::unpack16(heading), birth, damage }
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

/// Something to collect: a piece of scrap, or a power-up.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scrap {
    /// Units.
    pub(crate) at: (f32, f32),
    /// Points; 0 for a power-up.
    pub(crate) value: u8,
    /// One of [`fracas_protocol::record::pickup`].
    pub(crate) what: u8,
    /// First tick without it.
    pub(crate) until: Tick,
}
