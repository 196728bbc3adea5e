//! Who sits where. A seat outlives its session: who comes back in time finds it as he left it.

use std::collections::HashMap;

use fracas_protocol::{Slot, Tick, limits::NAME_CHARS_MAX};
use unicode_normalization::UnicodeNormalization;

use crate::{
    intent::InputQueue,
    link::{Pass, PlayerId, SessionKey},
    text,
};

/// Where a seated player is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// He plays by this session.
    Here(SessionKey),
    /// His line broke in this tick.
    Away(Tick),
}

/// A seated player.
#[derive(Debug)]
pub(super) struct Player {
    /// Who he is; a fill bot is nobody.
    pub(super) id: Option<PlayerId>,
    pub(super) presence: Presence,
    /// With what he came in last; a fill bot has none.
    pub(super) pass: Option<Pass>,
    /// Counts those who have sat down in this room, from 0.
    number: u64,
    /// When his ship was shielded last because he went away.
    pub(super) sheltered: Option<Tick>,
    /// As the others see it.
    pub(super) name: String,
    /// What he sent and what is in force.
    pub(super) inputs: InputQueue,
    /// Bits of [`fracas_protocol::record::causes`] of this tick.
    pub(super) causes: u8,
    /// Ships that he destroyed since he lost his own.
    pub(super) streak: u32,
}

impl Player {
    /// Played by the room.
    pub(super) fn is_bot(&self) -> bool {
        self.id.is_none()
    }

    /// His session, while he has one.
    pub(super) fn session(&self) -> Option<SessionKey> {
        match self.presence {
            Presence::Here(session) => Some(session),
            Presence::Away(_) => None,
        }
    }
}

/// All seats of a room.
#[derive(Debug)]
pub(super) struct Roster {
    seats: Vec<Option<Player>>,
    capacity: usize,
    /// Where each person sits.
    people: HashMap<PlayerId, Slot>,
    /// How many have ever sat down.
    count: u64,
    /// Seats left in this tick; nobody takes them before the next, because the simulation clears them in this one.
    left: Vec<Slot>,
}

impl Roster {
    /// `capacity` seats.
    pub(super) fn new(capacity: usize) -> Self {
        Self { seats: Vec::new(), capacity, people: HashMap::new(), count: 0, left: Vec::new() }
    }

    /// Seated players who are no fill bots, those who are away too.
    pub(super) fn people(&self) -> usize {
        self.people.len()
    }

    /// Where a person sits.
    pub(super) fn seat_of(&self, id: PlayerId) -> Option<Slot> {
        self.people.get(&id).copied()
    }

    /// Another number of seats. Nobody is thrown out: who is too many stays until he leaves.
    pub(super) fn set_capacity(&mut self, capacity: usize) {
        self.capacity = capacity;
    }

    /// With what the people here came in.
    pub(super) fn passes(&self) -> Vec<Pass> {
        self.seats.iter().flatten().filter_map(|player| player.pass).collect()
    }

    /// The person who has sat longest, of those who are here if there are any.
    pub(super) fn longest_seated(&self) -> Option<PlayerId> {
        let people = self.seats.iter().flatten().filter(|player| !player.is_bot());
        people.min_by_key(|player| (player.session().is_none(), player.number)).and_then(|player| player.id)
    }

    /// Takes the lowest free seat; `None` when there is none.
    pub(super) fn sit(&mut self, session: SessionKey, id: Option<PlayerId>, name: &str) -> Option<Slot> {
        let free = |(place, seat): (usize, &Option<Player>)| {
            seat.is_none() && !self.left.iter().any(|&left| usize::from(left) == place)
        };
        let place = self.seats.iter().enumerate().position(free).unwrap_or(self.seats.len());
        if place >= self.capacity {
            return None;
        }
        if place == self.seats.len() {
            self.seats.push(None);
        }
        self.seats[place] = Some(Player {
            id,
            presence: Presence::Here(session),
            pass: None,
            number: self.count,
            sheltered: None,
            name: name.into(),
            inputs: InputQueue::default(),
            causes: 0,
            streak: 0,
        });
        self.count += 1;
        if let Some(id) = id {
            self.people.insert(id, place as Slot);
        }
        Some(place as Slot)
    }

    /// Gives a seat back; whose it was. `in_world` says that the simulation knows of it, so that it rests for this tick.
    pub(super) fn leave(&mut self, slot: Slot, in_world: bool) -> Option<PlayerId> {
        let player = self.seats[usize::from(slot)].take()?;
        if in_world {
            self.left.push(slot);
        }
        let id = player.id?;
        self.people.remove(&id);
        Some(id)
    }

    /// Lets the seats left in this tick be taken again.
    pub(super) fn settle(&mut self) {
        self.left.clear();
    }

    /// Who sits in `slot`.
    pub(super) fn get(&self, slot: Slot) -> Option<&Player> {
        self.seats.get(usize::from(slot))?.as_ref()
    }

    /// Who sits in `slot`.
    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut Player> {
        self.seats.get_mut(usize::from(slot))?.as_mut()
    }

    /// Everybody, by rising slot.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (Slot, &mut Player)> {
        let seats = self.seats.iter_mut().enumerate();
        seats.filter_map(|(place, seat)| Some((place as Slot, seat.as_mut()?)))
    }
}

/// The name as others will see it, or why it cannot be shown.
pub(super) fn presentable(name: &str) -> Result<String, &'static str> {
    let name = shown(name)?;
    if name.chars().count() > NAME_CHARS_MAX {
        return Err("A name has at most 16 characters.");
    }
    Ok(name)
}

/// A name of a person or a room as others will see it, or why it cannot be shown.
pub(super) fn shown(name: &str) -> Result<String, &'static str> {
    let name: String = name.trim().nfc().collect();
    if name.is_empty() {
        return Err("A name needs at least one character.");
    }
    if text::shown(&name, usize::MAX, usize::MAX) != name {
        return Err("A name cannot have characters that nobody sees, double spaces or towers of accents.");
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_left_is_not_taken_in_the_same_tick() {
        let mut roster = Roster::new(2);
        let [ann, bob] = [1, 2].map(|byte| Some(PlayerId([byte; 16])));
        assert_eq!(
            (roster.sit(10, ann, "Ann"), roster.sit(11, None, "Ann"), roster.sit(12, bob, "Ann")),
            (Some(0), Some(1), None)
        );
        assert_eq!((roster.people(), roster.seat_of(PlayerId([1; 16]))), (1, Some(0)));
        assert_eq!(roster.leave(0, true), ann);
        assert_eq!((roster.sit(12, bob, "Ann"), roster.people()), (None, 0));
        roster.settle();
        assert_eq!(roster.sit(12, bob, "Ann"), Some(0));
    }

    #[test]
    fn names_that_cannot_be_shown_are_refused() {
        assert_eq!(presentable("  Ann  "), Ok("Ann".to_owned()));
        assert_eq!(presentable("Кит 🦀"), Ok("Кит 🦀".to_owned()));
        assert_eq!(presentable("Zoe\u{308}"), Ok("Zoë".to_owned()));
        let tower = format!("A{}", "\u{33f}".repeat(8));
        for bad in ["", "   ", "12345678901234567", "a\u{7}b", "a\u{202e}b", "\u{3164}", "\u{61c}", &tower] {
            assert!(presentable(bad).is_err(), "{bad:?}");
        }
    }
}
