//! What the scenarios share: a real server process, and a typed client on a real socket.

pub mod client;
pub mod guest;
pub mod http;
pub mod line;
pub mod server;

pub use client::Client;
pub use guest::Guest;
pub use line::Line;
pub use server::Server;

/// The seed of a run: `SEED` from the environment, else a fresh one; printed, so that a failure can be repeated.
#[expect(clippy::print_stdout, reason = "a seed is of use only when it is seen")]
pub fn seed(test: &str) -> u64 {
    let given = std::env::var("SEED").ok().map(|seed| seed.parse().expect("SEED is a number"));
    let seed = given.unwrap_or_else(rand::random);
    println!("{test}: SEED={seed}");
    seed
}
