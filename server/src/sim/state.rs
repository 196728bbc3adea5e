//! The parts of the state that are not things, and what systems hand to each other within a tick.

use bevy_ecs::{prelude::*, system::SystemParam};
use fracas_protocol::{Rules, Slot, Steps, Tick};

use super::{Happening, size::Size};

/// The newest tick.
#[derive(Resource)]
pub(crate) struct Clock {
    pub(crate) tick: Tick,
}

/// The numbers of the game: they never change in a world's life.
#[derive(Resource)]
pub(crate) struct Tuning {
    pub(crate) rules: Rules,
    pub(crate) steps: Steps,
}

/// What nearly every rule looks at.
#[derive(SystemParam)]
pub(crate) struct Now<'w> {
    clock: Res<'w, Clock>,
    tuning: Res<'w, Tuning>,
    size: Res<'w, Size>,
}

impl Now<'_> {
    /// The tick that is being computed.
    pub(crate) fn tick(&self) -> Tick {
        self.clock.tick
    }

    /// Half the side of the world in this tick, units.
    pub(crate) fn half(&self) -> f32 {
        self.size.half
    }

    /// Half the side of the world (units) in which something that is placed now will always lie.
    pub(crate) fn lasting_half(&self) -> f32 {
        self.size.next.map_or(self.size.half, |(next, _)| next.min(self.size.half))
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.tuning.rules
    }

    pub(crate) fn steps(&self) -> &Steps {
        &self.tuning.steps
    }

    /// The tick that is `ticks` (a whole number) ahead.
    pub(crate) fn ahead(&self, ticks: f64) -> Tick {
        self.clock.tick + ticks as Tick
    }
}

/// What this tick did; cleared when the next one begins.
#[derive(Resource, Default)]
pub(crate) struct Happenings(pub(crate) Vec<Happening>);

impl Happenings {
    pub(crate) fn push(&mut self, happening: Happening) {
        self.0.push(happening);
    }
}

/// What was hit in this tick: by shots, by their rising slot, then by rails, by their owners'. Made by flight and
/// rail, used up by damage.
#[derive(Resource, Default)]
pub(crate) struct Impacts(pub(crate) Vec<Impact>);

/// One hit on something that can be damaged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Impact {
    /// Who fired.
    pub(crate) by: Slot,
    /// One of [`fracas_protocol::record::weapon`].
    pub(crate) weapon: u8,
    /// Points of hull.
    pub(crate) damage: f32,
    /// Units a second that the target is pushed.
    pub(crate) kick: f64,
    /// Unit vector of the shot's flight.
    pub(crate) direction: (f64, f64),
    pub(crate) target: Target,
}

/// What a shot can hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    Ship(Slot),
    Rock(Slot),
    Wall,
}

/// What shall become scrap at the end of this tick.
#[derive(Resource, Default)]
pub(crate) struct Drops(pub(crate) Vec<Drop>);

/// Points that fall out of something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drop {
    /// Units.
    pub(crate) at: (f32, f32),
    /// Units: half side of the square in which the pieces lie.
    pub(crate) spread: f64,
    pub(crate) points: u32,
}

/// System: begins a tick.
pub(crate) fn open_tick(
    mut clock: ResMut<'_, Clock>,
    mut size: ResMut<'_, Size>,
    mut happenings: ResMut<'_, Happenings>,
) {
    clock.tick += 1;
    happenings.0.clear();
    size.reach(clock.tick);
}
