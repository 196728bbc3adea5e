//! Events that wait for one session, encoded. They must arrive, in order; a session whose queue is full is
//! too slow to play.

use std::collections::VecDeque;

use fracas_protocol::{
    NOBODY, Slot,
    limits::{BOARD_ROWS, CHAT_BYTES_MAX, NAME_BYTES_MAX},
    snapshot::Parts,
};

use super::{budget::Budget, names::Names, view::View};
use crate::limits::EVENTS_BYTES_MAX;

/// Bytes of the longest event but for what people say, with one name that it needs: a leaderboard of large numbers, with
/// the crown.
pub(super) const USUAL_EVENT: usize = 24 + BOARD_ROWS * 9 + NAME_BYTES_MAX + 10;

/// Bytes of the longest event: the longest text, with the longest name.
pub(super) const LONGEST_EVENT: usize = 10 + NAME_BYTES_MAX + CHAT_BYTES_MAX;

/// Bytes of waiting events, with their heads, beyond which nobody hears what does not concern him: about two frames'
/// share.
const LIGHT_BYTES: usize = 320;

/// Bytes of waiting events, with their heads, beyond which nobody hears what people say: talk alone never makes a session
/// too slow to play.
const TALK_BYTES: usize = EVENTS_BYTES_MAX / 2;

/// Bytes of an event's head before the slots that it names.
const HEAD: usize = 3;

/// Encoded events, one behind the other, each behind its head: how long it is, how many players it names, their slots.
#[derive(Debug)]
pub(super) struct EventQueue {
    bytes: VecDeque<u8>,
}

impl Default for EventQueue {
    /// With all the memory that it may ever take: a player in a crowd needs it, and a tick then never waits for more.
    fn default() -> Self {
        Self { bytes: VecDeque::with_capacity(EVENTS_BYTES_MAX) }
    }
}

impl EventQueue {
    /// Adds an event of at most [`LONGEST_EVENT`] bytes that names at most [`BOARD_ROWS`] players; false when there is no
    /// room for it.
    #[must_use]
    pub(super) fn push(&mut self, named: &[Slot], event: &[u8]) -> bool {
        debug_assert!(named.len() <= BOARD_ROWS && event.len() <= LONGEST_EVENT, "{} bytes", event.len());
        let fits = self.bytes.len() + HEAD + 2 * named.len() + event.len() <= EVENTS_BYTES_MAX;
        if fits {
            self.bytes.extend((event.len() as u16).to_le_bytes());
            self.bytes.push_back(named.len() as u8);
            self.bytes.extend(named.iter().flat_map(|slot| slot.to_le_bytes()));
            self.bytes.extend(event);
        }
        fits
    }

    /// True while all that waits leaves within about two frames.
    pub(super) fn is_light(&self) -> bool {
        self.bytes.len() < LIGHT_BYTES
    }

    /// True while there is room for talk.
    pub(super) fn takes_talk(&self) -> bool {
        self.bytes.len() < TALK_BYTES
    }

    /// Bytes of the oldest event, which is written first.
    pub(super) fn next_bytes(&self) -> usize {
        if self.bytes.is_empty() { 0 } else { usize::from(self.number(0)) }
    }

    /// Moves as many of the oldest events into `parts` as the budget takes, each behind the names that it needs.
    /// A name is looked up now and not when the event was queued: another may sit there since.
    pub(super) fn drain(&mut self, view: &View, names: &mut Names, parts: &mut Parts, budget: &mut Budget) {
        while let Some(&named) = self.bytes.get(HEAD - 1) {
            let (length, named) = (self.next_bytes(), usize::from(named));
            for at in (0..named).rev() {
                let slot = self.number(HEAD + 2 * at);
                if slot != NOBODY && !names.has(slot) && !names.write(view, slot, parts, budget) {
                    return;
                }
            }
            if !budget.take(length) {
                return;
            }
            self.bytes.drain(..HEAD + 2 * named);
            parts.events.extend(self.bytes.drain(..length));
            parts.event_count += 1;
        }
    }

    /// The number that begins at a place of the oldest event's head.
    fn number(&self, place: usize) -> u16 {
        u16::from_le_bytes([self.bytes[place], self.bytes[place + 1]])
    }
}

const _: () = assert!(USUAL_EVENT <= LONGEST_EVENT && LONGEST_EVENT <= u16::MAX as usize);
const _: () = assert!(BOARD_ROWS <= u8::MAX as usize && TALK_BYTES + LONGEST_EVENT + HEAD < EVENTS_BYTES_MAX);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_takes_no_more_and_has_not_grown() {
        let mut queue = EventQueue::default();
        let memory = queue.bytes.capacity();
        let taken = (0..).take_while(|_| queue.push(&[1, 2], &[7; 8])).count();
        assert_eq!(taken, EVENTS_BYTES_MAX / (HEAD + 4 + 8));
        assert_eq!(queue.bytes.capacity(), memory);
    }
}
