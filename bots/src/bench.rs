//! What every measurement of a server needs: which program, which cores, how long, and where the figures go.

use std::{env, fs::File, io::Write, path::PathBuf, time::Duration};

use clap::{Args, value_parser};
use fracas_brains::BrainKind;
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use indicatif::{ProgressBar, ProgressStyle};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde::Serialize;

use crate::{
    config::{Config, duration},
    pinning::{CORES_MAX, Pinning},
};

/// Joins take this long per player: a handshake costs a server about a tenth of it, so that it stays in time with those
/// who play already, and the world grows as fast as they come.
const RAMP_PER_PLAYER: Duration = Duration::from_millis(5);

/// Options of every measurement.
#[derive(Clone, Debug, Args)]
pub struct Bench {
    /// Program of the server [default: `fracas` beside this program].
    #[arg(long, value_name = "FILE")]
    pub server: Option<PathBuf>,

    /// Core that the server has for itself.
    #[arg(long, value_name = "CORE", default_value_t = 0, value_parser = value_parser!(u16).range(..i64::from(CORES_MAX)))]
    pub server_core: u16,

    /// Core of the players.
    #[arg(long, value_name = "CORE", default_value_t = 1, value_parser = value_parser!(u16).range(..i64::from(CORES_MAX)))]
    pub bots_core: u16,

    /// Time that is measured in each step.
    #[arg(long, value_name = "TIME", default_value = "20s", value_parser = duration)]
    pub duration: Duration,

    /// Time from the last join to the window: the fight has found its places, and the kernel its buffers.
    #[arg(long, value_name = "TIME", default_value = "8s", value_parser = duration)]
    pub warm_up: Duration,

    /// How the players play: fight, wander, swarm, idle.
    #[arg(long, value_name = "BRAIN", default_value = "fight")]
    pub brain: BrainKind,

    /// Of so many players one is full: he sees, thinks and predicts. The others are light: they fight by a script.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = value_parser!(u16).range(1..))]
    pub full_every: u16,

    /// Seed of the players.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Also writes all figures to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// Also writes the tables to this file, as Markdown.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
}

impl Bench {
    /// The server's program.
    ///
    /// # Errors
    /// One line for the operator: there is none.
    pub fn program(&self) -> Result<PathBuf, String> {
        let beside = || Some(env::current_exe().ok()?.with_file_name("fracas"));
        let program = self.server.clone().or_else(beside).unwrap_or_else(|| "fracas".into());
        if program.is_file() {
            return Ok(program);
        }
        Err(format!(
            "no server at {}: build one with `cargo build --release`, or name it with --server",
            program.display()
        ))
    }

    /// Puts this thread on the players' core, if both can be had.
    pub fn pin(&self) -> Pinning {
        Pinning::try_apart(self.server_core, self.bots_core)
    }

    /// `players` of a run, without a server yet.
    pub fn config(&self, players: u16) -> Config {
        Config {
            players,
            duration: self.duration,
            ramp: Some(RAMP_PER_PLAYER * u32::from(players)),
            warm_up: self.warm_up,
            brain: self.brain,
            full_every: self.full_every,
            seed: self.seed,
            // A step that loses a player has failed; his way back would only hide by how much.
            no_rejoin: true,
            ..Config::default()
        }
    }

    /// Opens the files for the figures: half an hour later is too late to learn that a folder does not exist.
    ///
    /// # Errors
    /// One line for the operator.
    pub fn open_files(&self) -> Result<Files, String> {
        let open = |path: &Option<PathBuf>, option: &str| {
            let file = path.as_deref().map(File::create).transpose();
            file.map_err(|error| format!("cannot write the file of {option}: {error}"))
        };
        Ok(Files { json: open(&self.json, "--json")?, markdown: open(&self.markdown, "--markdown")? })
    }
}

/// Why a measurement ended early.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// An option cannot be used.
    #[error("{0}")]
    Option(String),
    /// There was no server, or somebody stopped it.
    #[error("{0}")]
    Run(String),
}

/// Where the figures go.
#[derive(Debug)]
pub struct Files {
    json: Option<File>,
    markdown: Option<File>,
}

impl Files {
    /// Writes them.
    ///
    /// # Errors
    /// One line for the operator.
    pub fn write(self, figures: &impl Serialize, markdown: &str) -> Result<(), String> {
        if let Some(file) = self.json {
            serde_json::to_writer_pretty(file, figures)
                .map_err(|error| format!("cannot write the file of --json: {error}"))?;
        }
        if let Some(mut file) = self.markdown {
            file.write_all(markdown.as_bytes())
                .map_err(|error| format!("cannot write the file of --markdown: {error}"))?;
        }
        Ok(())
    }
}

/// Done when somebody wants the program to end. Every run of many gets a clone.
pub type Stop = Shared<BoxFuture<'static, ()>>;

/// Ctrl-C, SIGTERM and SIGHUP: servers that were started must not outlive this program.
pub fn stop() -> Stop {
    use tokio::signal::unix::{SignalKind, signal};
    let wait = |kind: SignalKind| async move {
        match signal(kind) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            // Without a handler the signal just ends the program.
            Err(_) => std::future::pending().await,
        }
    };
    let stop = async move {
        tokio::select! {
            () = wait(SignalKind::interrupt()) => (),
            () = wait(SignalKind::terminate()) => (),
            () = wait(SignalKind::hangup()) => (),
        }
    };
    stop.boxed().shared()
}

/// True when the program shall end.
pub fn is_stopped(stop: &Stop) -> bool {
    stop.clone().now_or_never().is_some()
}

/// A line that says how it goes; drawn on a terminal only.
pub fn progress_line() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg}").expect("the template is legal");
    ProgressBar::new_spinner().with_style(style)
}

/// Lets this process, and what it starts, open as many files as the system allows: one per player.
pub fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    // Where it is refused, the players who find no socket say so.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        bench: Bench,
    }

    #[test]
    fn a_server_that_is_not_built_is_told_with_what_to_do() {
        let bench = Command::parse_from(["x", "--server", "/nowhere/fracas"]).bench;
        let error = bench.program().unwrap_err();
        assert!(error.contains("/nowhere/fracas") && error.contains("cargo build --release"), "{error}");
    }

    #[test]
    fn a_core_that_no_kernel_names_is_refused() {
        assert!(Command::try_parse_from(["x", "--server-core", "70000"]).is_err());
        assert!(Command::try_parse_from(["x", "--bots-core", &CORES_MAX.to_string()]).is_err());
    }
}
