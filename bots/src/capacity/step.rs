//! One step: a fresh server, players who join, a window, a row. Again while others disturb the machine.

use std::path::Path;

use crate::{
    bench::{Stop, is_stopped},
    capacity::row::Row,
    child::{Server, ServerError},
    config::Config,
    pinning::Pinning,
    process_use::ProcessUse,
    run::{Live, run_watched},
};

/// Seats of the server: more than any step asks for.
pub const SEATS: u16 = 8192;

/// Percent of stolen time up to which the figures are the server's own.
const STEAL_PERCENT_MAX: f64 = 2.0;

/// Runs of a step that are thrown away because of stolen time, at most.
const STEAL_REPEATS_MAX: u32 = 3;

/// What to measure.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The server.
    pub program: &'a Path,
    /// Who runs where.
    pub pinning: &'a Pinning,
    /// Ticks a second.
    pub hz: u8,
    /// The players; their server is filled in.
    pub config: Config,
}

/// Why there is no row.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// No server, no step.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// Somebody wants the program to end.
    #[error("stopped")]
    Stopped,
}

impl Step<'_> {
    /// The row in the middle of `repeat` rows, by how well they went.
    ///
    /// # Errors
    /// When the server does not start, or `stop` is done.
    pub async fn median(
        &self,
        repeat: u16,
        stop: &Stop,
        watch: &mut dyn FnMut(Live),
    ) -> Result<Row, StepError> {
        let mut rows = Vec::new();
        for _ in 0..repeat.max(1) {
            rows.push(self.undisturbed(stop, watch).await?);
        }
        // Without figures is worse than any gap.
        let gap = |row: &Row| if row.seconds > 0.0 { row.snapshot_gap_ms.p99 } else { f64::INFINITY };
        rows.sort_by(|a, b| b.held.cmp(&a.held).then(gap(a).total_cmp(&gap(b))));
        let gaps = rows.iter().map(|row| row.snapshot_gap_ms.p99).collect();
        let middle = rows.len() / 2;
        Ok(Row { gap_p99_of_repeats_ms: gaps, ..rows.swap_remove(middle) })
    }

    /// The first row without stolen time, or the one with the least.
    ///
    /// # Errors
    /// As [`Self::median`].
    pub async fn undisturbed(&self, stop: &Stop, watch: &mut dyn FnMut(Live)) -> Result<Row, StepError> {
        let mut best = self.once(stop, watch).await?;
        let mut repeats = 0;
        while best.steal_percent > STEAL_PERCENT_MAX && repeats < STEAL_REPEATS_MAX {
            repeats += 1;
            let again = self.once(stop, watch).await?;
            // A row without figures had no steal either.
            if again.seconds > 0.0 && again.steal_percent < best.steal_percent {
                best = again;
            }
        }
        Ok(Row { steal_repeats: repeats, ..best })
    }

    async fn once(&self, stop: &Stop, watch: &mut dyn FnMut(Live)) -> Result<Row, StepError> {
        let (hz, seats) = (self.hz.to_string(), SEATS.to_string());
        // Every step has the same world.
        let arguments = ["--listen", "127.0.0.1:0", "--bots", "0", "--seed", "1"];
        // All come from one address, and many at once before they could show the key.
        let arguments =
            [&arguments[..], &["--insecure-no-address-caps"], &["--max-players", &seats, "--tick-rate", &hz]]
                .concat();
        let server = Server::start(self.program, &arguments, self.pinning).await?;
        let empty = ProcessUse::of(server.pid()).unwrap_or_default();
        let config =
            Config { url: server.target().clone(), server_pid: Some(server.pid()), ..self.config.clone() };
        let result = run_watched(&config, stop.clone(), watch).await;
        if is_stopped(stop) {
            return Err(StepError::Stopped);
        }
        Ok(match result {
            Ok(report) => Row::new(self.hz, config.players, &report, empty.rss_bytes),
            Err(error) => Row::failed(self.hz, config.players, error.to_string().replace('\n', " ")),
        })
    }
}
