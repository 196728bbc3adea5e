//! The world's size: it follows the number of players, by dates that everybody learns in time, because walls are
//! part of prediction.

use bevy_ecs::prelude::*;
use fracas_protocol::{Rules, Tick};

use super::{
    Happening, rocks,
    seats::Seats,
    slots::Table,
    state::{Clock, Happenings, Tuning},
    things::Boulder,
};

/// Units: sizes are multiples of it, so that not every newcomer moves the walls.
const STEP: f64 = 64.0;

/// Share of the half side that must be too much before the world shrinks: a player who comes and goes shall not
/// make it breathe.
const SLACK: f64 = 0.1;

/// Half the side of the world, now and next.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Size {
    /// Units, in force.
    pub(crate) half: f32,
    /// Units, and the first tick of it.
    pub(crate) next: Option<(f32, Tick)>,
}

impl Size {
    /// The size that suits `seats` players.
    pub(crate) fn fit(seats: usize, rules: &Rules) -> f32 {
        let half = ((seats as f64) * rules.area_per_seat).sqrt() / 2.0;
        ((half.max(rules.world_half_min) / STEP).ceil() * STEP) as f32
    }

    /// The tick has come to `tick`: a size with this date is in force.
    pub(crate) fn reach(&mut self, tick: Tick) {
        if let Some((half, from)) = self.next
            && from <= tick
        {
            *self = Self { half, next: None };
        }
    }

    /// The size to go to when `fit` would suit.
    fn wanted(&self, fit: f32) -> Option<f32> {
        let grows = fit > self.half;
        let shrinks = f64::from(fit) < f64::from(self.half) * (1.0 - SLACK);
        (self.next.is_none() && (grows || shrinks)).then_some(fit)
    }
}

/// System: dates a new size when the players need one, and the end of the rocks that will not fit.
pub(crate) fn resize(
    clock: Res<'_, Clock>,
    tuning: Res<'_, Tuning>,
    seats: Res<'_, Seats>,
    mut size: ResMut<'_, Size>,
    mut rocks: Table<'_, '_, Boulder>,
    mut happenings: ResMut<'_, Happenings>,
) {
    let Some(half) = size.wanted(Size::fit(seats.len(), &tuning.rules)) else {
        return;
    };
    let from = clock.tick + tuning.steps.notice_ticks as Tick;
    size.next = Some((half, from));
    happenings.push(Happening::Resized { half, from });
    for slot in rocks.slots().range() {
        if let Some(mut boulder) = rocks.get_mut(slot)
            && !boulder.is_dated()
            && !rocks::fits(&boulder.rock, half, &tuning.rules)
        {
            boulder.rock.until = from;
            happenings.push(Happening::RockCracked { slot });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_grows_at_once_and_shrinks_only_for_a_tenth() {
        let size = Size { half: 2048.0, next: None };
        assert_eq!(size.wanted(2112.0), Some(2112.0));
        assert_eq!(size.wanted(1856.0), None, "9 percent");
        assert_eq!(size.wanted(1792.0), Some(1792.0), "12 percent");
        assert_eq!(Size { next: Some((2112.0, 9)), ..size }.wanted(2176.0), None, "one change at a time");
    }

    #[test]
    fn two_thousand_players_get_their_area() {
        let rules = Rules::default();
        let side = f64::from(Size::fit(2000, &rules)) * 2.0;
        let area = side * side / 2000.0;
        assert!((150_000.0..153_000.0).contains(&area), "{area} square units each");
        assert_eq!(Size::fit(0, &rules), 1536.0);
    }
}
