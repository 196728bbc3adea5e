//! The authoritative server of Fracas.
//!
//! Data flows one way, and the modules say so (a lower one never imports an upper one; a test holds that):
//!
//! ```text
//! app ─┬─> net     accept, HTTP, upgrade, Hello ───────────────┐
//!      │     └─> lobby   identity, tickets                     │
//!      └─> shard   one thread: readers of sockets, drive rooms │
//!            └─> room      one world, one clock, one inbox     │
//!                  ├─> intent    one input per player and tick │
//!                  ├─> audience  the sessions of one thread    │
//!                  │     └─> snapshot  what each is told       │
//!                  │           └─> sim  step(tick, commands)   │
//!                  └─> link <──────────────────────────────────┘  inbox, outbox, directory
//! ```
//!
//! Every bound on what a peer can cause is in [`limits`]; what travels is in `fracas_protocol`.

pub mod config;
pub mod limits;
pub mod sim;

mod app;
mod audience;
mod intent;
mod lan;
mod link;
mod lobby;
mod net;
mod rate_limit;
mod room;
mod shard;
mod snapshot;
mod text;

pub use app::{StartError, run};
pub use config::Config;
pub use lobby::{IssuerConfig, IssuerError, SecretsError};
/// For `benches`: a room full of players without sockets.
#[cfg(any(test, feature = "bench"))]
pub mod bench {
    pub use crate::room::Arena;
}
#[cfg(fuzzing)]
pub use room::fuzz::room as fuzz_room;
