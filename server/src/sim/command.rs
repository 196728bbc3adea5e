//! The only input of the simulation: what the room admitted for one tick.

use fracas_protocol::{Drive, Slot};

/// One admitted, stamped fact. A tick's commands come sorted by (kind, slot): leaves, sits, intents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// The player leaves; his ship is taken out of the world.
    Leave {
        /// His seat.
        slot: Slot,
    },
    /// A player takes a free seat; his ship appears in this very tick.
    Sit {
        /// His seat.
        slot: Slot,
    },
    /// What a seated player wants in this tick. Without one, his ship drifts and keeps its aim.
    Fly {
        /// His seat.
        slot: Slot,
        /// What he wants.
        intent: Intent,
    },
}

/// What a player wants in one tick: no result, no claim of identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intent {
    /// Thrust and boost.
    pub drive: Drive,
    /// Direction of the gun, any length; (0, 0) keeps the last.
    pub aim: (i16, i16),
    /// Fire the blaster.
    pub fire: bool,
}
