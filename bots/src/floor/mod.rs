//! `fracas-bots floor`: how cheap a server could be at all on this machine.
//!
//! First the real Fracas with its players, then a server without a game that writes as many frames of the same mean
//! size to as many sockets and reads as many inputs; both in turns, so that a machine that changes its mood changes
//! it for both.

pub mod clients;
pub mod figures;
pub mod frames;
pub mod handshake;
pub mod server;

use std::{path::Path, time::Duration};

use clap::{Args, value_parser};

use crate::{
    bench::{Bench, BenchError, Stop, progress_line, raise_open_files, stop},
    capacity::{
        show,
        step::{SEATS, Step},
    },
    child::Server,
    machine::Machine,
    pinning::Pinning,
};
use figures::{Figures, FloorRow, Pair, median};
use frames::FRAME_BYTES_MAX;
use server::Sent;

/// How long one side of the floor waits for the other to shake hands, or to leave.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the floor may take beyond its window: handshakes, warm-up, leaving.
const FLOOR_PATIENCE: Duration = Duration::from_secs(30);

/// Options of `fracas-bots floor`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// What every measurement needs.
    #[command(flatten)]
    pub bench: Bench,

    /// Players of both servers.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = value_parser!(u16).range(1..=i64::from(SEATS)))]
    pub players: u16,

    /// Ticks a second: 15, 20, 30, 60.
    #[arg(long, value_name = "HZ", default_value_t = 20, value_parser = value_parser!(u8).range(1..=60))]
    pub hz: u8,

    /// Mean size of the floor's frames, head included [default: what Fracas sent just before].
    #[arg(long, value_name = "BYTES", value_parser = value_parser!(u16).range(8..=FRAME_BYTES_MAX as i64))]
    pub frame_bytes: Option<u16>,

    /// Pairs of runs; the ratio in the middle counts.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = value_parser!(u16).range(1..=99))]
    pub repeat: u16,
}

/// Measures both in turns, and tells.
///
/// # Errors
/// When a server does not start or breaks, a file cannot be written, or it is stopped; what was measured until then
/// is told.
pub async fn run(options: &Options) -> Result<(), BenchError> {
    let files = options.bench.open_files().map_err(BenchError::Option)?;
    let program = options.bench.program().map_err(BenchError::Run)?;
    raise_open_files();
    let pinning = options.bench.pin();
    let mut figures = Figures { machine: Machine::now(&pinning), pairs: Vec::new(), ratio: 0.0 };
    println!("{}\n", figures.machine);
    let (stop, bar) = (stop(), progress_line());
    let mut ended = Ok(());
    for turn in 1..=options.repeat {
        let watch = |what: &str| bar.set_message(format!("pair {turn} of {}: {what}", options.repeat));
        match options.pair(&program, &pinning, &stop, &watch).await {
            Ok(pair) => {
                bar.suspend(|| println!("{}", pair.line()));
                figures.pairs.push(pair);
            }
            Err(error) => {
                ended = Err(BenchError::Run(error));
                break;
            }
        }
    }
    bar.finish_and_clear();
    figures.ratio = median(figures.pairs.iter().map(|pair| pair.ratio));
    if !figures.pairs.is_empty() {
        println!("\n{}\n{}", figures.sheet(), figures.result());
    }
    files.write(&figures, &figures.markdown()).map_err(BenchError::Run)?;
    ended
}

impl Options {
    fn window_seconds(&self) -> u16 {
        self.bench.duration.as_secs().clamp(1, u64::from(u16::MAX)) as u16
    }

    async fn pair(
        &self,
        program: &Path,
        pinning: &Pinning,
        stop: &Stop,
        watch: &dyn Fn(&str),
    ) -> Result<Pair, String> {
        let step = Step { program, pinning, hz: self.hz, config: self.bench.config(self.players) };
        let mut show = |live| watch(&format!("Fracas, {}", show::progress(&live)));
        let fracas = step.undisturbed(stop, &mut show).await.map_err(|error| error.to_string())?;
        if fracas.frames == 0 {
            return Err(fracas.failure.unwrap_or_else(|| "Fracas sent nothing".into()));
        }
        watch("floor");
        let frame_bytes = self.frame_bytes.unwrap_or(fracas.frame_bytes_mean.round() as u16);
        let input_bytes = (fracas.up_bytes_per_player_s / f64::from(self.hz)).round() as usize;
        let floor = tokio::select! {
            floor = self.floor(pinning, frame_bytes, input_bytes) => floor?,
            () = stop.clone() => return Err("stopped".into()),
        };
        let ratio = fracas.server_cpu_us_per_client_tick / floor.cpu_us_per_frame.max(f64::MIN_POSITIVE);
        Ok(Pair { fracas, floor, ratio })
    }

    /// One run of the floor. Dropped halfway, it ends its server, and with that its players.
    async fn floor(
        &self,
        pinning: &Pinning,
        frame_bytes: u16,
        input_bytes: usize,
    ) -> Result<FloorRow, String> {
        let program =
            std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
        let arguments = format!(
            "floor-server --players {} --hz {} --seconds {} --frame-bytes {frame_bytes}",
            self.players,
            self.hz,
            self.window_seconds()
        );
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let mut server =
            Server::start(&program, &arguments, pinning).await.map_err(|error| error.to_string())?;
        let (address, players, hz) = (server.target().address().to_owned(), self.players, self.hz);
        // A thread of its own, on the core of this one: it blocks.
        let heard =
            tokio::task::spawn_blocking(move || clients::play(&address, players, hz, input_bytes)).await;
        let heard = heard.map_err(|error| error.to_string())??;
        let line = server.line(FLOOR_PATIENCE).await.map_err(|what| format!("the floor {what}"))?;
        let sent: Sent =
            serde_json::from_str(&line).map_err(|error| format!("the floor said `{line}`: {error}"))?;
        let ticks = u64::from(self.hz) * u64::from(self.window_seconds());
        Ok(FloorRow::new(u64::from(self.players) * ticks, &sent, &heard))
    }
}
