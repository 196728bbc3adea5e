//! Ships that overlap push each other apart, softly: what is left of an overlap shrinks from tick to tick.

use bevy_ecs::prelude::*;
use fracas_protocol::{Motion, Slot, Steps};

use super::{
    Happening,
    maps::ShipMap,
    slots::Slots,
    state::{Happenings, Now},
    things::Ship,
};

/// Units that a ship is pushed in one tick at the most: in a heap the sum of all pushes could throw one across
/// the screen.
pub(crate) fn limit(k: &Steps) -> f64 {
    k.radius
}

/// The pushes of this tick: whose place in the map changes, and by what (units). Kept for its buffer.
#[derive(Resource, Default)]
pub(crate) struct Pushes(Vec<(usize, f64, f64)>);

/// System: all pushes are computed from the places before any of them, then done; so no order favours anybody.
pub(crate) fn push_ships(
    now: Now<'_>,
    slots: Res<'_, Slots<Ship>>,
    mut ships: Query<'_, '_, &mut Ship>,
    mut map: ResMut<'_, ShipMap>,
    mut pushes: ResMut<'_, Pushes>,
    mut happenings: ResMut<'_, Happenings>,
) {
    let k = now.steps();
    // The rule is for 1/30 s. Half the overlap each is all of it; more would throw them past each other.
    let share = (now.rules().push_share * 30.0 * k.dt).min(0.5);
    pushes.0.clear();
    for (index, &(slot, at)) in map.0.all().iter().enumerate() {
        let (dx, dy) = push_on(slot, at, &map, k, share);
        if dx != 0.0 || dy != 0.0 {
            pushes.0.push((index, dx, dy));
        }
    }
    let wall = f64::from(now.half()) - k.radius;
    for &(index, dx, dy) in &pushes.0 {
        let slot = map.0.all()[index].0;
        let Some(Ok(mut ship)) = slots.get(slot).map(|entity| ships.get_mut(entity)) else {
            continue;
        };
        let moved = |at: f32, by: f64| (f64::from(at) + by).clamp(-wall, wall) as f32;
        let (x, y) = (moved(ship.motion.x, dx), moved(ship.motion.y, dy));
        let after = Motion { x, y, ..ship.motion };
        if !after.same_bits(&ship.motion) {
            ship.motion = after;
            *map.0.thing_mut(index) = (x, y);
            happenings.push(Happening::Pushed { slot });
        }
    }
}

/// The sum of all pushes on the ship of `slot`, units.
fn push_on(slot: Slot, at: (f32, f32), map: &ShipMap, k: &Steps, share: f64) -> (f64, f64) {
    let (x, y) = (f64::from(at.0), f64::from(at.1));
    let touch = k.radius * 2.0;
    let (mut px, mut py) = (0.0, 0.0);
    for &(other, (ox, oy)) in map.0.near(x, y) {
        let (dx, dy) = (x - f64::from(ox), y - f64::from(oy));
        let square = dx * dx + dy * dy;
        if other == slot || square >= touch * touch {
            continue;
        }
        let distance = square.sqrt();
        let push = (touch - distance) * share;
        if distance > 0.0 {
            px += dx / distance * push;
            py += dy / distance * push;
        } else {
            // Exactly upon each other: no direction but that of their slots.
            px += if slot < other { -push } else { push };
        }
    }
    let length = (px * px + py * py).sqrt();
    let limit = limit(k);
    if length > limit { (px / length * limit, py / length * limit) } else { (px, py) }
}
