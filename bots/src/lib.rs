//! Headless players of Fracas that measure play, not sockets.
//!
//! Each player speaks the real protocol over a WebSocket of its own, flies by a seeded brain and predicts his
//! ship as a browser does. One task drives them all.
//!
//! - [`config`]: what to run. [`run()`]: runs it. [`report`]: what came out, as JSON and as a table.
//! - [`swarm`]: all players: joins, clocks, readiness. [`player`]: one. [`connection`]: his socket.
//!   [`clock`]: when his next input is due.
//! - [`tally`]: counts and histograms. [`server_stats`], [`machine`], [`process_use`]: the figures of the server,
//!   the machine and a process.
//! - [`capacity`]: how many players a room holds. [`floor`]: how cheap a server could be at all. Both:
//!   [`bench`] (options), [`child`] (a server on its own core), [`pinning`], [`sheet`] (tables).

pub mod bench;
pub mod capacity;
pub mod child;
pub mod clock;
pub mod commands;
pub mod config;
pub mod connection;
pub mod floor;
pub mod machine;
pub mod pinning;
pub mod player;
pub mod process_use;
pub mod ready;
pub mod report;
pub mod run;
pub mod server_stats;
pub mod sheet;
pub mod swarm;
pub mod tally;

pub use config::Config;
pub use report::Report;
pub use run::{Live, RunError, run, run_watched};
