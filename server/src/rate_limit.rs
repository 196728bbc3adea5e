//! A token bucket; time is passed in.

use std::time::Duration;

use tokio::time::Instant;

use crate::limits::Allowance;

/// How much of something is allowed.
#[derive(Clone, Debug)]
pub(crate) struct RateLimit {
    per_second: f64,
    burst: f64,
    tokens: f64,
    at: Instant,
}

impl RateLimit {
    /// `per_second` in the long run, `burst` at once; starts full.
    pub(crate) fn new(per_second: f64, burst: f64, now: Instant) -> Self {
        Self { per_second, burst, tokens: burst, at: now }
    }

    /// The limit of an allowance; starts full.
    pub(crate) fn of(allowance: Allowance, now: Instant) -> Self {
        Self::new(allowance.every.as_secs_f64().recip(), f64::from(allowance.at_once), now)
    }

    /// Takes one token; false when there is none.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        self.take_many(1.0, now)
    }

    /// Takes several tokens; false when there are not as many.
    pub(crate) fn take_many(&mut self, tokens: f64, now: Instant) -> bool {
        self.refill(now);
        let allowed = self.tokens >= tokens;
        if allowed {
            self.tokens -= tokens;
        }
        allowed
    }

    /// Time until there is a token.
    pub(crate) fn wait(&mut self, now: Instant) -> Duration {
        self.refill(now);
        Duration::from_secs_f64((1.0 - self.tokens).max(0.0) / self.per_second)
    }

    /// What came by another thread may be a little older than what was judged before it: time does not go back for it.
    fn refill(&mut self, now: Instant) {
        let now = now.max(self.at);
        let passed = (now - self.at).as_secs_f64();
        self.at = now;
        self.tokens = (self.tokens + passed * self.per_second).min(self.burst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_the_rate_holds() {
        let mut now = Instant::now();
        let mut limit = RateLimit::new(10.0, 5.0, now);
        assert_eq!((0..20).filter(|_| limit.take(now)).count(), 5);
        now += Duration::from_secs(60);
        assert_eq!((0..20).filter(|_| limit.take(now)).count(), 5, "time does not save up beyond the burst");
        let passed = (0..100).filter(|_| {
            now += Duration::from_millis(50);
            limit.take(now)
        });
        assert_eq!(passed.count(), 50);
    }

    #[test]
    fn who_is_late_by_another_thread_gets_no_time_twice() {
        let now = Instant::now();
        let mut limit = RateLimit::of(Allowance { at_once: 1, every: Duration::from_secs(2) }, now);
        let late = now + Duration::from_secs(1);
        let passed = [late, now, late, now, late, now].into_iter().filter(|&at| limit.take(at));
        assert_eq!(passed.count(), 1);
    }

    #[test]
    fn who_waits_as_long_as_he_is_told_is_served() {
        let mut now = Instant::now();
        let mut limit = RateLimit::of(Allowance { at_once: 2, every: Duration::from_secs(10) }, now);
        assert_eq!(limit.wait(now), Duration::ZERO);
        assert!(limit.take_many(2.0, now) && !limit.take(now));
        now += Duration::from_secs(4);
        assert_eq!(limit.wait(now).as_secs_f64().round(), 6.0);
        now += limit.wait(now);
        assert!(limit.take(now));
    }
}
