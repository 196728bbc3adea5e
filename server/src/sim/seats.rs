//! Who plays: the part of a player that outlives his ship.

use bevy_ecs::prelude::*;
use fracas_protocol::{Rules, Slot, Tick};

use super::stats::Stats;

/// A player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seat {
    /// Points of score.
    pub(crate) score: u32,
    /// Points of experience since the last level.
    pub(crate) experience: u32,
    /// From 1.
    pub(crate) level: u8,
    pub(crate) stats: Stats,
    /// Points of levels that are in no stat yet.
    pub(crate) points: u8,
    /// Tick since which they lie there.
    pub(crate) points_since: Tick,
    /// First tick in which he gets a ship; `None` while he has one.
    pub(crate) respawn: Option<Tick>,
}

impl Seat {
    /// A newcomer who gets his ship in `tick`.
    pub(crate) fn new(tick: Tick) -> Self {
        Self {
            score: 0,
            experience: 0,
            level: 1,
            stats: Stats::default(),
            points: 0,
            points_since: 0,
            respawn: Some(tick),
        }
    }

    /// Score and experience for something done or collected.
    pub(crate) fn earn(&mut self, points: u32) {
        self.score = self.score.saturating_add(points);
        self.experience = self.experience.saturating_add(points);
    }

    /// Points of experience that the next level costs; `None` on the highest.
    pub(crate) fn next_level(&self, rules: &Rules) -> Option<u32> {
        let below = f64::from(self.level) < rules.level_max;
        below.then(|| (f64::from(self.level) * rules.level_points) as u32)
    }

    /// Falls back to the level that death leaves.
    pub(crate) fn fall(&mut self, rules: &Rules) {
        self.level = ((f64::from(self.level) * rules.level_keep_share) as u8).max(1);
        self.experience = 0;
        let most = u32::from(self.level) - 1;
        self.stats.cut_to(most);
        self.points = self.points.min((most - self.stats.spent()) as u8);
    }
}

/// All players, by slot.
#[derive(Resource, Default)]
pub(crate) struct Seats {
    places: Vec<Option<Seat>>,
    taken: usize,
}

impl Seats {
    pub(crate) fn get(&self, slot: Slot) -> Option<&Seat> {
        self.places.get(usize::from(slot))?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, slot: Slot) -> Option<&mut Seat> {
        self.places.get_mut(usize::from(slot))?.as_mut()
    }

    /// All players, by rising slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, &Seat)> {
        self.places.iter().enumerate().filter_map(|(slot, seat)| Some((slot as Slot, seat.as_ref()?)))
    }

    /// The same, to change them.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (Slot, &mut Seat)> {
        self.places.iter_mut().enumerate().filter_map(|(slot, seat)| Some((slot as Slot, seat.as_mut()?)))
    }

    /// Number of players.
    pub(crate) fn len(&self) -> usize {
        self.taken
    }

    /// Gives a free seat; a taken one stays as it is.
    pub(crate) fn sit(&mut self, slot: Slot, seat: Seat) {
        let at = usize::from(slot);
        if at >= self.places.len() {
            self.places.resize(at + 1, None);
        }
        if self.places[at].is_none() {
            self.places[at] = Some(seat);
            self.taken += 1;
        }
    }

    /// Empties a seat; who sat there.
    pub(crate) fn leave(&mut self, slot: Slot) -> Option<Seat> {
        let left = self.places.get_mut(usize::from(slot)).and_then(Option::take);
        self.taken -= usize::from(left.is_some());
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn death_halves_the_level_and_takes_its_points() {
        let rules = Rules::default();
        let mut seat = Seat { level: 9, stats: Stats([4, 0, 2, 0, 0, 0]), points: 2, ..Seat::new(1) };
        seat.fall(&rules);
        assert_eq!((seat.level, seat.stats.0, seat.points), (4, [1, 0, 2, 0, 0, 0], 0));
        seat.fall(&rules);
        seat.fall(&rules);
        assert_eq!((seat.level, seat.stats.spent()), (1, 0));
    }

    #[test]
    fn each_level_costs_more_and_the_highest_has_no_next() {
        let rules = Rules::default();
        let cost = |level| Seat { level, ..Seat::new(1) }.next_level(&rules);
        assert_eq!((cost(1), cost(2), cost(30)), (Some(12), Some(24), None));
    }
}
