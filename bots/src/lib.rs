//! Headless players of Fracas that measure play, not sockets.
//!
//! Each player speaks the real protocol over a WebSocket of its own. A full player flies by a seeded brain and predicts
//! his ship as a browser does; a light one follows a script, so that thousands fit on a core. One task drives them all.
//!
//! - [`config`]: what to run. [`run()`]: runs it. [`report`]: what came out, as JSON and as a table.
//! - [`swarm`]: all players: joins, sockets, clocks. [`player`]: one on his socket. [`play`]: his part in the game.
//! - [`mind`]: who plays: a full player, or a [`light`] one, who reads no more than the [`envelope`] of a frame.
//! - [`door`], [`key`]: his ticket. [`connection`], [`frame`]: his socket and what is on it. [`line`](mod@line), [`shape`]: bad networks between.
//! - [`clock`]: when his next input is due. [`alarms`]: when anybody's is. [`chance`]: seeded chance.
//! - [`tally`]: counts and histograms. [`played`]: what they come to. [`rooms`]: several rooms of one server.
//! - [`server_stats`], [`machine`], [`process_use`]: the figures of the server, the machine and a process.
//! - [`capacity`]: how many players a room holds. [`floor`]: how cheap a server could be at all. [`slow`]: what bad
//!   clients cost good ones. All three: [`bench`](mod@bench) (options), [`child`] (a server on its own core),
//!   [`pinning`], [`sheet`] (tables), [`commands`].

pub mod alarms;
pub mod bench;
pub mod capacity;
pub mod chance;
pub mod child;
pub mod clock;
pub mod commands;
pub mod config;
pub mod connection;
pub mod door;
pub mod envelope;
pub mod floor;
pub mod frame;
pub mod key;
pub mod light;
pub mod line;
pub mod machine;
pub mod mind;
pub mod pinning;
pub mod play;
pub mod played;
pub mod player;
pub mod process_use;
pub mod report;
pub mod rooms;
pub mod run;
pub mod server_stats;
pub mod shape;
pub mod sheet;
pub mod slow;
pub mod swarm;
pub mod tally;

pub use config::Config;
pub use report::Report;
pub use run::{Live, RunError, run, run_watched};
