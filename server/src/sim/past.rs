//! Where ships were: the ring in which the rail finds what its shooter saw. It is state, hashed and saved.

use std::collections::VecDeque;

use bevy_ecs::prelude::*;
use fracas_protocol::Slot;

use super::{maps::ShipMap, state::Now};

/// Parts of a tick that a rewind counts in.
pub const REWIND_PARTS: u16 = 16;

/// Places of all ships after one tick, by rising slot, units.
pub(crate) type Places = Vec<(Slot, (f32, f32))>;

/// The newest ticks, the newest first.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(crate) struct Past(pub(crate) VecDeque<Places>);

impl Past {
    /// Places of all ships in this tick.
    pub(crate) fn now(&self) -> &[(Slot, (f32, f32))] {
        self.0.front().map_or(&[], |places| places)
    }

    /// Where a ship was `rewind` parts of a tick ago, between two ticks on the line between them; `None` when it was
    /// not in the world then. A ship in its slot before it is another one: between two there is a tick without.
    pub(crate) fn place(&self, slot: Slot, rewind: u16) -> Option<(f64, f64)> {
        let back = usize::from(rewind / REWIND_PARTS);
        let part = f64::from(rewind % REWIND_PARTS) / f64::from(REWIND_PARTS);
        if (0..back).any(|newer| self.at(slot, newer).is_none()) {
            return None;
        }
        let (x, y) = self.at(slot, back)?;
        let (older_x, older_y) = self.at(slot, back + 1).unwrap_or((x, y));
        Some((x + (older_x - x) * part, y + (older_y - y) * part))
    }

    fn at(&self, slot: Slot, back: usize) -> Option<(f64, f64)> {
        let places = self.0.get(back)?;
        let at = places.binary_search_by_key(&slot, |&(slot, _)| slot).ok()?;
        let (_, (x, y)) = places[at];
        Some((f64::from(x), f64::from(y)))
    }
}

/// System: remembers where ships are, once they have moved and been pushed.
pub(crate) fn remember_ships(now: Now<'_>, map: Res<'_, ShipMap>, mut past: ResMut<'_, Past>) {
    // The newest, and those to go back by.
    let kept = now.steps().rewind_ticks as usize + 1;
    let mut places = if past.0.len() >= kept { past.0.pop_back().unwrap_or_default() } else { Places::new() };
    past.0.truncate(kept - 1);
    places.clear();
    places.extend_from_slice(map.0.all());
    past.0.push_front(places);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past() -> Past {
        Past(VecDeque::from([vec![(3, (30.0, 0.0)), (7, (5.0, 5.0))], vec![(3, (14.0, 0.0))], vec![]]))
    }

    #[test]
    fn a_ship_is_found_on_its_way_between_two_ticks() {
        assert_eq!(past().place(3, 0), Some((30.0, 0.0)));
        assert_eq!(past().place(3, 4), Some((26.0, 0.0)));
        assert_eq!(past().place(3, 16), Some((14.0, 0.0)));
        assert_eq!(past().place(3, 20), Some((14.0, 0.0)), "older than its appearance by a part of a tick");
    }

    #[test]
    fn a_ship_is_not_found_before_it_was_there() {
        assert_eq!(past().place(7, 8), Some((5.0, 5.0)));
        assert_eq!(past().place(7, 16), None);
        let another = Past(VecDeque::from([vec![(7, (5.0, 5.0))], vec![], vec![(7, (90.0, 0.0))]]));
        assert_eq!(another.place(7, 32), None, "who sat there before");
        assert_eq!(past().place(3, 32), None);
        assert_eq!(past().place(3, 160), None, "nothing is remembered");
    }
}
