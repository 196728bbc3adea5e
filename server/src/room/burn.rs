//! A room that wastes time, for tests of overload. Only in builds with the feature `burn`.

use std::time::{Duration, Instant};

/// `FRACAS_BURN=MS,FROM,FOR`: so many milliseconds in each tick, from that second of the room's life on, for so many
/// seconds.
const VARIABLE: &str = "FRACAS_BURN";

/// What is wasted, and when.
#[derive(Debug)]
pub(super) struct Burn {
    each: Duration,
    begin: Instant,
    end: Instant,
}

impl Burn {
    /// As the environment says; nothing when it says nothing.
    ///
    /// # Panics
    /// When it says something that is no such list.
    pub(super) fn from_environment() -> Option<Self> {
        let text = std::env::var(VARIABLE).ok()?;
        let numbers: Vec<u64> = text.split(',').map_while(|number| number.parse().ok()).collect();
        let [each, from, lasts] = numbers[..] else { panic!("{VARIABLE} is {text:?}, not MS,FROM,FOR") };
        let begin = Instant::now() + Duration::from_secs(from);
        Some(Self { each: Duration::from_millis(each), begin, end: begin + Duration::from_secs(lasts) })
    }

    /// Wastes the time of one tick.
    pub(super) fn waste(&self) {
        let start = Instant::now();
        if start >= self.begin && start < self.end {
            while start.elapsed() < self.each {
                std::hint::spin_loop();
            }
        }
    }
}
