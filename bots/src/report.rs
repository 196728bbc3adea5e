//! What came out: the JSON object with its exact keys, and the same as a table.

use std::fmt;

use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};
use fracas_brains::Corrections;
use serde::Serialize;

use crate::{server_stats::ServerWindow, tally::Percentiles};

/// The figures of one run, over the measured window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// How many joined, and who did not stay.
    pub players: PlayerCounts,
    /// Seconds that were measured.
    pub seconds: f64,
    /// Ticks a second of the room.
    pub tick_hz: u32,
    /// Wall time between successive snapshots read by one player, none discarded.
    pub snapshot_gap_ms: Percentiles,
    /// The same of full players only.
    pub snapshot_gap_full_ms: Percentiles,
    /// From the sending of an input to the reading of the first snapshot that acks it.
    pub input_to_ack_ms: Percentiles,
    /// Corrections of the predicted ship, by cause.
    pub corrections_per_player_min: CorrectionRates,
    /// Snapshots that were compared with a prediction, over all players.
    pub compared_ticks: u64,
    /// Bytes of WebSocket frames from the server.
    pub down_bytes_per_player_s: f64,
    /// Bytes of WebSocket frames to the server.
    pub up_bytes_per_player_s: f64,
    /// Other ships in the view of a living full player.
    pub ships_in_view_mean: f64,
    /// Shots fired.
    pub shots_per_player_s: f64,
    /// Hits that full players landed.
    pub hits_per_player_s: f64,
    /// Those with a bad network; all other figures of players are without them then, unless there are no others.
    pub shaped: Option<Shaped>,
    /// Wall time of the server's whole tick.
    pub server_tick_ms: Percentiles,
    /// CPU time of the server's thread in it.
    pub server_tick_cpu_ms: Percentiles,
    /// CPU seconds of this process.
    pub bots_cpu_s: f64,
    /// Percent of the machine's time that the machine below it took: high, and the other figures mean little.
    pub cpu_steal_percent: f64,
    /// Why players were refused or dropped: (how many, reason). For the table only.
    #[serde(skip)]
    pub reasons: Vec<(usize, String)>,
    /// The first correction without a cause, if there was one. For the table only.
    #[serde(skip)]
    pub first_unexplained: Option<String>,
    /// The server's figures at both ends of the window. For whoever measures servers.
    #[serde(skip)]
    pub server: ServerWindow,
}

/// Players.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlayerCounts {
    /// Asked for.
    pub asked: usize,
    /// Got a seat.
    pub joined: usize,
    /// Got none.
    pub refused: usize,
    /// Lost their seat before the end, whether they came back or not.
    pub dropped: usize,
    /// Were to play by brains, with prediction.
    pub full: usize,
    /// Were to play by a script.
    pub light: usize,
    /// Times in the window that somebody came back who had lost his seat.
    pub rejoined: u64,
}

/// Players with a bad network, over the measured window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shaped {
    /// How many.
    pub players: usize,
    /// As [`Report::snapshot_gap_ms`].
    pub snapshot_gap_ms: Percentiles,
    /// As [`Report::input_to_ack_ms`].
    pub input_to_ack_ms: Percentiles,
    /// As [`Report::down_bytes_per_player_s`].
    pub down_bytes_per_player_s: f64,
    /// Corrections without a cause of full players: a bug, here too.
    pub unexplained_per_player_min: f64,
    /// Seats lost.
    pub closed: u64,
    /// Seats got again.
    pub rejoined: u64,
    /// Bytes of the largest snapshot as a WebSocket frame.
    pub largest_frame: u64,
}

/// Corrections per player and minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct CorrectionRates {
    /// A shot kicked the ship.
    pub hit: f64,
    /// Another ship, or late news of a rock, pushed it.
    pub push: f64,
    /// A tick ran without a fresh input.
    pub starved: f64,
    /// A bug.
    pub unexplained: f64,
}

impl CorrectionRates {
    /// The rates of `corrections` in `player_seconds`.
    pub fn of(corrections: &Corrections, player_seconds: f64) -> Self {
        let per_minute = |count: u64| count as f64 * 60.0 / player_seconds;
        Self {
            hit: per_minute(corrections.hit),
            push: per_minute(corrections.push),
            starved: per_minute(corrections.starved),
            unexplained: per_minute(corrections.unexplained),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.times_table())?;
        writeln!(f, "{}", self.figures_table())?;
        for (count, reason) in &self.reasons {
            writeln!(f, "{count} refused or dropped: {reason}")?;
        }
        if let Some(first) = &self.first_unexplained {
            writeln!(f, "first unexplained correction: {first}")?;
        }
        Ok(())
    }
}

impl Report {
    fn times_table(&self) -> Table {
        let mut table = table(&["milliseconds", "p50", "p95", "p99", "max"]);
        let mut rows = vec![
            ("snapshot gap", &self.snapshot_gap_ms),
            ("    full players", &self.snapshot_gap_full_ms),
            ("input to ack", &self.input_to_ack_ms),
            ("server tick", &self.server_tick_ms),
            ("server tick, CPU", &self.server_tick_cpu_ms),
        ];
        if let Some(shaped) = &self.shaped {
            rows.push(("bad networks: snapshot gap", &shaped.snapshot_gap_ms));
            rows.push(("    input to ack", &shaped.input_to_ack_ms));
        }
        for (name, times) in rows {
            let numbers = [times.p50, times.p95, times.p99, times.max].map(|ms| format!("{ms:.2}"));
            table.add_row([name.to_owned()].into_iter().chain(numbers));
        }
        align(table)
    }

    fn figures_table(&self) -> Table {
        let mut table = table(&["figure", "value"]);
        let (players, corrections) = (&self.players, &self.corrections_per_player_min);
        let mut rows = vec![
            ("players joined of asked", format!("{} of {}", players.joined, players.asked)),
            ("players refused, dropped", format!("{}, {}", players.refused, players.dropped)),
            ("players full, light", format!("{}, {}", players.full, players.light)),
            ("measured", format!("{:.1} s at {} Hz", self.seconds, self.tick_hz)),
            ("down per player", format!("{:.2} kB/s", self.down_bytes_per_player_s / 1e3)),
            ("up per player", format!("{:.2} kB/s", self.up_bytes_per_player_s / 1e3)),
            ("ships in view, mean", format!("{:.1}", self.ships_in_view_mean)),
            ("shots per player and second", format!("{:.2}", self.shots_per_player_s)),
            ("hits per player and second", format!("{:.2}", self.hits_per_player_s)),
            ("snapshots compared with prediction", self.compared_ticks.to_string()),
            ("corrections per player and minute: hit", format!("{:.2}", corrections.hit)),
            ("    push", format!("{:.2}", corrections.push)),
            ("    starved", format!("{:.2}", corrections.starved)),
            ("    unexplained", format!("{:.2}", corrections.unexplained)),
            ("CPU of the bots", format!("{:.2} s", self.bots_cpu_s)),
            ("CPU stolen from this machine", format!("{:.1} %", self.cpu_steal_percent)),
        ];
        if players.rejoined > 0 {
            rows.push(("came back", players.rejoined.to_string()));
        }
        if let Some(shaped) = &self.shaped {
            let down = shaped.down_bytes_per_player_s / 1e3;
            let closed = format!("{}, {}", shaped.closed, shaped.rejoined);
            rows.extend([
                ("bad networks: players", shaped.players.to_string()),
                ("    down per player", format!("{down:.2} kB/s")),
                ("    closed, came back", closed),
                ("    corrections unexplained", format!("{:.2}", shaped.unexplained_per_player_min)),
                ("    largest snapshot", format!("{} B", shaped.largest_frame)),
            ]);
        }
        for (name, value) in rows {
            table.add_row([name.to_owned(), value]);
        }
        align(table)
    }
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(header);
    table
}

/// Numbers stand on the right.
fn align(mut table: Table) -> Table {
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let times = Percentiles { p50: 33.3, p95: 34.0, p99: 35.0, max: 41.25 };
        Report {
            players: PlayerCounts {
                asked: 200,
                joined: 199,
                refused: 1,
                dropped: 2,
                full: 20,
                light: 180,
                rejoined: 0,
            },
            seconds: 30.0,
            tick_hz: 30,
            snapshot_gap_ms: times,
            snapshot_gap_full_ms: times,
            input_to_ack_ms: times,
            corrections_per_player_min: CorrectionRates {
                hit: 1.0,
                push: 2.0,
                starved: 3.0,
                unexplained: 0.0,
            },
            compared_ticks: 179_000,
            down_bytes_per_player_s: 9_000.0,
            up_bytes_per_player_s: 800.0,
            ships_in_view_mean: 9.5,
            shots_per_player_s: 1.5,
            hits_per_player_s: 0.5,
            shaped: Some(Shaped {
                players: 10,
                snapshot_gap_ms: times,
                input_to_ack_ms: times,
                down_bytes_per_player_s: 2_000.0,
                unexplained_per_player_min: 0.0,
                closed: 3,
                rejoined: 4,
                largest_frame: 1_234,
            }),
            server_tick_ms: times,
            server_tick_cpu_ms: times,
            bots_cpu_s: 4.0,
            cpu_steal_percent: 0.5,
            reasons: vec![(3, "closed by the server: 1013 too slow".into())],
            first_unexplained: Some("Bot 7".into()),
            server: ServerWindow::default(),
        }
    }

    #[test]
    fn json_has_exactly_the_published_keys() {
        let json = serde_json::to_value(report()).unwrap();
        // Sorted here: whether serde_json keeps the order is for whoever else is in the build to say.
        let keys = |value: &serde_json::Value| {
            let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
            keys.sort();
            keys
        };
        let sorted = |names: &str| {
            let mut names: Vec<_> = names.split(' ').map(str::to_owned).collect();
            names.sort();
            names
        };
        assert_eq!(
            keys(&json),
            sorted(
                "players seconds tick_hz snapshot_gap_ms snapshot_gap_full_ms input_to_ack_ms \
                 corrections_per_player_min hits_per_player_s shaped compared_ticks down_bytes_per_player_s up_bytes_per_player_s ships_in_view_mean \
                 shots_per_player_s server_tick_ms server_tick_cpu_ms bots_cpu_s cpu_steal_percent"
            )
        );
        assert_eq!(keys(&json["players"]), sorted("asked joined refused dropped full light rejoined"));
        assert_eq!(
            keys(&json["shaped"]),
            sorted(
                "players snapshot_gap_ms input_to_ack_ms down_bytes_per_player_s unexplained_per_player_min \
                 closed rejoined largest_frame"
            )
        );
        assert_eq!(keys(&json["corrections_per_player_min"]), sorted("hit push starved unexplained"));
        for times in [
            "snapshot_gap_ms",
            "snapshot_gap_full_ms",
            "input_to_ack_ms",
            "server_tick_ms",
            "server_tick_cpu_ms",
        ] {
            assert_eq!(keys(&json[times]), sorted("p50 p95 p99 max"));
        }
    }

    #[test]
    fn the_table_tells_the_figures_and_the_reasons() {
        let text = report().to_string();
        for part in [
            "199 of 200",
            "1, 2",
            "41.25",
            "9.00 kB/s",
            "20, 180",
            "3, 4",
            "1234 B",
            "3 refused or dropped: closed by the server: 1013",
            "correction: Bot 7",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
