//! Who plays: the part of a player that outlives his ship.

use bevy_ecs::prelude::*;
use fracas_protocol::{Slot, Tick};

/// A player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seat {
    /// Points.
    pub(crate) score: u32,
    /// First tick in which he gets a ship; `None` while he has one.
    pub(crate) respawn: Option<Tick>,
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

    /// Empties a seat; false when it was empty.
    pub(crate) fn leave(&mut self, slot: Slot) -> bool {
        let left = self.places.get_mut(usize::from(slot)).and_then(Option::take).is_some();
        self.taken -= usize::from(left);
        left
    }
}
