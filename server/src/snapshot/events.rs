//! Events that wait for one session, encoded. They must arrive, in order; a session whose queue is full is
//! too slow to play.

use std::collections::VecDeque;

use fracas_protocol::snapshot::Parts;

use super::budget::Budget;
use crate::limits::EVENTS_BYTES_MAX;

/// Encoded events, one behind the other.
#[derive(Debug, Default)]
pub(super) struct EventQueue {
    bytes: VecDeque<u8>,
    lengths: VecDeque<u16>,
}

impl EventQueue {
    /// Adds an event; false when there is no room for it.
    #[must_use]
    pub(super) fn push(&mut self, event: &[u8]) -> bool {
        let fits = self.bytes.len() + event.len() <= EVENTS_BYTES_MAX;
        if fits {
            self.bytes.extend(event);
            self.lengths.push_back(event.len() as u16);
        }
        fits
    }

    /// Moves as many of the oldest events into `parts` as the budget takes.
    pub(super) fn drain(&mut self, parts: &mut Parts, budget: &mut Budget) {
        while let Some(&length) = self.lengths.front() {
            let length = usize::from(length);
            if !budget.take(length) {
                break;
            }
            parts.events.extend(self.bytes.drain(..length));
            parts.event_count += 1;
            self.lengths.pop_front();
        }
    }
}
