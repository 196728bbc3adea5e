//! What one step did, in the order in which it happened: the room tells it to those whom it concerns.

use fracas_protocol::{Slot, Tick};

/// One fact of one step. Slots freed in a step are not taken again in the same step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happening {
    /// A ship appeared: a player sat down or came back.
    Spawned {
        /// Whose ship.
        slot: Slot,
    },
    /// Another ship pushed this one: its motion is not its inputs' alone.
    Pushed {
        /// Whose ship.
        slot: Slot,
    },
    /// A shot hit a ship; unless that was shielded, it was hurt and kicked.
    Hit {
        /// Whose ship.
        victim: Slot,
        /// Whose shot; [`NOBODY`](fracas_protocol::NOBODY) when he has left since he fired.
        by: Slot,
        /// Points of hull taken (0 when shielded).
        damage: f32,
        /// Direction in which the shot flew.
        heading: (f64, f64),
    },
    /// A ship was destroyed and has left the world.
    Killed {
        /// Whose ship.
        victim: Slot,
        /// Whose shot; [`NOBODY`](fracas_protocol::NOBODY) when he has left since he fired.
        killer: Slot,
        /// One of [`fracas_protocol::record::weapon`].
        weapon: u8,
        /// Points of score that the victim lost. What falls out as scrap may be more: a beginner drops some too.
        lost: u32,
        /// Tick of the new ship.
        respawn: Tick,
    },
    /// A player rose, or fell by his death.
    Levelled {
        /// His seat.
        slot: Slot,
        /// His new level.
        level: u8,
    },
    /// Somebody else wears the crown.
    Crowned {
        /// Who; [`NOBODY`](fracas_protocol::NOBODY): none is worthy.
        slot: Slot,
    },
    /// A rail fired.
    Railed {
        /// By whom.
        slot: Slot,
        /// Where the line begins, units.
        from: (f64, f64),
        /// 16-bit heading.
        heading: u16,
        /// Units of its way.
        length: f64,
        /// One of [`fracas_protocol::record::end`], 0 when it met nothing.
        what: u8,
    },
    /// A player left; his seat is empty, and his ship, if he had one, is gone.
    Left {
        /// His seat.
        slot: Slot,
    },
    /// A shot ended before its time.
    ShotEnded {
        /// The shot's slot.
        slot: Slot,
        /// Units.
        at: (f64, f64),
        /// One of [`fracas_protocol::record::end`].
        what: u8,
    },
    /// A shot flew its whole time.
    ShotExpired {
        /// The shot's slot.
        slot: Slot,
    },
    /// A rock got a date of its end.
    RockCracked {
        /// The rock's slot.
        slot: Slot,
    },
    /// A rock's slot is empty.
    RockGone {
        /// The rock's slot.
        slot: Slot,
    },
    /// A piece of scrap was collected, or its time was over.
    ScrapGone {
        /// The scrap's slot.
        slot: Slot,
    },
    /// The world takes a new size.
    Resized {
        /// Units: half the side.
        half: f32,
        /// First tick of it.
        from: Tick,
    },
}
