//! Headless players of Fracas that measure play, not sockets.
//!
//! Each player speaks the real protocol over a WebSocket of its own, flies by a seeded brain and predicts his
//! ship as a browser does. One task drives them all.
//!
//! - [`config`]: what to run. [`run()`]: runs it. [`report`]: what came out, as JSON and as a table.
//! - [`swarm`]: all players: joins, clocks, readiness. [`player`]: one. [`connection`]: his socket.
//!   [`clock`]: when his next input is due.
//! - [`tally`]: counts and histograms. [`server_stats`], [`machine`]: the figures of the server and the machine.

pub mod clock;
pub mod config;
pub mod connection;
pub mod machine;
pub mod player;
pub mod ready;
pub mod report;
pub mod run;
pub mod server_stats;
pub mod swarm;
pub mod tally;

pub use config::Config;
pub use report::Report;
pub use run::{Live, RunError, run, run_watched};
