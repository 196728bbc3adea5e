//! What the floor's runs came to, as the JSON has it and as a table.

use serde::Serialize;

use super::{clients::Heard, server::Sent};
use crate::{
    capacity::row::{OTHERS_CORES_MAX, Row},
    machine::Machine,
    sheet::Sheet,
};

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
    /// The figures of a run in which `frames_due` frames had to be written in the window.
    pub fn new(frames_due: u64, sent: &Sent, heard: &Heard) -> Self {
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

impl Pair {
    /// For whoever waits.
    pub fn line(&self) -> String {
        let Self { fracas, floor, ratio } = self;
        format!(
            "Fracas {:.2} us per frame, floor {:.2} us: {ratio:.2} times",
            fracas.server_cpu_us_per_client_tick, floor.cpu_us_per_frame
        )
    }
}

impl Figures {
    /// A row per run.
    pub fn sheet(&self) -> Sheet {
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

    /// What it comes to.
    pub fn result(&self) -> String {
        let fracas = median(self.pairs.iter().map(|pair| pair.fracas.server_cpu_us_per_client_tick));
        let floor = median(self.pairs.iter().map(|pair| pair.floor.cpu_us_per_frame));
        let mut notes = String::new();
        if self.pairs.iter().all(|pair| pair.floor.complete) {
            notes += "Every frame of the floor was written in its tick and read.\n";
        } else {
            notes += "Not every frame of the floor was written and read: its figures do not count.\n";
        }
        if self.pairs.iter().any(|pair| !pair.fracas.held || pair.fracas.skipped_frames > 0) {
            notes += "Fracas left frames out: compare fewer players.\n";
        }
        let disturbed =
            |pair: &Pair| pair.fracas.others_cores.max(pair.floor.others_cores) > OTHERS_CORES_MAX;
        if self.pairs.iter().any(disturbed) {
            notes += "Others worked on this machine meanwhile: measure again.\n";
        }
        format!(
            "Medians: Fracas {fracas:.2}, floor {floor:.2} seconds of CPU per million frames; {:.2} times the floor.\n{notes}",
            self.ratio
        )
    }

    /// Everything, for a file.
    pub fn markdown(&self) -> String {
        format!("{}\n\n{}\n{}", self.machine, self.sheet().markdown(), self.result())
    }
}

/// The middle one; of two, the larger. 0 of none.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
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
