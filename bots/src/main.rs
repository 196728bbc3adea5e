//! The command `fracas-bots`: options in, progress while it runs, a table and perhaps a file out.

use std::{fs, process::ExitCode, time::Duration};

use clap::Parser;
use fracas_bots::{Config, Live, run_watched};
use indicatif::{ProgressBar, ProgressStyle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let config = Config::parse();
    let bar = progress_bar(&config);
    let stop = async {
        // Without a signal handler Ctrl-C just ends the program, which is what was asked for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let result = run_watched(&config, stop, |live| show(&bar, &config, &live)).await;
    bar.finish_and_clear();
    let report = match result {
        Ok(report) => report,
        Err(error) => return fail(&error.to_string()),
    };
    print!("{report}");
    if let Some(path) = &config.json {
        let json = serde_json::to_string_pretty(&report).expect("a report is plain JSON");
        if let Err(error) = fs::write(path, json + "\n") {
            return fail(&format!("cannot write {}: {error}", path.display()));
        }
    }
    ExitCode::SUCCESS
}

fn fail(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::FAILURE
}

/// Drawn only on a terminal.
fn progress_bar(config: &Config) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {msg}").expect("the template is legal");
    ProgressBar::new(u64::from(config.players)).with_style(style)
}

fn show(bar: &ProgressBar, config: &Config, live: &Live) {
    match live {
        Live::Joining { playing, asked } => {
            bar.set_position(*playing as u64);
            bar.set_message(format!("{playing} of {asked} players joined"));
        }
        Live::Measuring { playing, elapsed, snapshot_gap, input_to_ack } => {
            bar.set_length(config.duration.as_millis() as u64);
            bar.set_position(elapsed.as_millis() as u64);
            bar.set_message(format!(
                "{}s of {}s, {playing} players, snapshot gap p99 {:.1} ms, input to ack p99 {:.1} ms",
                elapsed.as_secs(),
                whole_seconds(config.duration),
                snapshot_gap.p99,
                input_to_ack.p99,
            ));
        }
    }
}

fn whole_seconds(time: Duration) -> u64 {
    time.as_secs_f64().ceil() as u64
}
