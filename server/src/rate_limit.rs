//! A token bucket; time is passed in.

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

    /// Takes one token; false when there is none. What came by another thread may be a little older than what was
    /// judged before it: time does not go back for it.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        let now = now.max(self.at);
        let passed = (now - self.at).as_secs_f64();
        self.at = now;
        self.tokens = (self.tokens + passed * self.per_second).min(self.burst);
        let allowed = self.tokens >= 1.0;
        if allowed {
            self.tokens -= 1.0;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
}
