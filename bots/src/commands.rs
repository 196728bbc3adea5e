//! The command line: a run without a command, measurements of a server with one.

use clap::{Parser, Subcommand};

use crate::{
    bench::BenchError,
    capacity,
    config::{Config, EXAMPLES},
    floor, slow,
};

/// Headless players for a Fracas server. They join over real WebSockets, play by a seeded brain, predict their
/// ships as the browser does, and print what playing was like.
#[derive(Clone, Debug, Parser)]
#[command(name = "fracas-bots", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct CommandLine {
    /// A run against a server that is there.
    #[command(flatten)]
    pub config: Config,

    /// A measurement that starts its own servers.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Measurements that start their own servers.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// How many players one room holds: starts servers, fills them, searches the limit.
    Capacity(capacity::Options),
    /// How cheap a server could be at all: Fracas against a server that only sends and reads as many bytes.
    Floor(floor::Options),
    /// What bad clients cost the good ones: as many players with and without them.
    Slow(slow::Options),
    /// The server of `floor`.
    #[command(hide = true)]
    FloorServer(floor::server::Options),
}

/// Why a command failed: a line for the operator, and the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// For the operator.
    pub message: String,
    /// 1 when it could not run, 2 for a bad option.
    pub code: u8,
}

impl From<BenchError> for Failure {
    fn from(error: BenchError) -> Self {
        let code = match error {
            BenchError::Run(_) => 1,
            BenchError::Option(_) => 2,
        };
        Self { message: error.to_string(), code }
    }
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When there is no server to start, or the command was stopped.
    pub async fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Capacity(options) => capacity::run(options).await,
            Self::Floor(options) => floor::run(options).await,
            Self::Slow(options) => slow::run(options).await,
            Self::FloorServer(options) => floor::server::run(options).map_err(BenchError::Run),
        }
        .map_err(Failure::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_command_it_is_a_run_as_ever() {
        let line = CommandLine::parse_from(["fracas-bots", "--players", "200", "--duration", "30s"]);
        assert!(line.command.is_none());
        assert_eq!(line.config.players, 200);
    }

    #[test]
    fn a_list_of_players_takes_the_place_of_the_search() {
        let parse = |text: &str| CommandLine::try_parse_from(text.split(' '));
        let line = parse("fracas-bots capacity --hz 20 --players 500,1000").unwrap();
        let Some(Command::Capacity(options)) = line.command else { panic!("{line:?}") };
        assert_eq!((options.hz, options.players), (vec![20], Some(vec![500, 1000])));
        assert!(parse("fracas-bots capacity --players 500 --start 100").is_err());
        assert!(parse("fracas-bots --players 5 capacity").is_err());
    }
}
