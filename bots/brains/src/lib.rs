//! Players without hands: the world as frames tell it, the prediction of the own ship, and seeded brains.
//!
//! Nothing here does I/O or reads a clock, so one crate serves the headless players of `fracas-bots` and the
//! fill bots of the server, and both play exactly what a browser could play.
//!
//! - [`pilot`]: the whole of a headless player: read messages, ask for the next input.
//! - [`sight`]: what the frames told. [`predict`]: where the own ship is before the server says so, and
//!   [`corrections`]: how often it was not.
//! - [`brain`]: from what is seen to what is wanted.
//! - [`by_slot`], [`point`]: the two small tools they share.

pub mod brain;
pub mod by_slot;
pub mod corrections;
pub mod pilot;
pub mod point;
pub mod predict;
pub mod sight;

pub use brain::{BrainKind, Manners, Strength, Wish};
pub use corrections::Corrections;
pub use pilot::Pilot;
pub use point::Point;
pub use predict::Unexplained;
pub use sight::Sight;
