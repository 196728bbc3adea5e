//! What is worth a detour: scrap, and the power-up that suits.

use fracas_protocol::record::pickup;

use super::View;
use crate::{point::Point, sight::Scrap};

/// Units of detour that scrap is worth.
const SCRAP_UNITS: f64 = 260.0;

/// Units of detour that a power-up for a fight is worth when there is one, else half.
const POWER_UNITS: f64 = 520.0;

/// Units of detour that a repair is worth when the whole hull is missing.
const REPAIR_UNITS: f64 = 1_300.0;

/// Share of the hull that must be missing before a repair is worth a detour.
const SCRATCH: f64 = 0.2;

/// A place to go to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Errand {
    /// Units.
    pub(super) at: Point,
    /// How strongly it draws; the other forces of a fight are about 1.
    pub(super) pull: f64,
}

/// The errand that is worth most for its way. `in_quarrel`: there is somebody to fight.
pub(super) fn choose(view: &View<'_>, in_quarrel: bool) -> Option<Errand> {
    let worth = |scrap: &Scrap| {
        let (reach, pull) = appetite(view, scrap.what, in_quarrel);
        let way = view.at().distance(scrap.at);
        (way < reach).then(|| (way / reach, Errand { at: scrap.at, pull }))
    };
    let worthy = view.sight.scrap().iter().filter_map(|(_, scrap)| worth(scrap));
    worthy.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, errand)| errand)
}

/// Units of detour that `what` is worth, and how strongly it draws.
fn appetite(view: &View<'_>, what: u8, in_quarrel: bool) -> (f64, f64) {
    let power = if in_quarrel { POWER_UNITS } else { POWER_UNITS * 0.5 };
    let missing = 1.0 - view.hull();
    match what {
        pickup::REPAIR if missing > SCRATCH => (REPAIR_UNITS * missing, 0.9 + 3.0 * missing),
        pickup::SHIELD if view.own.shield == 0 => (power, 1.4),
        pickup::TRIPLE if view.own.triple == 0 => (power, 1.4),
        pickup::SCRAP => (SCRAP_UNITS, 0.9),
        // No use now: it is left for those who need it.
        _ => (0.0, 0.0),
    }
}
