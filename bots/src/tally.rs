//! Counts and histograms of the measured window, over all players.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

/// The longest time that a histogram tells apart, microseconds: a minute.
const LONGEST_US: u64 = 60_000_000;

/// Times, from a microsecond to a minute, three digits exact.
#[derive(Clone, Debug)]
pub struct Times {
    histogram: Histogram<u64>,
}

impl Default for Times {
    fn default() -> Self {
        Self { histogram: Histogram::new_with_max(LONGEST_US, 3).expect("the bounds are legal") }
    }
}

impl Times {
    /// Counts one time; longer than a minute counts as a minute.
    pub fn record(&mut self, time: Duration) {
        self.histogram.saturating_record((time.as_micros() as u64).clamp(1, LONGEST_US));
    }

    /// The percentiles; all zero when nothing was counted.
    pub fn percentiles(&self) -> Percentiles {
        let ms = |us: u64| us as f64 / 1e3;
        let at = |share| ms(self.histogram.value_at_quantile(share));
        Percentiles { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: ms(self.histogram.max()) }
    }
}

/// Percentiles of times, milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Percentiles {
    /// Half are at most this.
    pub p50: f64,
    /// 95 of 100 are at most this.
    pub p95: f64,
    /// 99 of 100 are at most this.
    pub p99: f64,
    /// All are at most this.
    pub max: f64,
}

/// What all players counted since the window began.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Wall time between successive snapshots read by one player, none discarded.
    pub snapshot_gap: Times,
    /// The same of full players only.
    pub snapshot_gap_full: Times,
    /// From the sending of an input to the reading of the first snapshot that acks it.
    pub input_to_ack: Times,
    /// Bytes of WebSocket frames from the server.
    pub down_bytes: u64,
    /// Bytes of WebSocket frames to the server.
    pub up_bytes: u64,
    /// The largest snapshot, bytes of its WebSocket frame.
    pub largest_frame: u64,
    /// Snapshots of full players that told an own ship.
    pub views: u64,
    /// Other ships in the view, summed over those.
    pub ships_in_view: u64,
    /// Shots fired.
    pub shots: u64,
    /// Times that full players hit somebody.
    pub hits: u64,
    /// Seats that were lost.
    pub closed: u64,
    /// Seats that were got by players who had lost one.
    pub rejoined: u64,
}

impl Tally {
    /// Counts the time between two snapshots of a player.
    pub fn gap(&mut self, time: Duration, full: bool) {
        self.snapshot_gap.record(time);
        if full {
            self.snapshot_gap_full.record(time);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_in_milliseconds() {
        let mut times = Times::default();
        (1..=100).for_each(|ms| times.record(Duration::from_millis(ms)));
        times.record(Duration::from_secs(3600));
        let got = times.percentiles();
        assert!((got.p50 - 51.0).abs() < 0.1 && (got.p99 - 100.0).abs() < 0.1, "{got:?}");
        assert!((got.max - 60_000.0).abs() < 60.0, "{got:?}");
    }
}
