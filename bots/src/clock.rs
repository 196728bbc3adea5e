//! When a player's next input is due: once per tick, and just in time.
//!
//! The server says how long each input waited for its tick. The clock runs a few percent slower when inputs wait
//! too long and faster when they come too late, so that a wait of a few milliseconds stays. Far too early, after a
//! stall of the line or of the server, it leaves inputs out, as the browser does, instead of crawling back for seconds.

use std::time::Duration;

use tokio::time::Instant;

/// How far the clock may run from the tick rate: 4 percent move an input by 1.3 ms a tick at 30 Hz.
const RATE_SPAN: f64 = 0.04;

/// Share of the error that one tick takes away, before [`RATE_SPAN`] bounds it.
const GAIN: f64 = 0.1;

/// Ticks that an input waits longer than it shall, from which inputs are left out.
const FAR_TICKS: f64 = 2.0;

/// Ticks after the last waiting input is used until the next one's wait is known: its way there and back.
const NEWS_TICKS: u32 = 3;

/// The input clock of one player.
#[derive(Clone, Debug)]
pub struct InputClock {
    tick: Duration,
    rate: f64,
    /// Of the world: 1 in real time.
    speed: f64,
    due: Instant,
    target_ms: f64,
    /// Until then the waits that are told are those of before inputs were left out.
    settled: Instant,
}

impl InputClock {
    /// A clock whose first input is due at `first`. Its inputs shall wait `target_ms` (milliseconds).
    pub fn new(tick_rate: u8, first: Instant, target_ms: f64) -> Self {
        Self {
            tick: Duration::from_secs(1) / u32::from(tick_rate),
            rate: 1.0,
            speed: 1.0,
            due: first,
            target_ms,
            settled: first,
        }
    }

    /// The world runs at another speed, above 0 up to 1.
    pub fn set_speed(&mut self, speed: f64) {
        self.speed = speed;
    }

    /// When the next input is due.
    pub fn due(&self) -> Instant {
        self.due
    }

    /// An input leaves `now`: sets when the next is due. A tick that was missed is not made up for, because the
    /// server uses one input per tick and a burst would only wait.
    pub fn sent(&mut self, now: Instant) {
        let period = self.tick.mul_f64(self.rate / self.speed);
        self.due += period;
        if self.due <= now {
            self.due = now + period;
        }
    }

    /// The newest used input had waited `slack_ms`, as is heard `now`.
    pub fn steer(&mut self, slack_ms: u16, now: Instant) {
        let error_ticks = (f64::from(slack_ms) - self.target_ms) / (self.tick.as_secs_f64() * 1e3);
        if error_ticks > FAR_TICKS && now >= self.settled {
            self.due += self.tick * error_ticks as u32;
            self.settled = now + Duration::from_millis(slack_ms.into()) + self.tick * NEWS_TICKS;
        }
        self.rate = 1.0 + (error_ticks * GAIN).clamp(-RATE_SPAN, RATE_SPAN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Milliseconds that inputs wait for ticks at whole multiples of 1/30 s, as the clock settles.
    fn settled_slack(phase_ms: u64) -> f64 {
        let start = Instant::now();
        let tick_ms = 1e3 / 30.0;
        let mut clock = InputClock::new(30, start + Duration::from_millis(phase_ms), 8.0);
        let mut slack = 0.0;
        for _ in 0..120 {
            let at_ms = (clock.due() - start).as_secs_f64() * 1e3;
            slack = (at_ms / tick_ms).ceil() * tick_ms - at_ms;
            clock.steer(slack as u16, clock.due());
            clock.sent(clock.due());
        }
        slack
    }

    #[test]
    fn settles_at_the_target_from_every_phase() {
        for phase_ms in 0..34 {
            let slack = settled_slack(phase_ms);
            assert!((7.0..=10.0).contains(&slack), "from {phase_ms} ms it settled at {slack} ms");
        }
    }

    #[test]
    fn inputs_that_piled_up_in_a_stall_are_used_up_and_no_tick_starves() {
        // A server that stands still for six ticks of 50 ms and then uses one input per tick again.
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut clock = InputClock::new(20, start, 8.0);
        let (mut waiting, mut slacks, mut starved) = (std::collections::VecDeque::new(), Vec::new(), 0);
        for ms in 0..6_000 {
            if clock.due() <= at(ms) {
                clock.sent(at(ms));
                waiting.push_back(ms);
            }
            if ms % 50 == 49 && !(2_000..2_300).contains(&ms) {
                match waiting.pop_front() {
                    Some(sent) => {
                        slacks.push(ms - sent);
                        clock.steer((ms - sent) as u16, at(ms));
                    }
                    None => starved += 1,
                }
            }
        }
        assert!(slacks.iter().any(|slack| *slack > 250), "nothing piled up: {slacks:?}");
        assert!(slacks[55..].iter().all(|slack| *slack < 50), "it crawls: {slacks:?}");
        assert!(starved <= 1, "{starved} ticks starved");
    }

    #[test]
    fn a_stall_is_not_made_up_for() {
        let start = Instant::now();
        let mut clock = InputClock::new(30, start, 8.0);
        let late = start + Duration::from_millis(500);
        clock.sent(late);
        assert!(clock.due() > late);
    }
}
