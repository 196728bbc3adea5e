//! When a tick is due: the simulation's only tie to real time. Times are passed in.

use std::time::Duration;

use tokio::time::Instant;

/// The intended times of a room's ticks.
///
/// A tick is scheduled from the intended time of the one before, so that delays do not add up. A tick that ends
/// after the next is due is followed by that one at once; when even that leaves the next overdue, the timeline
/// shifts: a room that cannot keep up runs slower, it never runs faster afterwards.
#[derive(Debug)]
pub(crate) struct Timeline {
    period: Duration,
    due: Instant,
}

impl Timeline {
    /// `tick_rate` in Hz; the first tick is due one period after `now`.
    pub(crate) fn new(tick_rate: u32, now: Instant) -> Self {
        let period = Duration::from_secs(1) / tick_rate;
        Self { period, due: now + period }
    }

    /// When the next tick is due.
    pub(crate) fn next(&self) -> Instant {
        self.due
    }

    /// Has ticks come every `period` from the next one on.
    pub(crate) fn set_period(&mut self, period: Duration) {
        self.due = self.due + period - self.period;
        self.period = period;
    }

    /// Notes that the tick that was due has ended; true when the timeline had to shift.
    pub(crate) fn finish(&mut self, now: Instant) -> bool {
        self.due += self.period;
        let shifts = now > self.due + self.period;
        if shifts {
            self.due = now;
        }
        shifts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn delays_do_not_add_up() {
        let start = Instant::now();
        let mut timeline = Timeline::new(20, start);
        for tick in 1..100 {
            assert_eq!(timeline.next(), start + 50 * MS * tick);
            assert!(!timeline.finish(timeline.next() + 30 * MS));
        }
    }

    #[test]
    fn after_a_long_stall_at_most_one_tick_runs_back_to_back() {
        let start = Instant::now();
        let mut timeline = Timeline::new(20, start);
        let stalled_until = start + 1000 * MS;
        assert!(timeline.finish(stalled_until), "the timeline shifts");
        assert_eq!(timeline.next(), stalled_until, "one tick at once");
        assert!(!timeline.finish(stalled_until + MS));
        assert_eq!(timeline.next(), stalled_until + 50 * MS, "and the next a whole period later");
    }
}
