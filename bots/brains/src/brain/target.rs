//! Whom to fight: the near, the weak, the crowned; and who is left alone.

use fracas_protocol::{Slot, heading};

use super::{View, skill::Skill};
use crate::{point::Point, sight::Ship};

/// Units that a target is worth for being the target already: a quarrel is not left for a trifle.
const LOYALTY_UNITS: f64 = 160.0;

/// Units that a full hull costs: the weak are picked first, but among newcomers last.
const HULL_UNITS: f64 = 140.0;

/// Units that a shield costs.
const COVER_UNITS: f64 = 260.0;

/// Units that the crown is worth to who hunts it.
const CROWN_UNITS: f64 = 400.0;

/// Highest level of a newcomer: whoever has just come or has just died.
const NEWCOMER_LEVEL: u8 = 3;

/// Units within which a ship that points at another fights it.
const QUARREL_UNITS: f64 = 650.0;

/// Cosine of the angle by which a gun may miss its target and still be meant for it: 14 degrees.
const POINTS_AT: f64 = 0.97;

/// Candidates that are looked at; whoever finds all of them taken fights nobody for a while.
const TRIES: usize = 4;

/// The best target; `current` is the one so far.
pub(super) fn choose(view: &View<'_>, skill: &Skill, current: Option<Slot>, hunting: bool) -> Option<Slot> {
    let cost = |slot: Slot, ship: &Ship| {
        let loyalty = if current == Some(slot) { LOYALTY_UNITS } else { 0.0 };
        let cover = if ship.shielded { COVER_UNITS } else { 0.0 };
        let crown = if hunting && view.sight.crown() == Some(slot) { CROWN_UNITS } else { 0.0 };
        let mercy = skill.mercy_units / f64::from(view.sight.level(slot).max(1));
        let tough = if is_newcomer(view, slot) { 1.0 - ship.hull } else { ship.hull };
        view.at().distance(ship.at) + tough * HULL_UNITS + cover + mercy - loyalty - crown
    };
    let others = view.sight.ships().iter().filter(|(slot, _)| *slot != view.slot);
    let mut left: Vec<(f64, Slot, &Ship)> =
        others.map(|(slot, ship)| (cost(slot, ship), slot, ship)).collect();
    for _ in 0..TRIES {
        let best = (0..left.len()).min_by(|&a, &b| left[a].0.total_cmp(&left[b].0))?;
        let (_, slot, ship) = left.swap_remove(best);
        if !is_taken(view, skill, slot, ship) {
            return Some(slot);
        }
    }
    None
}

/// True for who is to be met gently: a person who has just come. Bots make no fuss of each other, so that there is a
/// fight for him to come to.
pub(super) fn is_newcomer(view: &View<'_>, slot: Slot) -> bool {
    view.sight.level(slot) <= NEWCOMER_LEVEL && !is_bot(view, slot)
}

/// True for who is known to be played by the server.
pub(super) fn is_bot(view: &View<'_>, slot: Slot) -> bool {
    view.sight.player(slot).is_some_and(|player| player.bot)
}

/// True when as many as may fight a newcomer do so already, all of them nearer than this player: so the nearest
/// go on, the others see it and turn away.
fn is_taken(view: &View<'_>, skill: &Skill, slot: Slot, ship: &Ship) -> bool {
    if !is_newcomer(view, slot) {
        return false;
    }
    let own_way = view.at().distance(ship.at);
    let nearer = |other: &Ship| other.at.distance(ship.at) < own_way && points_at(other, ship.at);
    let others = view.sight.ships().iter().filter(|(other, _)| *other != slot);
    others.filter(|(_, other)| nearer(other)).count() >= skill.newcomer_foes_max
}

fn points_at(ship: &Ship, at: Point) -> bool {
    let (x, y) = heading::unpack8(ship.heading);
    let line = at - ship.at;
    let way = line.length();
    way < QUARREL_UNITS && line.dot(Point { x, y }) > way * POINTS_AT
}
