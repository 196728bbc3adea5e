//! `fracas-bots capacity`: how many players one room holds on one core.
//!
//! Each step has a fresh server and more players than the one before, until one fails; then numbers between the
//! last that held and the first that failed. A step holds when the gap between two snapshots stays below two ticks
//! at the 99th percentile, and nobody is refused or dropped.

pub mod row;
pub mod search;
pub mod show;
pub mod step;

use clap::{Args, value_parser};
use serde::Serialize;

use crate::{
    bench::{Bench, BenchError, is_stopped, progress_line, raise_open_files, stop},
    capacity::{
        row::Row,
        search::{Outcome, Search, largest_held},
        step::{SEATS, Step, StepError},
    },
    machine::Machine,
};

/// Options of `fracas-bots capacity`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// What every measurement needs.
    #[command(flatten)]
    pub bench: Bench,

    /// Ticks a second, one search each: 15, 20, 30, 60.
    #[arg(long, value_name = "HZ,...", value_delimiter = ',', default_value = "20,30")]
    pub hz: Vec<u8>,

    /// Players of the first step.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = value_parser!(u16).range(1..=i64::from(SEATS)))]
    pub start: u16,

    /// How many more in each step.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = value_parser!(u16).range(1..=i64::from(SEATS)))]
    pub step: u16,

    /// Never more players than this.
    #[arg(long, value_name = "N", default_value_t = 8000, value_parser = value_parser!(u16).range(1..=i64::from(SEATS)))]
    pub max: u16,

    /// How near to the limit the search comes.
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = value_parser!(u16).range(1..))]
    pub fine: u16,

    /// Exactly these numbers instead of a search, whether they hold or not.
    #[arg(long, value_name = "N,...", value_delimiter = ',', value_parser = value_parser!(u16).range(1..=i64::from(SEATS)),
          conflicts_with_all = ["start", "step", "max", "fine"])]
    pub players: Option<Vec<u16>>,

    /// Runs of each step; the one in the middle counts.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u16).range(1..=99))]
    pub repeat: u16,
}

/// Everything that came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Where it was measured.
    pub machine: Machine,
    /// The largest number of players that held, per tick rate.
    pub held: Vec<Held>,
    /// Every step, in the order in which they ran.
    pub rows: Vec<Row>,
}

/// The largest number of players that held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Ticks a second.
    pub hz: u8,
    /// Players; 0 when no step held.
    pub players: u16,
}

/// Searches, and tells.
///
/// # Errors
/// When there is no server to start, a file cannot be written, or the search is stopped; what was measured until
/// then is told.
pub async fn run(options: &Options) -> Result<(), BenchError> {
    let files = options.bench.open_files().map_err(BenchError::Option)?;
    let program = options.bench.program().map_err(BenchError::Run)?;
    raise_open_files();
    let pinning = options.bench.pin();
    let mut figures = Figures { machine: Machine::now(&pinning), held: Vec::new(), rows: Vec::new() };
    println!("{}\n\n{}", figures.machine, show::LINE_HEADER);
    let stop = stop();
    let bar = progress_line();
    for &hz in &options.hz {
        let mut outcomes = Vec::new();
        while let Some(players) = options.next(&outcomes) {
            let step =
                Step { program: &program, pinning: &pinning, hz, config: options.bench.config(players) };
            let mut watch = |live| bar.set_message(format!("{hz} Hz: {}", show::progress(&live)));
            let row = match step.median(options.repeat, &stop, &mut watch).await {
                Ok(row) => row,
                Err(StepError::Stopped) => break,
                Err(StepError::Server(error)) => return Err(BenchError::Run(error.to_string())),
            };
            bar.suspend(|| println!("{}", show::line(&row)));
            outcomes.push(Outcome { players, held: row.held });
            figures.rows.push(row);
        }
        figures.held.push(Held { hz, players: largest_held(&outcomes) });
        if is_stopped(&stop) {
            break;
        }
    }
    bar.finish_and_clear();
    println!("\n{}", figures.text());
    files.write(&figures, &figures.markdown()).map_err(BenchError::Run)?;
    if is_stopped(&stop) {
        Err(BenchError::Run("stopped before the search had ended".into()))
    } else {
        Ok(())
    }
}

impl Options {
    /// The number of players to try next.
    fn next(&self, outcomes: &[Outcome]) -> Option<u16> {
        let search = Search { start: self.start, step: self.step, max: self.max, fine: self.fine };
        match &self.players {
            Some(list) => list.get(outcomes.len()).copied(),
            None => search.next(outcomes),
        }
    }
}

impl Figures {
    fn text(&self) -> String {
        let sheets: String = show::sheets(&self.rows).iter().map(|sheet| format!("{sheet}\n")).collect();
        sheets + &self.result()
    }

    fn markdown(&self) -> String {
        let sheets: String = show::sheets(&self.rows).iter().map(|sheet| sheet.markdown() + "\n").collect();
        format!("{}\n\n{}\n{sheets}", self.machine, self.result())
    }

    fn result(&self) -> String {
        let held = self.held.iter().map(|held| format!("{} Hz: {} players held\n", held.hz, held.players));
        let disturbed = self.rows.iter().filter(|row| row.is_disturbed()).count();
        let note = format!(
            "{disturbed} of {} steps shared the machine with others: measure those again\n",
            self.rows.len()
        );
        held.chain((disturbed > 0).then_some(note)).collect()
    }
}
