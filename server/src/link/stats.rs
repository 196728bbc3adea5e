//! A room's figures as `/api/stats` shows them. Everything counts from the room's start, so that two readings
//! give the figures of the time between them.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

/// CPU time of the calling thread so far.
pub(crate) fn thread_cpu() -> Duration {
    let cpu = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(cpu.tv_sec.max(0).unsigned_abs(), cpu.tv_nsec.max(0) as u32)
}

/// A histogram: `(upper bound in microseconds, count)` of its non-empty buckets, rising.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Buckets {
    /// Bounds are the same in every reading.
    pub(crate) buckets: Vec<(u64, u64)>,
    /// Largest value, microseconds.
    pub(crate) max: u64,
}

/// Wall and thread-CPU time of one phase of the tick.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PhaseTimes {
    /// The phase's name.
    pub(crate) phase: &'static str,
    /// Wall time, microseconds, summed over all ticks.
    pub(crate) wall_us: u64,
    /// CPU time of the shard's thread, microseconds, summed over all ticks.
    pub(crate) cpu_us: u64,
    /// Wall time of each tick.
    pub(crate) wall: Buckets,
    /// CPU time of each tick.
    pub(crate) cpu: Buckets,
}

/// What was counted since the room opened.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Counters {
    /// Ticks.
    pub(crate) ticks: u64,
    /// Ticks that ended with the next one overdue by a whole period; the timeline shifted instead of running faster.
    pub(crate) late_ticks: u64,
    /// Inputs used.
    pub(crate) inputs: u64,
    /// Ticks of a seated player without a fresh input.
    pub(crate) starved: u64,
    /// Inputs skipped because more than the limit waited.
    pub(crate) skipped_inputs: u64,
    /// Inputs that came twice or out of order.
    pub(crate) stale_inputs: u64,
    /// Messages dropped because their session sent too many of their kind.
    pub(crate) dropped_messages: u64,
    /// Snapshots written.
    pub(crate) snapshots: u64,
    /// Snapshots not made because the socket was busy, or the client behind.
    pub(crate) skipped_snapshots: u64,
    /// Bytes of snapshots, with their heads.
    pub(crate) snapshot_bytes: u64,
    /// Bytes of the largest snapshot, with its head.
    pub(crate) snapshot_bytes_max: u64,
    /// Sessions opened, fill bots left out.
    pub(crate) sessions: u64,
    /// Seats given to people who had none here.
    pub(crate) seated: u64,
    /// Seats that people came back to, or took over from a socket of theirs.
    pub(crate) resumed: u64,
    /// Sessions that the server closed, by close code.
    pub(crate) closed: std::collections::BTreeMap<u16, u64>,
    /// Ships destroyed.
    pub(crate) kills: u64,
    /// Lines of chat passed on.
    pub(crate) lines: u64,
    /// Lines, signs and marks not passed on: too fast, repeated, filtered or muted.
    pub(crate) unheard: u64,
    /// Players reported.
    pub(crate) reports: u64,
    /// Happenings that those who follow from outside of the game were too slow for.
    pub(crate) feed_dropped: u64,
    /// Players refused because there was too much to do.
    pub(crate) refused_busy: u64,
    /// Ticks under each restraint.
    pub(crate) restrained_ticks: std::collections::BTreeMap<&'static str, u64>,
}

/// One room's figures.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RoomStats {
    /// The room's name.
    pub(crate) room: String,
    /// Ticks a second.
    pub(crate) tick_hz: u32,
    /// The newest tick.
    pub(crate) tick: u32,
    /// What is done about too much work.
    pub(crate) restraint: &'static str,
    /// Percent of real time at which the world runs.
    pub(crate) speed_percent: u8,
    /// Seated people (and headless players).
    pub(crate) players: usize,
    /// Fill bots.
    pub(crate) bots: usize,
    /// Sessions without a seat.
    pub(crate) watchers: usize,
    /// Seats for people.
    pub(crate) max_players: usize,
    /// Half the side of the world, units.
    pub(crate) world_half: f32,
    /// Wall time of whole ticks.
    pub(crate) tick_wall_us: Buckets,
    /// Thread-CPU time of whole ticks.
    pub(crate) tick_cpu_us: Buckets,
    /// How late ticks began.
    pub(crate) tick_late_us: Buckets,
    /// Where the time of the tick goes.
    pub(crate) phases: Vec<PhaseTimes>,
    /// What was counted.
    #[serde(flatten)]
    pub(crate) counters: Counters,
}
