//! The only input of the simulation: what the room admitted for one tick.

use fracas_protocol::{Drive, Slot};

/// One admitted, stamped fact. A tick's commands come sorted by (kind, slot): leaves, sits, rests, intents, points.
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
    /// A player's line broke: his ship is shielded like a new one.
    Rest {
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
    /// A point goes into a stat.
    Spend {
        /// His seat.
        slot: Slot,
        /// One of [`fracas_protocol::stat`].
        stat: u8,
    },
}

impl Command {
    /// Sorts a tick's commands into the order in which the simulation takes them, however they arrived.
    pub fn sort(commands: &mut [Self]) {
        commands.sort_unstable_by_key(|command| match *command {
            Self::Leave { slot } => (0, slot, 0),
            Self::Sit { slot } => (1, slot, 0),
            Self::Rest { slot } => (2, slot, 0),
            Self::Fly { slot, .. } => (3, slot, 0),
            Self::Spend { slot, stat } => (4, slot, stat),
        });
    }
}

/// What a player wants in one tick: no result, no claim of identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intent {
    /// Thrust, boost and rail.
    pub drive: Drive,
    /// Direction of the gun, any length; (0, 0) keeps the last.
    pub aim: (i16, i16),
    /// Fire the blaster.
    pub fire: bool,
    /// Sixteenths of a tick by which the rail's targets go back; at most 16 times
    /// [`rewind_ticks`](fracas_protocol::Steps).
    pub rewind: u16,
}
