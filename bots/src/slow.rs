//! `fracas-bots slow`: what bad clients cost the good ones.
//!
//! As many players twice: all good, and some of them bad, in turns. Only the good ones are compared: what the bad
//! ones lack, they lack by themselves.

use std::path::Path;

use clap::{Args, value_parser};
use indicatif::ProgressBar;
use serde::Serialize;

use crate::{
    bench::{Bench, BenchError, Stop, progress_line, raise_open_files, stop},
    capacity::{
        row::Row,
        show,
        step::{SEATS, Step},
    },
    config::Config,
    floor::figures::median,
    machine::Machine,
    pinning::Pinning,
    shape::Bad,
    sheet::Sheet,
};

/// Options of `fracas-bots slow`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// What every measurement needs.
    #[command(flatten)]
    pub bench: Bench,

    /// Players, good and bad.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = value_parser!(u16).range(1..=i64::from(SEATS)))]
    pub players: u16,

    /// So many of them are bad in this way: never-read, stall=TIME/TIME and so on, as in a run without a command.
    /// May be given again.
    #[arg(long, value_name = "COUNT:KIND", default_values = ["100:never-read", "100:stall=2s/10s"])]
    pub bad: Vec<Bad>,

    /// Ticks a second: 15, 20, 30, 60.
    #[arg(long, value_name = "HZ", default_value_t = 20, value_parser = value_parser!(u8).range(1..=60))]
    pub hz: u8,

    /// Pairs of runs; the figures in the middle count.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = value_parser!(u16).range(1..=99))]
    pub repeat: u16,
}

/// Everything that came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Where it was measured.
    pub machine: Machine,
    /// Runs of both, in turns.
    pub pairs: Vec<Pair>,
    /// Snapshot gap p99, milliseconds, when all are good: the median.
    pub all_good_gap_p99_ms: f64,
    /// The same of the good ones when some are bad.
    pub some_bad_gap_p99_ms: f64,
}

/// A run without bad players, and one with them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// All are good.
    pub all_good: Row,
    /// Some are bad; the players' figures are those of the good ones.
    pub some_bad: Row,
}

/// Measures both in turns, and tells.
///
/// # Errors
/// When the server does not start, a file cannot be written, or it is stopped; what was measured until then is told.
pub async fn run(options: &Options) -> Result<(), BenchError> {
    let files = options.bench.open_files().map_err(BenchError::Option)?;
    let program = options.bench.program().map_err(BenchError::Run)?;
    raise_open_files();
    let pinning = options.bench.pin();
    let machine = Machine::now(&pinning);
    println!("{machine}\n\n{}", show::LINE_HEADER);
    let (stop, bar) = (stop(), progress_line());
    let (mut pairs, mut ended) = (Vec::new(), Ok(()));
    for _ in 0..options.repeat {
        match options.pair(&program, &pinning, &stop, &bar).await {
            Ok(pair) => pairs.push(pair),
            Err(error) => {
                ended = Err(BenchError::Run(error));
                break;
            }
        }
    }
    bar.finish_and_clear();
    let figures = Figures {
        machine,
        all_good_gap_p99_ms: median(pairs.iter().map(|pair| pair.all_good.snapshot_gap_ms.p99)),
        some_bad_gap_p99_ms: median(pairs.iter().map(|pair| pair.some_bad.snapshot_gap_ms.p99)),
        pairs,
    };
    if !figures.pairs.is_empty() {
        println!("\n{}\n{}", figures.sheet(), figures.result());
    }
    files.write(&figures, &figures.markdown()).map_err(BenchError::Run)?;
    ended
}

impl Options {
    async fn pair(
        &self,
        program: &Path,
        pinning: &Pinning,
        stop: &Stop,
        bar: &ProgressBar,
    ) -> Result<Pair, String> {
        let row = async |bad: &[Bad]| {
            let config = Config { bad: bad.to_vec(), ..self.bench.config(self.players) };
            let step = Step { program, pinning, hz: self.hz, config };
            let mut watch = |live| bar.set_message(show::progress(&live));
            let row = step.undisturbed(stop, &mut watch).await.map_err(|error| error.to_string())?;
            bar.suspend(|| println!("{}", show::line(&row)));
            Ok::<_, String>(row)
        };
        Ok(Pair { all_good: row(&[]).await?, some_bad: row(&self.bad).await? })
    }
}

impl Figures {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(
            "What the good players had",
            &[
                "players",
                "gap p50 ms",
                "p99",
                "max",
                "ack p50 ms",
                "p99",
                "us per client-tick",
                "server % of its core",
                "bad ones closed",
                "came back",
                "their largest frame",
                "others % of a core",
            ],
        );
        let rows =
            self.pairs.iter().flat_map(|pair| [("all good", &pair.all_good), ("some bad", &pair.some_bad)]);
        for (players, row) in rows {
            let (gap, ack) = (&row.snapshot_gap_ms, &row.input_to_ack_ms);
            let times = [gap.p50, gap.p99, gap.max, ack.p50, ack.p99, row.server_cpu_us_per_client_tick];
            let [gap_p50, gap_p99, gap_max, ack_p50, ack_p99, cost] = times.map(|time| format!("{time:.2}"));
            let bad = row.shaped.as_ref().map(|bad| [bad.closed, bad.rejoined, bad.largest_frame]);
            let [closed, back, largest] =
                bad.map_or_else(Default::default, |bad| bad.map(|count| count.to_string()));
            sheet.row([
                players.into(),
                gap_p50,
                gap_p99,
                gap_max,
                ack_p50,
                ack_p99,
                cost,
                format!("{:.1}", row.server_core_share * 100.0),
                closed,
                back,
                largest,
                format!("{:.1}", row.others_cores * 100.0),
            ]);
        }
        sheet
    }

    fn result(&self) -> String {
        format!(
            "Snapshot gap p99 of the good players, medians: {:.1} ms when all are good, {:.1} ms when some are bad.\n",
            self.all_good_gap_p99_ms, self.some_bad_gap_p99_ms
        )
    }

    fn markdown(&self) -> String {
        format!("{}\n\n{}\n{}", self.machine, self.sheet().markdown(), self.result())
    }
}
