//! Where the time of the tick goes, and what is counted.

use std::time::{Duration, Instant};

use fracas_protocol::CloseCode;
use hdrhistogram::Histogram;

use crate::{
    audience::{Attendance, Attended},
    link::{Buckets, Counters, PhaseTimes, thread_cpu},
};

/// The phases of a tick, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Mail to commands.
    Admit,
    /// The simulation.
    Step,
    /// Writing the scene.
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
        Self { wall: Instant::now(), cpu: thread_cpu() }
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

/// How long something took, tick by tick: wall time and thread-CPU time.
#[derive(Debug)]
struct Spans {
    wall: Histogram<u32>,
    cpu: Histogram<u32>,
    /// Sums of both, microseconds.
    sums: (u64, u64),
}

impl Default for Spans {
    fn default() -> Self {
        Self { wall: histogram(), cpu: histogram(), sums: (0, 0) }
    }
}

impl Spans {
    fn record(&mut self, (wall, cpu): (u64, u64)) {
        self.wall.saturating_record(wall);
        self.cpu.saturating_record(cpu);
        self.sums.0 += wall;
        self.sums.1 += cpu;
    }

    fn times(&self, phase: &'static str) -> PhaseTimes {
        let (wall_us, cpu_us) = self.sums;
        PhaseTimes { phase, wall_us, cpu_us, wall: buckets(&self.wall), cpu: buckets(&self.cpu) }
    }
}

/// 1 us up to 4 s with two significant digits: a bucket is at most 1 percent wide, a histogram has 8 kB.
fn histogram() -> Histogram<u32> {
    Histogram::new_with_bounds(1, 4_000_000, 2).expect("these bounds are legal")
}

/// Everything that is measured in a room.
pub(super) struct Meter {
    ticks: Spans,
    late: Histogram<u32>,
    phases: [Spans; PHASES.len()],
    /// From the begin of the send phase to the end of the last write on other shards.
    lent: Spans,
    /// When the newest send phase began.
    shown: Option<Instant>,
    /// CPU time of the thread when a tick was judged last.
    judged: Option<Duration>,
    /// Wall time of the longest tick since the gauge was read last, microseconds.
    pub(super) longest_us: u64,
    /// When that was, and bytes of snapshots until then.
    gauged: (Instant, u64),
    pub(super) counters: Counters,
}

impl Default for Meter {
    fn default() -> Self {
        Self {
            ticks: Spans::default(),
            late: histogram(),
            phases: Default::default(),
            lent: Spans::default(),
            shown: None,
            judged: None,
            longest_us: 0,
            gauged: (Instant::now(), 0),
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

    /// CPU time of the thread since the last call, without that for `guests` (in all); none at the first.
    pub(super) fn take_busy(&mut self, guests: Duration) -> Duration {
        let now = Clocks::read().cpu.saturating_sub(guests);
        let before = self.judged.replace(now).unwrap_or(now);
        now.saturating_sub(before)
    }

    /// Other shards are shown the scene as well.
    pub(super) fn lend(&mut self) {
        self.shown = Some(Instant::now());
    }

    /// Another shard has told its sessions of the newest scene.
    pub(super) fn lent(&mut self, attended: &Attended) {
        self.count(attended.done);
        if let Some(shown) = self.shown {
            let wall = attended.end.saturating_duration_since(shown);
            self.lent.record((wall.as_micros() as u64, attended.cpu.as_micros() as u64));
        }
    }

    /// Adds a tick.
    pub(super) fn end(&mut self, watch: Watch) {
        let took = watch.last.since(watch.began);
        self.ticks.record(took);
        self.longest_us = self.longest_us.max(took.0);
        for (spans, phase) in self.phases.iter_mut().zip(watch.phases) {
            spans.record(phase);
        }
        self.counters.ticks += 1;
    }

    /// Since the last call: wall time of the longest tick, microseconds, and bytes of snapshots a second.
    pub(super) fn take_gauge(&mut self) -> (u32, u64) {
        let (now, bytes) = (Instant::now(), self.counters.snapshot_bytes);
        let (then, bytes_then) = std::mem::replace(&mut self.gauged, (now, bytes));
        let seconds = (now - then).as_secs_f64().max(f64::MIN_POSITIVE);
        let tick_us = std::mem::take(&mut self.longest_us).min(u64::from(u32::MAX)) as u32;
        (tick_us, ((bytes - bytes_then) as f64 / seconds) as u64)
    }

    /// Counts a session that the server closed.
    pub(super) fn count_close(&mut self, code: CloseCode) {
        *self.counters.closed.entry(code.number()).or_default() += 1;
    }

    /// Counts what an audience wrote.
    pub(super) fn count(&mut self, done: Attendance) {
        self.counters.snapshots += done.snapshots;
        self.counters.skipped_snapshots += done.skipped;
        self.counters.snapshot_bytes += done.bytes;
        self.counters.snapshot_bytes_max = self.counters.snapshot_bytes_max.max(done.bytes_max);
    }

    /// Whole ticks: wall time, thread-CPU time, lateness.
    pub(super) fn ticks(&self) -> (Buckets, Buckets, Buckets) {
        (buckets(&self.ticks.wall), buckets(&self.ticks.cpu), buckets(&self.late))
    }

    /// Medians of each phase's CPU time, microseconds.
    #[cfg(any(test, feature = "bench"))]
    pub(super) fn medians(&self) -> Vec<(&'static str, u64)> {
        let rows = PHASES.iter().zip(&self.phases);
        rows.map(|(&(_, phase), spans)| (phase, spans.cpu.value_at_quantile(0.5))).collect()
    }

    /// Each phase, and with sessions lent, what other shards took.
    pub(super) fn phases(&self) -> Vec<PhaseTimes> {
        let rows = PHASES.iter().zip(&self.phases).map(|(&(_, phase), spans)| spans.times(phase));
        let lent = self.shown.map(|_| self.lent.times("lent"));
        rows.chain(lent).collect()
    }
}

fn buckets(histogram: &Histogram<u32>) -> Buckets {
    let rows = histogram.iter_recorded();
    let buckets = rows
        .map(|row| (histogram.highest_equivalent(row.value_iterated_to()), u64::from(row.count_at_value())));
    Buckets { buckets: buckets.collect(), max: histogram.max() }
}
