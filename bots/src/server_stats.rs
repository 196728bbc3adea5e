//! The server's own figures, from `/api/stats`, before and after the window.

use std::time::Duration;

use serde::Deserialize;

use crate::tally::Percentiles;

/// How long the server may take to answer.
const ANSWER: Duration = Duration::from_secs(5);

/// What the server says of a room; it says more, which is not needed here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ServerStats {
    /// Ticks a second.
    pub tick_hz: u32,
    /// Wall time of a whole tick.
    pub tick_wall_us: Buckets,
    /// CPU time of the room's thread in a whole tick.
    pub tick_cpu_us: Buckets,
}

/// A histogram since the room's start: (upper bound in microseconds, count), bounds rising.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Buckets {
    /// See the type.
    pub buckets: Vec<(u64, u64)>,
}

impl ServerStats {
    /// Asks the server. Blocks: call it off the players' task.
    ///
    /// # Errors
    /// A sentence for the operator: no server there, no such room, or an answer that is none.
    pub fn fetch(url: &str) -> Result<Self, String> {
        let agent = ureq::Agent::config_builder().timeout_global(Some(ANSWER)).build().new_agent();
        let mut response = agent.get(url).call().map_err(|error| error.to_string())?;
        let text = response.body_mut().read_to_string().map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|error| format!("not the figures of a room: {error}"))
    }
}

impl Buckets {
    /// Percentiles (milliseconds) of what was counted since `before`, each the upper bound of its bucket.
    pub fn percentiles_since(&self, before: &Self) -> Percentiles {
        let earlier = |upper| before.buckets.iter().find(|b| b.0 == upper).map_or(0, |b| b.1);
        let counts: Vec<(u64, u64)> = self
            .buckets
            .iter()
            .map(|&(upper, count)| (upper, count.saturating_sub(earlier(upper))))
            .filter(|&(_, count)| count > 0)
            .collect();
        let total: u64 = counts.iter().map(|&(_, count)| count).sum();
        let at = |share: f64| {
            let rank = (share * total as f64).ceil().max(1.0) as u64;
            let mut below = 0;
            let bucket = counts.iter().find(|&&(_, count)| {
                below += count;
                below >= rank
            });
            bucket.map_or(0.0, |&(upper, _)| upper as f64 / 1e3)
        };
        Percentiles { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_window_counts() {
        let before = Buckets { buckets: vec![(500, 1000), (90_000, 7)] };
        let after = Buckets { buckets: vec![(500, 1090), (1_000, 8), (2_000, 2), (90_000, 7)] };
        let got = after.percentiles_since(&before);
        assert_eq!((got.p50, got.p95, got.p99, got.max), (0.5, 1.0, 2.0, 2.0));
        assert_eq!(after.percentiles_since(&after), Percentiles::default());
    }

    #[test]
    fn reads_what_the_server_says_and_ignores_the_rest() {
        let text = r#"{"room":"main","tick_hz":30,"players":200,"bots":0,"more":{"a":[1]},
            "tick_wall_us":{"buckets":[[100,5],[200,1]],"max":180},"tick_cpu_us":{"buckets":[],"max":0}}"#;
        let stats: ServerStats = serde_json::from_str(text).unwrap();
        assert_eq!((stats.tick_hz, stats.tick_wall_us.buckets), (30, vec![(100, 5), (200, 1)]));
    }
}
