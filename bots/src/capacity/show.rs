//! Rows for people: one line each as they end, and all of them as tables.

use crate::{
    capacity::row::{Limit, PhaseTimes, Row},
    run::Live,
    sheet::Sheet,
    tally::Percentiles,
};

/// Stands above the lines of [`line()`].
pub const LINE_HEADER: &str = concat!(
    " Hz players held | gap p50    p99    max | ack p50    p99 | tick p99 | server   bots | us/client-tick | others  steal\n",
    "                 |            ms         |       ms       |       ms | % of its core |                | % core     %",
);

/// A row that has just ended, as wide as [`LINE_HEADER`].
pub fn line(row: &Row) -> String {
    let held = if row.held { "yes" } else { "NO" };
    let (gap, ack) = (&row.snapshot_gap_ms, &row.input_to_ack_ms);
    let mut line = format!(
        "{:3} {:7} {held:>4} | {:7.1} {:6.1} {:6.1} | {:7.1} {:6.1} | {:8.1} | {:6.1} {:6.1} | {:14.2} | {:6.1} {:6.1}",
        row.hz,
        row.players,
        gap.p50,
        gap.p99,
        gap.max,
        ack.p50,
        ack.p99,
        row.tick_wall_ms.p99,
        row.server_core_share * 100.0,
        row.bots_core_share * 100.0,
        row.server_cpu_us_per_client_tick,
        row.others_cores * 100.0,
        row.steal_percent,
    );
    if let Some(failure) = &row.failure {
        line += &format!("\n        {failure}");
    }
    line
}

/// How a step goes, for a progress line.
pub fn progress(live: &Live) -> String {
    match live {
        Live::Joining { playing, asked } => format!("{playing} of {asked} players joined"),
        Live::Measuring { playing, elapsed, snapshot_gap, .. } => {
            format!("{playing} players, {} s, snapshot gap p99 {:.1} ms", elapsed.as_secs(), snapshot_gap.p99)
        }
    }
}

/// Everything, a table per question.
pub fn sheets(rows: &[Row]) -> [Sheet; 4] {
    [play(rows), cost(rows), traffic(rows), phases(rows)]
}

/// What the players had.
fn play(rows: &[Row]) -> Sheet {
    let mut sheet = Sheet::new(
        "What the players had",
        &[
            "Hz",
            "players",
            "full + light",
            "held",
            "gap p50 ms",
            "p99",
            "max",
            "ack p50 ms",
            "p99",
            "refused",
            "dropped",
            "skipped frames",
            "limit",
            "others % of a core",
            "steal %",
            "run again",
            "gap p99 of repeats",
        ],
    );
    for row in rows {
        let (gap, ack) = (&row.snapshot_gap_ms, &row.input_to_ack_ms);
        sheet.row([
            row.hz.to_string(),
            row.players.to_string(),
            format!("{} + {}", row.full_players, row.light_players),
            if row.held { "yes".into() } else { "no".into() },
            ms(gap.p50),
            ms(gap.p99),
            ms(gap.max),
            ms(ack.p50),
            ms(ack.p99),
            row.refused.to_string(),
            row.dropped.to_string(),
            row.skipped_frames.to_string(),
            limit(row.limit).into(),
            percent(row.others_cores),
            format!("{:.1}", row.steal_percent),
            row.steal_repeats.to_string(),
            row.gap_p99_of_repeats_ms.iter().map(|&gap| ms(gap)).collect::<Vec<_>>().join(", "),
        ]);
    }
    sheet
}

/// What it cost.
fn cost(rows: &[Row]) -> Sheet {
    let mut sheet = Sheet::new(
        "What it cost (microseconds per client-tick are seconds per million frames)",
        &[
            "Hz",
            "players",
            "tick p50 ms",
            "p99",
            "CPU p50 ms",
            "p99",
            "late ticks",
            "restrained %",
            "server % of its core",
            "bots % of theirs",
            "us per client-tick",
            "of that own code %",
            "server RSS MB",
            "KB per player",
        ],
    );
    for row in rows {
        sheet.row([
            row.hz.to_string(),
            row.players.to_string(),
            ms(row.tick_wall_ms.p50),
            ms(row.tick_wall_ms.p99),
            ms(row.tick_cpu_ms.p50),
            ms(row.tick_cpu_ms.p99),
            row.late_ticks.to_string(),
            percent(row.restrained_share),
            percent(row.server_core_share),
            percent(row.bots_core_share),
            format!("{:.2}", row.server_cpu_us_per_client_tick),
            row.server_user_share.map_or_else(String::new, percent),
            format!("{:.1}", row.server_rss_bytes as f64 / 1e6),
            format!("{:.1}", row.server_bytes_per_player / 1e3),
        ]);
    }
    sheet
}

/// What went over the wire, and what for.
fn traffic(rows: &[Row]) -> Sheet {
    let mut sheet = Sheet::new(
        "What went over the wire",
        &[
            "Hz",
            "players",
            "down B/s per player",
            "up B/s",
            "bytes per frame",
            "frames",
            "ships in view",
            "shots per player and s",
            "hits per player and s",
            "kills per player and min",
            "unexplained corrections per player and min",
        ],
    );
    for row in rows {
        sheet.row([
            row.hz.to_string(),
            row.players.to_string(),
            format!("{:.0}", row.down_bytes_per_player_s),
            format!("{:.0}", row.up_bytes_per_player_s),
            format!("{:.0}", row.frame_bytes_mean),
            row.frames.to_string(),
            format!("{:.1}", row.ships_in_view_mean),
            format!("{:.2}", row.shots_per_player_s),
            format!("{:.2}", row.hits_per_player_s),
            format!("{:.2}", row.kills_per_player_min),
            format!("{:.2}", row.unexplained_per_player_min),
        ]);
    }
    sheet
}

/// Where the tick's time went: the mean, and p50 / p99 where the server tells.
fn phases(rows: &[Row]) -> Sheet {
    let mut sheet = Sheet::new(
        "Where the tick's time went, ms",
        &["Hz", "players", "phase", "wall mean", "p50", "p99", "CPU mean", "p50", "p99"],
    );
    let cells = |times: &Option<Percentiles>| match times {
        Some(times) => [ms(times.p50), ms(times.p99)],
        None => [String::new(), String::new()],
    };
    for (row, phase) in rows.iter().flat_map(|row| row.phases.iter().map(move |phase| (row, phase))) {
        let PhaseTimes { phase, wall_mean, cpu_mean, wall, cpu } = phase;
        let ([wall_p50, wall_p99], [cpu_p50, cpu_p99]) = (cells(wall), cells(cpu));
        sheet.row([
            row.hz.to_string(),
            row.players.to_string(),
            phase.clone(),
            ms(*wall_mean),
            wall_p50,
            wall_p99,
            ms(*cpu_mean),
            cpu_p50,
            cpu_p99,
        ]);
    }
    sheet
}

fn ms(time: f64) -> String {
    format!("{time:.2}")
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::ServerCore => "server core",
        Limit::BotsCore => "bots core",
        Limit::Neither => "neither",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_wide_as_its_header_and_tells_why() {
        let width = LINE_HEADER.lines().next().unwrap().len();
        let row = Row { hz: 20, players: 8000, held: true, ..Row::default() };
        assert_eq!(line(&row).len(), width);
        let failed = Row::failed(20, 500, "nobody joined".into());
        assert!(line(&failed).ends_with("\n        nobody joined"));
    }

    #[test]
    fn every_phase_has_a_row() {
        let phase = |name: &str| PhaseTimes {
            phase: name.into(),
            wall_mean: 1.0,
            cpu_mean: 0.5,
            wall: None,
            cpu: None,
        };
        let row = Row { phases: vec![phase("step"), phase("send")], ..Row::default() };
        let [_, _, _, phases] = sheets(&[row]);
        assert_eq!(phases.markdown().lines().count(), 2 + 2 + 2);
    }
}
