//! One run from end to end: is the server there, join, warm up, measure, report.

use std::{collections::BTreeMap, future::Future, pin::pin, time::Duration};

use tokio::time::{Instant, sleep_until};

use crate::{
    config::Config,
    machine::{CpuTimes, process_cpu},
    played::Played,
    report::{CorrectionRates, PlayerCounts, Report},
    rooms,
    server_stats::{ServerStats, ServerWindow},
    swarm::Swarm,
    tally::Percentiles,
};

/// How long the last player may wait for the answer to his wish for a seat.
const JOIN_PATIENCE: Duration = Duration::from_secs(10);

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
    /// The system has no room for another watcher of sockets.
    #[error(
        "sockets cannot be watched: {0}\nClose other programs, or raise the limit of open files with `ulimit -n`"
    )]
    NoSockets(#[from] std::io::Error),
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
    let mut swarm = Swarm::new(config)?;
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
            warm = Some(now + config.warm_up);
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
    while next < end && !swarm.is_over() {
        next = (next + LIVE_STEP).min(end);
        if swarm.play(stopped_before(stop.as_mut(), next)).await {
            return;
        }
        watch(Live::Measuring {
            playing: swarm.playing(),
            elapsed: begin.elapsed(),
            snapshot_gap: swarm.main_tally().snapshot_gap.percentiles(),
            input_to_ack: swarm.main_tally().input_to_ack.percentiles(),
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
        let played = Played::of(swarm);
        let stats = swarm.play(fetch_stats(config)).await.map_err(|reason| lost(config, reason))?;
        let (refused, dropped, waiting) = (swarm.refused().count(), swarm.dropped().count(), swarm.waiting());
        let reasons = reasons(swarm);
        swarm.leave();
        let asked = usize::from(config.players);
        let (tally, player_seconds, full_seconds) = (&played.tally, played.seconds, played.full_seconds);
        Ok(Report {
            players: PlayerCounts {
                asked,
                joined: asked - refused - waiting,
                refused: refused + waiting,
                dropped,
                full: swarm.count(|profile| profile.recipe.full),
                light: swarm.count(|profile| !profile.recipe.full),
                rejoined: played.rejoined,
            },
            seconds,
            tick_hz: stats.tick_hz,
            snapshot_gap_ms: tally.snapshot_gap.percentiles(),
            snapshot_gap_full_ms: tally.snapshot_gap_full.percentiles(),
            input_to_ack_ms: tally.input_to_ack.percentiles(),
            corrections_per_player_min: CorrectionRates::of(&played.corrections, full_seconds),
            compared_ticks: played.corrections.compared_ticks,
            down_bytes_per_player_s: tally.down_bytes as f64 / player_seconds,
            up_bytes_per_player_s: tally.up_bytes as f64 / player_seconds,
            ships_in_view_mean: tally.ships_in_view as f64 / tally.views.max(1) as f64,
            shots_per_player_s: tally.shots as f64 / player_seconds,
            hits_per_player_s: tally.hits as f64 / full_seconds,
            shaped: played.shaped,
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

/// The figures of all rooms as one.
async fn fetch_stats(config: &Config) -> Result<ServerStats, String> {
    let mut all = fetch_room(config, 0).await?;
    for index in 1..usize::from(config.rooms) {
        rooms::absorb(&mut all, &fetch_room(config, index).await?);
    }
    Ok(all.with_process(config.server_pid))
}

async fn fetch_room(config: &Config, index: usize) -> Result<ServerStats, String> {
    let room = rooms::name(config, index);
    let url = config.url.stats_url(&room);
    let fetch = move || ServerStats::fetch(&url).map_err(|reason| format!("room `{room}`: {reason}"));
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
