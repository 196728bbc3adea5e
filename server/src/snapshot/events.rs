//! Events that wait for one session, encoded. They must arrive, in order; a session whose queue is full is
//! too slow to play.

use std::collections::VecDeque;

use fracas_protocol::{NOBODY, Slot, limits::BOARD_ROWS, limits::NAME_BYTES_MAX, snapshot::Parts};

use super::{budget::Budget, names::Names, view::View};
use crate::limits::EVENTS_BYTES_MAX;

/// Bytes of the longest event, with one name that it needs: a leaderboard of large numbers, with the crown.
pub(super) const LONGEST_EVENT: usize = 24 + BOARD_ROWS * 9 + NAME_BYTES_MAX + 10;

/// Bytes of waiting events beyond which nobody hears what does not concern him: about two frames' share.
const LIGHT_BYTES: usize = 256;

/// Encoded events, one behind the other.
#[derive(Debug, Default)]
pub(super) struct EventQueue {
    bytes: VecDeque<u8>,
    waiting: VecDeque<Waiting>,
}

/// One event in the queue.
#[derive(Debug)]
struct Waiting {
    length: usize,
    /// How many of `named` are left to be introduced.
    names: usize,
    named: [Slot; BOARD_ROWS],
}

impl EventQueue {
    /// Adds an event that names at most [`BOARD_ROWS`] players; false when there is no room for it.
    #[must_use]
    pub(super) fn push(&mut self, named: &[Slot], event: &[u8]) -> bool {
        let fits = self.bytes.len() + event.len() <= EVENTS_BYTES_MAX;
        if fits {
            let mut waiting =
                Waiting { length: event.len(), names: named.len(), named: [NOBODY; BOARD_ROWS] };
            waiting.named[..named.len()].copy_from_slice(named);
            self.bytes.extend(event);
            self.waiting.push_back(waiting);
        }
        fits
    }

    /// True while all that waits leaves within about two frames.
    pub(super) fn is_light(&self) -> bool {
        self.bytes.len() < LIGHT_BYTES
    }

    /// Moves as many of the oldest events into `parts` as the budget takes, each behind the names that it needs.
    /// A name is looked up now and not when the event was queued: another may sit there since.
    pub(super) fn drain(&mut self, view: &View, names: &mut Names, parts: &mut Parts, budget: &mut Budget) {
        while let Some(event) = self.waiting.front_mut() {
            while event.names > 0 {
                let slot = event.named[event.names - 1];
                if slot != NOBODY && !names.has(slot) && !names.write(view, slot, parts, budget) {
                    return;
                }
                event.names -= 1;
            }
            if !budget.take(event.length) {
                return;
            }
            parts.events.extend(self.bytes.drain(..event.length));
            parts.event_count += 1;
            self.waiting.pop_front();
        }
    }
}
