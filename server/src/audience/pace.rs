//! How often one session gets a snapshot: a client that falls behind gets less, so that it can catch up.
//! On TCP nothing is lost, so what is written to a slow client is a debt, and only the ack of the newest tick
//! says how large it is: the kernel and the browser queue without telling.

use fracas_protocol::Tick;

/// Ticks of lag beyond the line's own that count as falling behind.
const LAG_TICKS: u32 = 3;

/// Slowest rate: every 4th tick.
const LEVEL_MAX: u32 = 2;

/// Ticks for which a lag must hold before the rate changes by one step.
const PATIENCE_TICKS: u32 = 15;

/// Ticks over which the line's own lag is measured.
const WINDOW_TICKS: u32 = 150;

/// The send rate of one session.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    /// Send every 2^level-th tick.
    level: u32,
    /// Least lag in this window and in the last: the round trip in ticks.
    least: (u32, u32),
    window_end: Tick,
    changed: Tick,
    calm_since: Tick,
}

impl Pace {
    /// True when this tick's snapshot should leave. `acked` is the newest tick that the client says it has read; one
    /// that never acks is judged by its socket alone. With `halved` it gets every second tick at the most. `phase`
    /// tells the sessions apart: who gets less shall not all get it in the same tick.
    pub(super) fn due(&mut self, now: Tick, acked: Option<Tick>, halved: bool, phase: usize) -> bool {
        let least = u32::from(halved);
        let level = acked.map_or(0, |acked| self.follow(now, acked, least)).max(least);
        (now as usize + phase).is_multiple_of(1 << level)
    }

    /// Follows the lag of a client; returns its level.
    fn follow(&mut self, now: Tick, acked: Tick, least: u32) -> u32 {
        let lag = now - acked;
        if now >= self.window_end {
            self.least = (lag, if self.window_end == 0 { lag } else { self.least.0 });
            self.window_end = now + WINDOW_TICKS;
        }
        self.least.0 = self.least.0.min(lag);
        let allowed = self.least.0.min(self.least.1) + LAG_TICKS + (1 << self.level.max(least));
        if lag <= allowed {
            if now - self.calm_since.max(self.changed) > PATIENCE_TICKS && self.level > 0 {
                self.level -= 1;
                self.changed = now;
            }
        } else {
            self.calm_since = now;
            if self.level < LEVEL_MAX && now - self.changed > PATIENCE_TICKS {
                self.level += 1;
                self.changed = now;
            }
        }
        self.level
    }
}

/// The beat of who gets so many a second and no more. The first is at once, and one that he could not have is not lost:
/// he has it as soon as he can.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beat {
    next: Tick,
}

impl Beat {
    /// True when his next is due.
    pub(super) fn due(self, now: Tick) -> bool {
        now >= self.next
    }

    /// He has had one of `hz` a second, at `rate` ticks a second. `phase` tells the sessions apart: each tick has its
    /// share of them.
    pub(super) fn had(&mut self, now: Tick, rate: u32, hz: u32, phase: usize) {
        let is_his = |tick: Tick| (u64::from(tick) + phase as u64) * u64::from(hz) % u64::from(rate);
        self.next = (now + 1..).find(|&tick| is_his(tick) < u64::from(hz)).unwrap_or(now + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::WATCHER_HZ;

    #[test]
    fn a_watcher_has_ten_a_second_and_his_neighbours_have_theirs_in_other_ticks() {
        for rate in [15, 20, 30, 60] {
            let mut watchers = [Beat::default(); 30];
            let mut taken = Vec::new();
            for now in 1000..1000 + rate * 2 {
                let due: Vec<usize> = (0..watchers.len()).filter(|&key| watchers[key].due(now)).collect();
                due.iter().for_each(|&key| watchers[key].had(now, rate, WATCHER_HZ, key));
                taken.push(due.len() as u32);
            }
            assert_eq!(taken[0], 30, "the first is at once");
            let second = &taken[rate as usize..];
            assert_eq!(second.iter().sum::<u32>(), 30 * WATCHER_HZ, "at {rate} Hz");
            let share = 30 * WATCHER_HZ / rate;
            assert!(second.iter().all(|&ticks| ticks == share), "{share} in each tick: {second:?}");
        }
    }

    #[test]
    fn what_could_not_be_had_in_its_tick_is_had_later() {
        let mut beat = Beat::default();
        beat.had(1000, 30, WATCHER_HZ, 0);
        assert!(beat.due(beat.next + 1));
    }

    /// Ticks sent of 100, with a client whose acks are `lag` ticks old.
    fn sent(pace: &mut Pace, ticks: std::ops::Range<Tick>, lag: Tick) -> usize {
        ticks.filter(|&now| pace.due(now, Some(now.saturating_sub(lag)), false, 0)).count()
    }

    #[test]
    fn a_far_but_steady_client_gets_every_tick() {
        assert_eq!(sent(&mut Pace::default(), 1000..1100, 9), 100);
    }

    #[test]
    fn a_client_that_falls_behind_gets_less_and_recovers_by_steps() {
        let mut pace = Pace::default();
        assert_eq!(sent(&mut pace, 1000..1100, 2), 100);
        assert!(sent(&mut pace, 1100..1200, 30) < 60, "half, then a quarter");
        assert_eq!(sent(&mut pace, 1200..1240, 30), 10, "every 4th");
        let back = sent(&mut pace, 1240..1340, 2);
        assert!((60..100).contains(&back), "recovers by steps, sent {back}");
        assert_eq!(sent(&mut pace, 1340..1440, 2), 100);
    }

    #[test]
    fn a_client_that_never_acks_is_not_slowed() {
        assert!((1..500).all(|now| Pace::default().due(now, None, false, 0)));
    }

    #[test]
    fn who_is_halved_gets_every_second_tick_and_who_lags_no_less_for_it() {
        for lag in [2, 30] {
            let (mut one, mut both) = (Pace::default(), Pace::default());
            sent(&mut one, 1000..1200, 2);
            sent(&mut both, 1000..1200, 2);
            let count = |pace: &mut Pace, halved| {
                (1200..1300).filter(|&now| pace.due(now, Some(now - lag), halved, 7)).count()
            };
            let (alone, halved) = (count(&mut one, false), count(&mut both, true));
            assert!(halved == if lag == 2 { 50 } else { alone.min(halved) }, "{alone} and {halved} of 100");
            assert!(halved >= 25);
        }
    }
}
