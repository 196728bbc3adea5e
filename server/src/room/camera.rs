//! What a watcher looks at.

use fracas_protocol::{
    NOBODY, Slot, Tick,
    client::{CHOICE, Watch},
};

use crate::{audience::Showcase, sim::Simulation};

/// Seconds without the ship that is followed, after which the server chooses another: a little longer than a fallen one
/// takes to come back.
const GONE_S: f64 = 3.0;

/// Where a watcher looks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Camera {
    /// At whom the server shows.
    #[default]
    Choice,
    /// At a place, units.
    Place((f32, f32)),
    /// At a ship.
    Follow {
        /// Whose; nobody's any more when he has given his seat back.
        slot: Slot,
        /// Where it was last, units; nothing before it was seen.
        at: Option<(f32, f32)>,
        /// The tick of that, or in which he began to look for it.
        seen: Tick,
    },
}

impl Camera {
    /// What a watcher asks for.
    pub(super) fn new(watch: &Watch, tick: Tick) -> Self {
        match (watch.slot, watch.x) {
            (NOBODY, CHOICE) => Self::Choice,
            (NOBODY, x) => Self::Place((x as f32, watch.y as f32)),
            (slot, _) => Self::Follow { slot, at: None, seen: tick },
        }
    }

    /// Somebody gave his seat back: who sits there next is another.
    pub(super) fn lose(&mut self, left: Slot) {
        if let Self::Follow { slot, .. } = self
            && *slot == left
        {
            *slot = NOBODY;
        }
    }

    /// What it shows in this tick; nothing leaves that to the server.
    pub(super) fn look(&mut self, sim: &Simulation) -> Option<Showcase> {
        match self {
            Self::Choice => None,
            Self::Place((x, y)) => {
                // The world may have shrunk since.
                let half = sim.half();
                Some(Showcase { slot: NOBODY, at: (x.clamp(-half, half), y.clamp(-half, half)) })
            }
            Self::Follow { slot, at, seen } => {
                let (slot, tick) = (*slot, sim.tick());
                if let Some(ship) = sim.ship(slot) {
                    (*at, *seen) = (Some((ship.motion.x, ship.motion.y)), tick);
                }
                let place = *at;
                if f64::from(tick - *seen) * sim.steps().dt > GONE_S {
                    *self = Self::Choice;
                }
                place.map(|at| Showcase { slot, at })
            }
        }
    }
}
