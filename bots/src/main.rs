//! The command `fracas-bots`: options in, progress while it runs, a table and perhaps a file out.

use std::{fs::File, process::ExitCode, time::Duration};

use clap::Parser;
use fracas_bots::{
    Config, Live,
    commands::{CommandLine, Failure},
    run_watched,
};
use indicatif::{ProgressBar, ProgressStyle};

/// Exit code: the server is away or went away.
const NO_RUN: u8 = 1;

/// Exit code: an option cannot be used; the same that a misspelt one gives.
const BAD_OPTION: u8 = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let config = match CommandLine::parse() {
        CommandLine { command: None, config } => config,
        CommandLine { command: Some(command), .. } => {
            return command
                .run()
                .await
                .map_or_else(|Failure { message, code }| fail(&message, code), |()| ExitCode::SUCCESS);
        }
    };
    // Opened before the run: half a minute later is too late to learn that the folder does not exist.
    let json = match config.json.as_deref().map(File::create).transpose() {
        Ok(json) => json,
        Err(error) => return fail(&format!("cannot write the file of --json: {error}"), BAD_OPTION),
    };
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
        Err(error) => return fail(&error.to_string(), NO_RUN),
    };
    print!("{report}");
    if let Some(file) = json
        && let Err(error) = serde_json::to_writer_pretty(file, &report)
    {
        return fail(&format!("cannot write the file of --json: {error}"), NO_RUN);
    }
    ExitCode::SUCCESS
}

fn fail(message: &str, code: u8) -> ExitCode {
    eprintln!("error: {message}");
    code.into()
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
