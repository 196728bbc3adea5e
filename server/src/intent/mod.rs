//! From what players send to what the simulation is told: exactly one intent per player and tick.

mod queue;

pub(crate) use queue::{InputQueue, Pushed};
