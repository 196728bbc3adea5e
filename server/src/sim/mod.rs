//! The world and its rules: [`Simulation::step`] is the only door.
//!
//! Promise: the same state and the same commands give the same state, bit for bit, on every machine. So nothing
//! here knows a clock, a socket, a thread or a hash order. Things are visited in the order of their slots, never
//! in the order in which the ECS happens to hold them; chance comes from generators that are part of the state;
//! arithmetic is f64 `+ - * / sqrt`, rounded to f32 where it rests.
//!
//! - `schedule`: what a tick does, in order, on one screen.
//! - `things`, `seats`, `stats`, `slots`, `past`, `dice`, `state`: what the state is.
//! - `grid`, `maps`, `flight`: who is near, and who is in the way.
//! - `admit`, `motion`, `push`, `shots`, `rail`, `hurt`, `rocks`, `scrap`, `powers`, `grow`, `spawn`, `size`: the rules.
//! - [`checkpoint`]: the state as plain rows, and its checksum.

mod admit;
pub mod checkpoint;
pub mod command;
mod dice;
mod flight;
mod grid;
mod grow;
pub mod happening;
mod hurt;
mod maps;
mod motion;
mod past;
mod powers;
mod push;
mod rail;
mod rocks;
pub mod rows;
mod schedule;
mod scrap;
mod seats;
mod shots;
pub mod simulation;
mod size;
mod slots;
mod spawn;
mod state;
mod stats;
mod things;

#[cfg(test)]
mod tests;

pub use checkpoint::Checkpoint;
pub use command::{Command, Intent};
pub use happening::Happening;
pub use past::REWIND_PARTS;
pub use rows::*;
pub use simulation::Simulation;
