//! The `fracas` program: flags, logging, exit codes. Everything else is in the library.

use std::{env, process::ExitCode};

use clap::Parser;
use fracas_protocol::data::default_dir;
use fracas_server::config::{Flags, LogFormat};
use tracing_subscriber::EnvFilter;

/// Exit codes: 2 for a wrong setting (as clap does), 1 when the server cannot start.
fn main() -> ExitCode {
    let data = default_dir(env::var_os("XDG_DATA_HOME"), env::var_os("HOME"));
    let config = match Flags::parse().resolve(rand::random(), data) {
        Ok(config) => config,
        Err(e) => return fail(&e, 2),
    };
    init_logging(config.log_format);
    match fracas_server::run(&config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => fail(&e, e.exit_code()),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "an operator's mistake is answered where he looks, without log decoration"
)]
fn fail(error: &dyn std::error::Error, code: u8) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::from(code)
}

/// Logs go to standard error, so that standard output stays the answer to the person who started the program.
fn init_logging(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => logs.with_target(false).init(),
        LogFormat::Json => logs.json().init(),
    }
}
