//! What one player did in the measured window, over all his connections.

use std::time::Duration;

use fracas_brains::Corrections;
use tokio::time::Instant;

use super::Player;
use crate::tally::Tally;

/// What he did in the window.
#[derive(Default)]
pub(super) struct Stay {
    /// Since when he plays, or the window is open; `None` without a seat.
    pub(super) since: Option<Instant>,
    /// Before that.
    played: Duration,
    /// Of earlier connections.
    corrections: Corrections,
    /// Of this connection, before the window.
    corrections_before: Corrections,
}

impl Stay {
    /// A new connection: its corrections are counted from none.
    pub(super) fn connect(&mut self) {
        self.corrections_before = Corrections::default();
    }

    /// The connection has ended, with these corrections on it. True when a seat is lost by that.
    pub(super) fn end(&mut self, on_it: Corrections, now: Instant) -> bool {
        self.corrections = self.corrections(on_it);
        self.corrections_before = on_it;
        let seat = self.since.take();
        self.played += seat.map_or(Duration::ZERO, |since| now - since);
        seat.is_some()
    }

    fn corrections(&self, on_this: Corrections) -> Corrections {
        self.corrections + on_this - self.corrections_before
    }
}

impl Player {
    /// The measured window begins: what was before does not count.
    pub fn begin_window(&mut self, now: Instant) {
        self.stay = Stay {
            since: self.stay.since.map(|_| now),
            corrections_before: self.play.mind.corrections(),
            ..Stay::default()
        };
    }

    /// Time that he played since the window began.
    pub fn played(&self, now: Instant) -> Duration {
        self.stay.played + self.stay.since.map_or(Duration::ZERO, |since| now - since)
    }

    /// Corrections since the window began.
    pub fn corrections(&self) -> Corrections {
        self.stay.corrections(self.play.mind.corrections())
    }

    /// The first correction without a cause, as a line for whoever hunts the bug.
    pub fn first_unexplained(&self) -> Option<String> {
        self.play.mind.first_unexplained().map(|first| format!("{} {first}", self.profile.name))
    }

    /// The window ends.
    pub fn end_window(&self, tick: Duration, tally: &mut Tally) {
        if !self.is_gone() {
            self.play.end_window(tick, tally);
        }
    }
}
