//! The server's own figures, from `/api/stats`, before and after the window.

use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;

use crate::{machine::CpuTimes, process_use::ProcessUse, tally::Percentiles};

/// How long the server may take to answer.
const ANSWER: Duration = Duration::from_secs(5);

/// What the server says of a room; it says more, which is not needed here.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct ServerStats {
    /// Ticks a second.
    pub tick_hz: u32,
    /// Wall time of a whole tick.
    pub tick_wall_us: Buckets,
    /// CPU time of the room's thread in a whole tick.
    pub tick_cpu_us: Buckets,
    /// Ticks so far.
    #[serde(default)]
    pub ticks: u64,
    /// Ticks that began too late.
    #[serde(default)]
    pub late_ticks: u64,
    /// Snapshots written.
    #[serde(default)]
    pub snapshots: u64,
    /// Bytes of those, as WebSocket frames.
    #[serde(default)]
    pub snapshot_bytes: u64,
    /// Snapshots not written, because bytes waited.
    #[serde(default)]
    pub skipped_snapshots: u64,
    /// Ticks of players without a fresh input.
    #[serde(default)]
    pub starved: u64,
    /// Ships destroyed by others.
    #[serde(default)]
    pub kills: u64,
    /// Ticks in which the server did without something because it had too much to do, by what.
    #[serde(default)]
    pub restrained_ticks: BTreeMap<String, u64>,
    /// The parts of a tick.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// What the server says of its process.
    #[serde(default)]
    pub process: Option<OwnUse>,
    /// What `/proc` says of it, where it runs on this machine and its process is known.
    #[serde(skip)]
    pub seen: Option<ProcessUse>,
    /// What the machine had worked at the same moment.
    #[serde(skip)]
    pub machine: CpuTimes,
}

/// One part of the tick.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Phase {
    /// Its name.
    pub phase: String,
    /// Wall time so far.
    pub wall_us: u64,
    /// CPU time of the room's thread so far.
    pub cpu_us: u64,
    /// Wall time of each tick's part; not every server tells.
    #[serde(default)]
    pub wall: Option<Buckets>,
    /// CPU time of each tick's part; not every server tells.
    #[serde(default)]
    pub cpu: Option<Buckets>,
}

/// What a process says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct OwnUse {
    /// CPU time of all threads since it began.
    pub cpu_us: u64,
    /// Memory that it holds now.
    pub rss_bytes: u64,
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

impl ServerStats {
    /// The same, and what `/proc` says of process `pid` and of the machine.
    pub fn with_process(self, pid: Option<u32>) -> Self {
        Self { seen: pid.and_then(ProcessUse::of), machine: CpuTimes::now(), ..self }
    }

    /// CPU time of the whole process, if anybody tells.
    pub fn cpu(&self) -> Option<Duration> {
        let own = self.process.map(|own| Duration::from_micros(own.cpu_us));
        own.or(self.seen.map(|seen| seen.cpu()))
    }

    /// Memory that the process holds, bytes, if anybody tells.
    pub fn rss_bytes(&self) -> Option<u64> {
        self.process.map(|own| own.rss_bytes).or(self.seen.map(|seen| seen.rss_bytes))
    }
}

/// The server's figures at both ends of the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServerWindow {
    /// When it began.
    pub before: ServerStats,
    /// When it ended.
    pub after: ServerStats,
}

impl ServerWindow {
    /// How much a count grew.
    pub fn grown(&self, count: impl Fn(&ServerStats) -> u64) -> u64 {
        count(&self.after).saturating_sub(count(&self.before))
    }

    /// CPU time of the whole process, if anybody tells.
    pub fn cpu(&self) -> Option<Duration> {
        Some(self.after.cpu()?.saturating_sub(self.before.cpu()?))
    }

    /// CPU time in the process's own code and in the kernel, if `/proc` tells.
    pub fn user_and_system(&self) -> Option<(Duration, Duration)> {
        let (before, after) = (self.before.seen?, self.after.seen?);
        Some((after.user.saturating_sub(before.user), after.system.saturating_sub(before.system)))
    }

    /// CPU seconds of the whole machine.
    pub fn machine_s(&self) -> f64 {
        self.after.machine.worked_since(self.before.machine)
    }

    /// Each phase at both ends.
    pub fn phases(&self) -> impl Iterator<Item = (&Phase, &Phase)> {
        let before = |name: &str| self.before.phases.iter().find(|phase| phase.phase == name);
        self.after.phases.iter().filter_map(move |after| Some((before(&after.phase)?, after)))
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
    fn process_and_phases_are_used_when_they_are_there() {
        let stats = |snapshots: u64, cpu_us: u64| -> ServerStats {
            let text = format!(
                r#"{{"tick_hz":20,"tick_wall_us":{{"buckets":[]}},"tick_cpu_us":{{"buckets":[]}},"snapshots":{snapshots},
                "phases":[{{"phase":"send","wall_us":5,"cpu_us":4,"wall":{{"buckets":[[9,1]],"max":9}}}}],
                "process":{{"cpu_us":{cpu_us},"rss_bytes":4096}}}}"#
            );
            serde_json::from_str(&text).unwrap()
        };
        let window = ServerWindow { before: stats(10, 100), after: stats(30, 350) };
        assert_eq!(window.grown(|stats| stats.snapshots), 20);
        assert_eq!(window.cpu(), Some(Duration::from_micros(250)));
        assert_eq!(window.after.rss_bytes(), Some(4096));
        assert_eq!(window.user_and_system(), None);
        assert_eq!(window.phases().next().unwrap().1.wall.as_ref().unwrap().buckets, [(9, 1)]);
    }

    #[test]
    fn reads_what_the_server_says_and_ignores_the_rest() {
        let text = r#"{"room":"main","tick_hz":30,"players":200,"bots":0,"more":{"a":[1]},
            "tick_wall_us":{"buckets":[[100,5],[200,1]],"max":180},"tick_cpu_us":{"buckets":[],"max":0}}"#;
        let stats: ServerStats = serde_json::from_str(text).unwrap();
        assert_eq!((stats.tick_hz, stats.tick_wall_us.buckets), (30, vec![(100, 5), (200, 1)]));
    }
}
