//! `fracas-bots floor`: how cheap a server could be at all on this machine.
//!
//! First the real Fracas with its players, then a server without a game that writes as many frames of the same mean
//! size to as many sockets and reads as many inputs; both in turns, so that a machine that changes its mood changes
//! it for both.

pub mod clients;
pub mod frames;
pub mod server;

use std::{path::Path, time::Duration};

use clap::{Args, value_parser};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::{
    bench::{Bench, BenchError, Stop, raise_open_files, stop},
    capacity::{
        row::Row,
        show,
        step::{SEATS, Step},
    },
    child::Server,
    machine::Machine,
    pinning::Pinning,
    sheet::Sheet,
};
use clients::Heard;
use frames::FRAME_BYTES_MAX;
use server::Sent;

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

/// Everything that came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Where it was measured.
    pub machine: Machine,
    /// Runs of both, in turns.
    pub pairs: Vec<Pair>,
    /// CPU of Fracas per frame, in floors: the median of the pairs.
    pub ratio: f64,
}

/// Fracas and the floor, one after the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The game.
    pub fracas: Row,
    /// What it cannot go below.
    pub floor: FloorRow,
    /// CPU per frame of the one by that of the other.
    pub ratio: f64,
}

/// The floor's figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FloorRow {
    /// Frames written in the window.
    pub frames: u64,
    /// Ticks of the window times players: what had to be written.
    pub frames_due: u64,
    /// Frames written in all ticks.
    pub frames_all: u64,
    /// Frames that the players read, all together.
    pub frames_read: u64,
    /// Frames not written because a socket was full.
    pub frames_skipped: u64,
    /// Every frame that was due was written and read.
    pub complete: bool,
    /// Ticks of the window that began when the next was due.
    pub late_ticks: u64,
    /// Bytes of a frame, mean.
    pub frame_bytes_mean: f64,
    /// Bytes of inputs per frame: as many as an input has, if one came for each.
    pub input_bytes_per_frame: f64,
    /// CPU of the server process per frame written, and input read.
    pub cpu_us_per_frame: f64,
    /// Of that, in its own code.
    pub user_us_per_frame: f64,
    /// Of that, in the kernel.
    pub system_us_per_frame: f64,
    /// The server's share of its core.
    pub server_core_share: f64,
    /// The players' share of theirs.
    pub bots_core_share: f64,
    /// CPU of everybody else on this machine, in cores.
    pub others_cores: f64,
    /// Percent of the machine's time that the machine below it took.
    pub steal_percent: f64,
}

impl FloorRow {
    fn new(options: &Options, sent: &Sent, heard: &Heard) -> Self {
        let frames_due =
            u64::from(options.players) * u64::from(options.hz) * u64::from(options.window_seconds());
        let seconds = sent.seconds.max(f64::MIN_POSITIVE);
        let server_core_share = (sent.user_s + sent.system_s) / seconds;
        let per_frame = |amount: f64| amount / sent.frames.max(1) as f64;
        Self {
            frames: sent.frames,
            frames_due,
            frames_all: sent.frames_all,
            frames_read: heard.frames,
            frames_skipped: sent.skipped_all,
            complete: sent.frames == frames_due && sent.skipped_all == 0 && sent.frames_all == heard.frames,
            late_ticks: sent.late_ticks,
            frame_bytes_mean: per_frame(sent.bytes as f64),
            input_bytes_per_frame: per_frame(sent.input_bytes as f64),
            cpu_us_per_frame: per_frame((sent.user_s + sent.system_s) * 1e6),
            user_us_per_frame: per_frame(sent.user_s * 1e6),
            system_us_per_frame: per_frame(sent.system_s * 1e6),
            server_core_share,
            bots_core_share: heard.core_share,
            // The players' share of the whole run stands for that of the window.
            others_cores: (sent.machine_s / seconds - server_core_share - heard.core_share).max(0.0),
            steal_percent: sent.steal_percent,
        }
    }
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
    let (stop, bar) = (stop(), progress_bar());
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
        let (players, hz, seconds, bytes) = (
            self.players.to_string(),
            self.hz.to_string(),
            self.window_seconds().to_string(),
            frame_bytes.to_string(),
        );
        let arguments = [
            "floor-server",
            "--players",
            &players,
            "--hz",
            &hz,
            "--seconds",
            &seconds,
            "--frame-bytes",
            &bytes,
        ];
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
        Ok(FloorRow::new(self, &sent, &heard))
    }
}

impl Pair {
    /// For whoever waits.
    fn line(&self) -> String {
        let Self { fracas, floor, ratio } = self;
        format!(
            "Fracas {:.2} us per frame, floor {:.2} us: {ratio:.2} times",
            fracas.server_cpu_us_per_client_tick, floor.cpu_us_per_frame
        )
    }
}

impl Figures {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(
            "Server CPU, seconds per million frames",
            &[
                "server",
                "frames",
                "read",
                "bytes per frame",
                "input bytes per frame",
                "CPU",
                "own code",
                "kernel",
                "times the floor",
                "server % of its core",
                "bots % of theirs",
                "others % of a core",
                "steal %",
            ],
        );
        for Pair { fracas, floor, ratio } in &self.pairs {
            let user_share = fracas.server_user_share.unwrap_or(0.0);
            let cpu = fracas.server_cpu_us_per_client_tick;
            sheet.row([
                "Fracas".into(),
                fracas.frames.to_string(),
                String::new(),
                format!("{:.0}", fracas.frame_bytes_mean),
                format!("{:.1}", fracas.up_bytes_per_player_s / f64::from(fracas.hz)),
                format!("{cpu:.2}"),
                format!("{:.2}", cpu * user_share),
                format!("{:.2}", cpu * (1.0 - user_share)),
                format!("{ratio:.2}"),
                format!("{:.1}", fracas.server_core_share * 100.0),
                format!("{:.1}", fracas.bots_core_share * 100.0),
                format!("{:.1}", fracas.others_cores * 100.0),
                format!("{:.1}", fracas.steal_percent),
            ]);
            sheet.row([
                "floor".into(),
                format!("{} of {}", floor.frames, floor.frames_due),
                if floor.complete {
                    "every one".into()
                } else {
                    format!("{} of {}", floor.frames_read, floor.frames_all)
                },
                format!("{:.0}", floor.frame_bytes_mean),
                format!("{:.1}", floor.input_bytes_per_frame),
                format!("{:.2}", floor.cpu_us_per_frame),
                format!("{:.2}", floor.user_us_per_frame),
                format!("{:.2}", floor.system_us_per_frame),
                "1".into(),
                format!("{:.1}", floor.server_core_share * 100.0),
                format!("{:.1}", floor.bots_core_share * 100.0),
                format!("{:.1}", floor.others_cores * 100.0),
                format!("{:.1}", floor.steal_percent),
            ]);
        }
        sheet
    }

    fn result(&self) -> String {
        let fracas = median(self.pairs.iter().map(|pair| pair.fracas.server_cpu_us_per_client_tick));
        let floor = median(self.pairs.iter().map(|pair| pair.floor.cpu_us_per_frame));
        let complete = self.pairs.iter().all(|pair| pair.floor.complete);
        let counted = if complete {
            "Every frame of the floor was written in its tick and read."
        } else {
            "Not every frame of the floor was written and read: its figures do not count."
        };
        format!(
            "Medians: Fracas {fracas:.2}, floor {floor:.2} seconds of CPU per million frames; {:.2} times the floor.\n{counted}\n",
            self.ratio
        )
    }

    fn markdown(&self) -> String {
        format!("{}\n\n{}\n{}", self.machine, self.sheet().markdown(), self.result())
    }
}

/// The middle one; of two, the larger. 0 of none.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// A line that is drawn on a terminal only.
fn progress_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg}").expect("the template is legal");
    ProgressBar::new_spinner().with_style(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_some_values() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
        assert_eq!(median(std::iter::empty()), 0.0);
    }
}
