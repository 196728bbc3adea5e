//! What a room does when the thread cannot keep up, in this order: the far tier is told less often, nobody new is let in,
//! frames get smaller, the sessions that lag most get every second tick, and at last the world itself runs slower, which
//! it says. Time is passed in; a reading is what the thread worked from tick to tick, as a share of the time it had.

use std::time::Duration;

use crate::audience::Restraint;

/// Share of a period above which the next measure is taken: what is left is for the readers' bursts and the timer.
const TOO_MUCH: f64 = 0.95;

/// Share below which the newest measure is dropped: far enough below that dropping it does not bring it back at once.
const LITTLE: f64 = 0.75;

/// The same of the first measures, which bring little: a room that lives with its load shall not refuse people for ever.
const LITTLE_AT_FIRST: f64 = 0.88;

/// Share that the world's speed aims at: between the two.
const AIM: f64 = 0.85;

/// Seconds over which readings are smoothed: a single dear tick is no overload.
const SMOOTH_S: f64 = 0.25;

/// Time between two measures: as long as it takes to see what the last one brought.
const PATIENCE: Duration = Duration::from_millis(400);

/// Periods of work that a reading counts at the most: one stall of the machine must not slow the world for long.
const READING_MAX: f64 = 4.0;

/// What is being done about too much work.
#[derive(Debug)]
pub(super) struct Overload {
    restraint: Restraint,
    /// How often real time fits into the world's: 1 is real time.
    stretch: f64,
    load: f64,
    since_change: Duration,
}

impl Default for Overload {
    fn default() -> Self {
        Self { restraint: Restraint::None, stretch: 1.0, load: 0.0, since_change: Duration::ZERO }
    }
}

impl Overload {
    /// What holds now.
    pub(super) fn restraint(&self) -> Restraint {
        self.restraint
    }

    /// Percent of real time at which the world runs.
    pub(super) fn speed_percent(&self) -> u8 {
        (100.0 / self.stretch).round() as u8
    }

    /// Takes a reading: the thread worked for `busy` since the last tick, of a room whose ticks come every `period` at
    /// full speed. True when something changed.
    pub(super) fn read(&mut self, busy: Duration, period: Duration) -> bool {
        let had = period.mul_f64(self.stretch);
        let share = (busy.as_secs_f64() / had.as_secs_f64()).min(READING_MAX);
        self.load += (share - self.load) * (had.as_secs_f64() / SMOOTH_S).min(1.0);
        self.since_change += had;
        if self.since_change < PATIENCE {
            return false;
        }
        let changed =
            if self.load > TOO_MUCH { self.tighten() } else { self.load < self.little() && self.loosen() };
        if changed {
            self.since_change = Duration::ZERO;
        }
        changed
    }

    fn little(&self) -> f64 {
        if self.restraint <= Restraint::NoJoins { LITTLE_AT_FIRST } else { LITTLE }
    }

    fn tighten(&mut self) -> bool {
        if self.restraint < Restraint::SlowTime {
            self.restraint = self.restraint.next();
        }
        self.restraint == Restraint::SlowTime && self.stretch_to(self.load * self.stretch / AIM)
            || self.restraint < Restraint::SlowTime
    }

    fn loosen(&mut self) -> bool {
        if self.stretch > 1.0 {
            return self.stretch_to(self.load * self.stretch / AIM);
        }
        let before = self.restraint;
        self.restraint = before.previous();
        self.restraint != before
    }

    /// Runs the world slower or faster, in steps of what is told; the load follows from that. False when it is the same.
    fn stretch_to(&mut self, wanted: f64) -> bool {
        let slowest = 100.0 / f64::from(fracas_protocol::limits::SPEED_MIN);
        let percent = (100.0 / wanted.clamp(1.0, slowest)).round();
        let stretch = 100.0 / percent;
        let changed = stretch != self.stretch;
        self.load *= self.stretch / stretch;
        self.stretch = stretch;
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Duration = Duration::from_millis(50);

    /// Seconds until `done`, with ticks of `work` periods each that take what they take.
    fn seconds(overload: &mut Overload, work: f64, done: impl Fn(&Overload) -> bool) -> f64 {
        let mut passed = 0.0;
        while !done(overload) {
            overload.read(PERIOD.mul_f64(work), PERIOD);
            passed += PERIOD.as_secs_f64() * overload.stretch.max(work);
            assert!(passed < 60.0, "it never comes to that: {overload:?}");
        }
        passed
    }

    #[test]
    fn measures_come_in_their_order_and_go_in_the_opposite_one() {
        let mut overload = Overload::default();
        let mut seen = vec![overload.restraint()];
        let note = |overload: &Overload, seen: &mut Vec<Restraint>| {
            if seen.last() != Some(&overload.restraint()) {
                seen.push(overload.restraint());
            }
        };
        for _ in 0..400 {
            overload.read(PERIOD.mul_f64(1.5), PERIOD);
            note(&overload, &mut seen);
        }
        assert!(overload.restraint() == Restraint::SlowTime && overload.speed_percent() < 60, "{overload:?}");
        for _ in 0..400 {
            overload.read(PERIOD.mul_f64(0.3), PERIOD);
            note(&overload, &mut seen);
        }
        let up = [
            Restraint::None,
            Restraint::FarTier,
            Restraint::NoJoins,
            Restraint::SmallFrames,
            Restraint::LaggardsHalf,
            Restraint::SlowTime,
        ];
        let all: Vec<Restraint> = up.into_iter().chain(up.into_iter().rev().skip(1)).collect();
        assert_eq!(seen, all);
        assert_eq!(overload.speed_percent(), 100);
    }

    #[test]
    fn after_an_overload_all_is_as_before_within_five_seconds() {
        let mut overload = Overload::default();
        seconds(&mut overload, 3.0, |overload| overload.speed_percent() < 32);
        let back = seconds(&mut overload, 0.4, |overload| overload.restraint() == Restraint::None);
        assert!(back < 5.0, "it took {back} s");
    }

    #[test]
    fn one_dear_tick_changes_nothing() {
        let mut overload = Overload::default();
        for tick in 0..2000 {
            let work = if tick % 40 == 0 { 2.0 } else { 0.5 };
            assert!(!overload.read(PERIOD.mul_f64(work), PERIOD), "tick {tick}");
        }
    }

    #[test]
    fn a_world_slows_down_to_what_it_can_do_and_stays_there() {
        let mut overload = Overload::default();
        seconds(&mut overload, 1.5, |overload| overload.restraint() == Restraint::SlowTime);
        for _ in 0..100 {
            overload.read(PERIOD.mul_f64(1.5), PERIOD);
        }
        let percent = overload.speed_percent();
        assert!((50..=67).contains(&percent), "{percent}");
        assert!((0..400).all(|_| !overload.read(PERIOD.mul_f64(1.5), PERIOD)), "it does not swing");
    }
}
