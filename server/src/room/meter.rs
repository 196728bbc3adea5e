//! Where the time of the tick goes, and what is counted.

use std::time::{Duration, Instant};

use fracas_protocol::CloseCode;
use hdrhistogram::Histogram;
use rustix::time::{ClockId, clock_gettime};

use crate::link::{Buckets, Counters, PhaseTimes};

/// The phases of a tick, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Mail to commands.
    Admit,
    /// The simulation.
    Step,
    /// Packing the view, telling what happened.
    View,
    /// A snapshot and a write per session.
    Send,
    /// Fill bots.
    Bots,
}

const PHASES: [(Phase, &str); 5] = [
    (Phase::Admit, "admit"),
    (Phase::Step, "step"),
    (Phase::View, "view"),
    (Phase::Send, "send"),
    (Phase::Bots, "bots"),
];

/// A reading of both clocks. Measuring is the one thing a room may ask a clock for by itself.
#[derive(Clone, Copy, Debug)]
struct Clocks {
    wall: Instant,
    cpu: Duration,
}

impl Clocks {
    fn read() -> Self {
        let cpu = clock_gettime(ClockId::ThreadCPUTime);
        let cpu = Duration::new(cpu.tv_sec.max(0).unsigned_abs(), cpu.tv_nsec.max(0) as u32);
        Self { wall: Instant::now(), cpu }
    }

    /// (wall, CPU) since `earlier`, microseconds.
    fn since(self, earlier: Self) -> (u64, u64) {
        let wall = self.wall - earlier.wall;
        let cpu = self.cpu.saturating_sub(earlier.cpu);
        (wall.as_micros() as u64, cpu.as_micros() as u64)
    }
}

/// The times of the running tick.
#[derive(Debug)]
pub(super) struct Watch {
    began: Clocks,
    last: Clocks,
    phases: [(u64, u64); PHASES.len()],
}

impl Watch {
    /// Ends a phase.
    pub(super) fn lap(&mut self, phase: Phase) {
        let now = Clocks::read();
        self.phases[phase as usize] = now.since(self.last);
        self.last = now;
    }
}

/// Everything that is measured in a room.
pub(super) struct Meter {
    wall: Histogram<u64>,
    cpu: Histogram<u64>,
    late: Histogram<u64>,
    phases: [(u64, u64); PHASES.len()],
    pub(super) counters: Counters,
}

impl Default for Meter {
    fn default() -> Self {
        // 1 us up to 60 s with two significant digits: a bucket is at most 1 percent wide.
        let histogram = || Histogram::new_with_bounds(1, 60_000_000, 2).expect("these bounds are legal");
        Self {
            wall: histogram(),
            cpu: histogram(),
            late: histogram(),
            phases: Default::default(),
            counters: Counters::default(),
        }
    }
}

impl Meter {
    /// Starts the watch of a tick that begins `late` after its time.
    pub(super) fn begin(&mut self, late: Duration) -> Watch {
        self.late.saturating_record(late.as_micros() as u64);
        let now = Clocks::read();
        Watch { began: now, last: now, phases: Default::default() }
    }

    /// Adds a tick.
    pub(super) fn end(&mut self, watch: Watch) {
        let (wall, cpu) = watch.last.since(watch.began);
        self.wall.saturating_record(wall);
        self.cpu.saturating_record(cpu);
        for (sum, phase) in self.phases.iter_mut().zip(watch.phases) {
            sum.0 += phase.0;
            sum.1 += phase.1;
        }
        self.counters.ticks += 1;
    }

    /// Counts a session that the server closed.
    pub(super) fn count_close(&mut self, code: CloseCode) {
        *self.counters.closed.entry(code.number()).or_default() += 1;
    }

    /// Counts a snapshot of `bytes` with its head.
    pub(super) fn count_snapshot(&mut self, bytes: usize) {
        let bytes = bytes as u64;
        self.counters.snapshots += 1;
        self.counters.snapshot_bytes += bytes;
        self.counters.snapshot_bytes_max = self.counters.snapshot_bytes_max.max(bytes);
    }

    /// Whole ticks: wall time, thread-CPU time, lateness.
    pub(super) fn ticks(&self) -> (Buckets, Buckets, Buckets) {
        (buckets(&self.wall), buckets(&self.cpu), buckets(&self.late))
    }

    /// The sums of each phase.
    pub(super) fn phases(&self) -> Vec<PhaseTimes> {
        let rows = PHASES.iter().zip(self.phases);
        rows.map(|(&(_, phase), (wall_us, cpu_us))| PhaseTimes { phase, wall_us, cpu_us }).collect()
    }
}

fn buckets(histogram: &Histogram<u64>) -> Buckets {
    let rows = histogram.iter_recorded();
    let buckets =
        rows.map(|row| (histogram.highest_equivalent(row.value_iterated_to()), row.count_at_value()));
    Buckets { buckets: buckets.collect(), max: histogram.max() }
}
