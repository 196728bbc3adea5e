//! One run from end to end: is the server there, join, warm up, measure, report.

use std::{collections::BTreeMap, future::Future, pin::pin, time::Duration};

use tokio::time::{Instant, sleep_until};

use crate::{
    config::Config,
    machine::{CpuTimes, process_cpu},
    report::{CorrectionRates, PlayerCounts, Report},
    server_stats::{ServerStats, ServerWindow},
    swarm::Swarm,
    tally::Percentiles,
};

/// How long the last player may wait for the answer to his wish for a seat.
const JOIN_PATIENCE: Duration = Duration::from_secs(10);

/// From the last join to the window: clocks settle, fights begin.
const WARM_UP: Duration = Duration::from_secs(1);

/// How often a watcher is told while players join.
const RAMP_STEP: Duration = Duration::from_millis(100);

/// How often a watcher is told while it is measured.
const LIVE_STEP: Duration = Duration::from_secs(1);

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Nobody answers there, or not as a Fracas server, or the room does not exist.
    #[error(
        "no Fracas server with room `{room}` at {url}: {reason}\nStart one with `cargo run --release`, or name another with --url and --room"
    )]
    ServerAway {
        /// Where.
        url: String,
        /// Which room.
        room: String,
        /// What happened.
        reason: String,
    },
    /// It answered at first and does not any more.
    #[error("the server at {url} went away: {reason}")]
    ServerLost {
        /// Where.
        url: String,
        /// What happened.
        reason: String,
    },
    /// Everybody was refused, or stopped before he joined.
    #[error("nobody joined: {0}")]
    NobodyJoined(String),
}

/// How a run goes, for whoever watches it.
#[derive(Clone, Debug, PartialEq)]
pub enum Live {
    /// Players join.
    Joining {
        /// Players who play.
        playing: usize,
        /// Players asked for.
        asked: usize,
    },
    /// The window.
    Measuring {
        /// Players who play.
        playing: usize,
        /// Since the window began.
        elapsed: Duration,
        /// So far.
        snapshot_gap: Percentiles,
        /// So far.
        input_to_ack: Percentiles,
    },
}

/// Runs to the end, watched by nobody.
///
/// # Errors
/// When the server is away or goes away, or nobody got a seat.
pub async fn run(config: &Config) -> Result<Report, RunError> {
    run_watched(config, std::future::pending(), |_| ()).await
}

/// Runs until the end or until `stop`, and tells `watch` how it goes.
///
/// # Errors
/// As [`run`].
pub async fn run_watched(
    config: &Config,
    stop: impl Future<Output = ()>,
    mut watch: impl FnMut(Live),
) -> Result<Report, RunError> {
    fetch_stats(config).await.map_err(|reason| RunError::ServerAway {
        url: config.url.to_string(),
        room: config.room.clone(),
        reason,
    })?;
    let mut stop = pin!(stop);
    let mut swarm = Swarm::new(config);
    let stopped = join(&mut swarm, config, stop.as_mut(), &mut watch).await;
    if swarm.playing() == 0 {
        return Err(RunError::NobodyJoined(first_reason(&swarm)));
    }
    let start = Start::now(&mut swarm, config).await?;
    if !stopped {
        measure(&mut swarm, config, stop, &mut watch).await;
    }
    start.report(&mut swarm, config).await
}

/// Lets everybody join and warm up. True when it was stopped.
async fn join(
    swarm: &mut Swarm,
    config: &Config,
    mut stop: std::pin::Pin<&mut impl Future<Output = ()>>,
    watch: &mut impl FnMut(Live),
) -> bool {
    let patience = Instant::now() + config.ramp() + JOIN_PATIENCE;
    let mut warm = None;
    loop {
        watch(Live::Joining { playing: swarm.playing(), asked: usize::from(config.players) });
        let now = Instant::now();
        if warm.is_none() && (swarm.waiting() == 0 || now >= patience) {
            warm = Some(now + WARM_UP);
        }
        if warm.is_some_and(|warm| now >= warm) {
            return false;
        }
        if swarm.play(stopped_before(stop.as_mut(), now + RAMP_STEP)).await {
            return true;
        }
    }
}

/// Plays through the window.
async fn measure(
    swarm: &mut Swarm,
    config: &Config,
    mut stop: std::pin::Pin<&mut impl Future<Output = ()>>,
    watch: &mut impl FnMut(Live),
) {
    let begin = Instant::now();
    let end = begin + config.duration;
    let mut next = begin;
    while next < end && swarm.playing() > 0 {
        next = (next + LIVE_STEP).min(end);
        if swarm.play(stopped_before(stop.as_mut(), next)).await {
            return;
        }
        watch(Live::Measuring {
            playing: swarm.playing(),
            elapsed: begin.elapsed(),
            snapshot_gap: swarm.tally.snapshot_gap.percentiles(),
            input_to_ack: swarm.tally.input_to_ack.percentiles(),
        });
    }
}

/// True when `stop` is done before `deadline`.
async fn stopped_before(stop: impl Future<Output = ()>, deadline: Instant) -> bool {
    tokio::select! {
        () = stop => true,
        () = sleep_until(deadline) => false,
    }
}

/// What was true when the window began.
struct Start {
    stats: ServerStats,
    machine: CpuTimes,
    process: Duration,
}

impl Start {
    async fn now(swarm: &mut Swarm, config: &Config) -> Result<Self, RunError> {
        let stats = swarm.play(fetch_stats(config)).await.map_err(|reason| lost(config, reason))?;
        swarm.begin_window();
        Ok(Self { stats, machine: CpuTimes::now(), process: process_cpu() })
    }

    async fn report(self, swarm: &mut Swarm, config: &Config) -> Result<Report, RunError> {
        let (machine, process) = (CpuTimes::now(), process_cpu());
        let seconds = swarm.end_window(Duration::from_secs(1) / self.stats.tick_hz).as_secs_f64();
        let (tally, corrections) = (std::mem::take(&mut swarm.tally), swarm.corrections());
        let player_seconds = swarm.player_seconds().max(f64::MIN_POSITIVE);
        let stats = swarm.play(fetch_stats(config)).await.map_err(|reason| lost(config, reason))?;
        let (refused, dropped) = (swarm.refused().count(), swarm.dropped().count());
        let waiting = swarm.waiting();
        let reasons = reasons(swarm);
        swarm.leave();
        let asked = usize::from(config.players);
        let per_minute = |count: u64| count as f64 * 60.0 / player_seconds;
        Ok(Report {
            players: PlayerCounts {
                asked,
                joined: asked - refused - waiting,
                refused: refused + waiting,
                dropped,
            },
            seconds,
            tick_hz: stats.tick_hz,
            snapshot_gap_ms: tally.snapshot_gap.percentiles(),
            input_to_ack_ms: tally.input_to_ack.percentiles(),
            corrections_per_player_min: CorrectionRates {
                hit: per_minute(corrections.hit),
                push: per_minute(corrections.push),
                starved: per_minute(corrections.starved),
                unexplained: per_minute(corrections.unexplained),
            },
            compared_ticks: corrections.compared_ticks,
            down_bytes_per_player_s: tally.down_bytes as f64 / player_seconds,
            up_bytes_per_player_s: tally.up_bytes as f64 / player_seconds,
            ships_in_view_mean: tally.ships_in_view as f64 / tally.living_snapshots.max(1) as f64,
            shots_per_player_s: tally.shots as f64 / player_seconds,
            server_tick_ms: stats.tick_wall_us.percentiles_since(&self.stats.tick_wall_us),
            server_tick_cpu_ms: stats.tick_cpu_us.percentiles_since(&self.stats.tick_cpu_us),
            bots_cpu_s: (process - self.process).as_secs_f64(),
            cpu_steal_percent: machine.steal_percent_since(self.machine),
            reasons,
            first_unexplained: swarm.first_unexplained(),
            server: ServerWindow { before: self.stats, after: stats },
        })
    }
}

async fn fetch_stats(config: &Config) -> Result<ServerStats, String> {
    let (url, pid) = (config.url.stats_url(&config.room), config.server_pid);
    let fetch = move || ServerStats::fetch(&url).map(|stats| stats.with_process(pid));
    tokio::task::spawn_blocking(fetch).await.map_err(|error| error.to_string())?
}

fn lost(config: &Config, reason: String) -> RunError {
    RunError::ServerLost { url: config.url.to_string(), reason }
}

/// Why players were refused or dropped, the most frequent first.
fn reasons(swarm: &Swarm) -> Vec<(usize, String)> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for reason in swarm.refused().chain(swarm.dropped()) {
        *counts.entry(reason).or_default() += 1;
    }
    let mut reasons: Vec<_> = counts.into_iter().map(|(reason, count)| (count, reason.to_owned())).collect();
    reasons.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    reasons
}

fn first_reason(swarm: &Swarm) -> String {
    reasons(swarm).into_iter().next().map_or("stopped before anybody had a seat".into(), |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_that_is_away_is_told_with_its_address() {
        // The port was free a moment ago, and the system does not hand it out again at once.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let url = format!("http://127.0.0.1:{port}").parse().unwrap();
        let error = run(&Config { url, ..Config::default() }).await.unwrap_err();
        assert!(matches!(error, RunError::ServerAway { .. }), "{error}");
        assert!(error.to_string().contains(&format!("http://127.0.0.1:{port}: ")), "{error}");
    }
}
