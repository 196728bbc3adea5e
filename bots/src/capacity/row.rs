//! The figures of one step, as the JSON has them.

use std::time::Duration;

use serde::Serialize;

use crate::{
    report::{Report, Shaped},
    server_stats::{Buckets, ServerWindow},
    tally::Percentiles,
};

/// Share of its core from which a side has nothing left to give.
const FULL_SHARE: f64 = 0.9;

/// Tick periods that a snapshot gap may last: from two on, a player has missed a whole tick.
const GAP_TICKS_MAX: f64 = 2.0;

/// Share of the ticks in which the server may do without something: a step that holds, holds at full rate and in full.
const RESTRAINED_MAX: f64 = 0.01;

/// Cores that everybody else may have worked on: the kernel's own threads need a few percent of one.
pub const OTHERS_CORES_MAX: f64 = 0.1;

/// Which side had its core full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The server.
    ServerCore,
    /// The players: what they say of the server is worth little.
    BotsCore,
    /// None.
    #[default]
    Neither,
}

/// One step. Times in milliseconds, shares from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// Ticks a second.
    pub hz: u8,
    /// Players asked for.
    pub players: u16,
    /// Of these, those with sight, prediction and a brain.
    pub full_players: usize,
    /// The others, who only fly, shoot and count.
    pub light_players: usize,
    /// Everybody had his snapshots in time, and nobody was lost.
    pub held: bool,
    /// Why it did not hold.
    pub failure: Option<String>,
    /// Which side had its core full.
    pub limit: Limit,
    /// Seconds that were measured.
    pub seconds: f64,
    /// Players who got no seat.
    pub refused: usize,
    /// Players who lost theirs.
    pub dropped: usize,
    /// Between successive snapshots of a player.
    pub snapshot_gap_ms: Percentiles,
    /// The same of full players only.
    pub snapshot_gap_full_ms: Percentiles,
    /// From an input to the snapshot that acks it.
    pub input_to_ack_ms: Percentiles,
    /// The whole tick.
    pub tick_wall_ms: Percentiles,
    /// The whole tick, CPU time of its thread.
    pub tick_cpu_ms: Percentiles,
    /// Ticks that began too late.
    pub late_ticks: u64,
    /// Share of the ticks in which the server did without something because it had too much to do.
    pub restrained_share: f64,
    /// The parts of the tick.
    pub phases: Vec<PhaseTimes>,
    /// Snapshots that the server wrote.
    pub frames: u64,
    /// Snapshots that it did not write, because bytes waited.
    pub skipped_frames: u64,
    /// Bytes of a snapshot, mean.
    pub frame_bytes_mean: f64,
    /// Bytes of WebSocket frames from the server.
    pub down_bytes_per_player_s: f64,
    /// Bytes of WebSocket frames to the server.
    pub up_bytes_per_player_s: f64,
    /// Other ships in the view of a living player.
    pub ships_in_view_mean: f64,
    /// Shots.
    pub shots_per_player_s: f64,
    /// Hits that full players landed.
    pub hits_per_player_s: f64,
    /// Corrections without a cause: a bug in the prediction or the server.
    pub unexplained_per_player_min: f64,
    /// Ships destroyed by others.
    pub kills_per_player_min: f64,
    /// CPU of the whole server process per snapshot written: one player's tick with everything that it needs.
    pub server_cpu_us_per_client_tick: f64,
    /// The same number under its other name.
    pub server_cpu_s_per_million_frames: f64,
    /// Share of that in the server's own code; the rest is the kernel's. None where `/proc` does not tell.
    pub server_user_share: Option<f64>,
    /// The server's share of its core.
    pub server_core_share: f64,
    /// The players' share of theirs.
    pub bots_core_share: f64,
    /// CPU of everybody else on this machine, in cores: much, and the figures are theirs as well.
    pub others_cores: f64,
    /// Memory of the server at the end.
    pub server_rss_bytes: u64,
    /// Memory of the server with an empty room.
    pub server_rss_empty_bytes: u64,
    /// What the players added, per player.
    pub server_bytes_per_player: f64,
    /// Those with a bad network or client, if there were any; the other figures of players are without them then.
    pub shaped: Option<Shaped>,
    /// Percent of the machine's time that the machine below it took.
    pub steal_percent: f64,
    /// How often the step was run again because of that.
    pub steal_repeats: u32,
    /// Snapshot gap p99 of every run of which this is the median.
    pub gap_p99_of_repeats_ms: Vec<f64>,
}

/// A part of the tick, milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhaseTimes {
    /// Its name.
    pub phase: String,
    /// Wall time, mean.
    pub wall_mean: f64,
    /// CPU time of the room's thread, mean.
    pub cpu_mean: f64,
    /// Wall time; not every server tells.
    pub wall: Option<Percentiles>,
    /// CPU time; not every server tells.
    pub cpu: Option<Percentiles>,
}

impl Row {
    /// The figures of a run. `rss_empty` is the memory of the empty room, bytes.
    pub fn new(hz: u8, players: u16, report: &Report, rss_empty: u64) -> Self {
        let window = &report.server;
        let frames = window.grown(|stats| stats.snapshots);
        let cpu = window.cpu().unwrap_or_default();
        let us_per_frame = cpu.as_secs_f64() * 1e6 / frames.max(1) as f64;
        let player_minutes = report.players.joined.max(1) as f64 * report.seconds / 60.0;
        let rss = window.after.rss_bytes().unwrap_or(0);
        let mut row = Self {
            hz,
            players,
            full_players: report.players.full,
            light_players: report.players.light,
            seconds: report.seconds,
            refused: report.players.refused,
            dropped: report.players.dropped,
            snapshot_gap_ms: report.snapshot_gap_ms,
            snapshot_gap_full_ms: report.snapshot_gap_full_ms,
            input_to_ack_ms: report.input_to_ack_ms,
            tick_wall_ms: report.server_tick_ms,
            tick_cpu_ms: report.server_tick_cpu_ms,
            late_ticks: window.grown(|stats| stats.late_ticks),
            restrained_share: window.grown(|stats| stats.restrained_ticks.values().sum()) as f64
                / window.grown(|stats| stats.ticks).max(1) as f64,
            phases: phases(window),
            frames,
            skipped_frames: window.grown(|stats| stats.skipped_snapshots),
            frame_bytes_mean: window.grown(|stats| stats.snapshot_bytes) as f64 / frames.max(1) as f64,
            down_bytes_per_player_s: report.down_bytes_per_player_s,
            up_bytes_per_player_s: report.up_bytes_per_player_s,
            ships_in_view_mean: report.ships_in_view_mean,
            shots_per_player_s: report.shots_per_player_s,
            hits_per_player_s: report.hits_per_player_s,
            unexplained_per_player_min: report.corrections_per_player_min.unexplained,
            kills_per_player_min: window.grown(|stats| stats.kills) as f64 / player_minutes,
            server_cpu_us_per_client_tick: us_per_frame,
            server_cpu_s_per_million_frames: us_per_frame,
            server_user_share: window.user_and_system().map(user_share),
            server_core_share: cpu.as_secs_f64() / report.seconds,
            bots_core_share: report.bots_cpu_s / report.seconds,
            others_cores: ((window.machine_s() - cpu.as_secs_f64() - report.bots_cpu_s) / report.seconds)
                .max(0.0),
            server_rss_bytes: rss,
            server_rss_empty_bytes: rss_empty,
            server_bytes_per_player: rss.saturating_sub(rss_empty) as f64 / f64::from(players),
            shaped: report.shaped.clone(),
            steal_percent: report.cpu_steal_percent,
            gap_p99_of_repeats_ms: vec![report.snapshot_gap_ms.p99],
            ..Self::default()
        };
        row.limit = row.fuller_core();
        row.failure = row.broken_rule(&report.reasons);
        row.held = row.failure.is_none();
        row
    }

    /// A step that has no figures.
    pub fn failed(hz: u8, players: u16, failure: String) -> Self {
        Self { hz, players, failure: Some(failure), ..Self::default() }
    }

    /// True when others worked on this machine meanwhile: the figures are theirs as well.
    pub fn is_disturbed(&self) -> bool {
        self.others_cores > OTHERS_CORES_MAX
    }

    fn fuller_core(&self) -> Limit {
        match self.server_core_share.max(self.bots_core_share) {
            most if most < FULL_SHARE => Limit::Neither,
            most if most == self.server_core_share => Limit::ServerCore,
            _ => Limit::BotsCore,
        }
    }

    fn broken_rule(&self, reasons: &[(usize, String)]) -> Option<String> {
        let lost = self.refused + self.dropped;
        let gap_max = GAP_TICKS_MAX * 1e3 / f64::from(self.hz);
        if lost > 0 {
            let reason = reasons.first().map_or("", |(_, reason)| reason);
            return Some(format!("{lost} refused or dropped: {reason}"));
        }
        if self.restrained_share > RESTRAINED_MAX {
            let percent = self.restrained_share * 100.0;
            return Some(format!("the server had too much to do in {percent:.0} % of the ticks"));
        }
        let gap = self.snapshot_gap_ms.p99;
        (gap >= gap_max).then(|| format!("gap p99 {gap:.1} ms, two ticks are {gap_max:.1} ms"))
    }
}

fn phases(window: &ServerWindow) -> Vec<PhaseTimes> {
    let ticks = window.grown(|stats| stats.ticks).max(1) as f64;
    let mean_ms = |before: u64, after: u64| after.saturating_sub(before) as f64 / ticks / 1e3;
    let percentiles = |before: &Option<Buckets>, after: &Option<Buckets>| {
        Some(after.as_ref()?.percentiles_since(before.as_ref()?))
    };
    let times = window.phases().map(|(before, after)| PhaseTimes {
        phase: after.phase.clone(),
        wall_mean: mean_ms(before.wall_us, after.wall_us),
        cpu_mean: mean_ms(before.cpu_us, after.cpu_us),
        wall: percentiles(&before.wall, &after.wall),
        cpu: percentiles(&before.cpu, &after.cpu),
    });
    times.collect()
}

/// Share of the first in both.
pub fn user_share((user, system): (Duration, Duration)) -> f64 {
    user.as_secs_f64() / (user + system).as_secs_f64().max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(p99: f64, server: f64, bots: f64) -> Row {
        let snapshot_gap_ms = Percentiles { p99, ..Percentiles::default() };
        Row { hz: 20, server_core_share: server, bots_core_share: bots, snapshot_gap_ms, ..Row::default() }
    }

    #[test]
    fn a_gap_of_two_ticks_or_a_lost_player_breaks_the_rule() {
        assert_eq!(row(99.9, 0.5, 0.5).broken_rule(&[]), None);
        assert!(row(100.0, 0.5, 0.5).broken_rule(&[]).unwrap().contains("100.0 ms"));
        let lost = Row { dropped: 2, ..row(50.0, 0.5, 0.5) };
        let failure = lost.broken_rule(&[(2, "too slow".into())]).unwrap();
        assert_eq!(failure, "2 refused or dropped: too slow");
    }

    #[test]
    fn the_fuller_core_is_the_limit() {
        assert_eq!(row(0.0, 0.8, 0.89).fuller_core(), Limit::Neither);
        assert_eq!(row(0.0, 0.97, 0.95).fuller_core(), Limit::ServerCore);
        assert_eq!(row(0.0, 0.5, 0.95).fuller_core(), Limit::BotsCore);
    }
}
