//! Ships move, by the function that clients run as well.

use bevy_ecs::prelude::*;
use fracas_protocol::{Motion, Rock, Slot, Steps, Tick, Tune, motion};

use super::{
    maps::{RockMap, STRIDE},
    seats::Seats,
    slots::Slots,
    state::Now,
    things::{Helm, Ship},
};

/// System: moves each ship for itself.
pub(crate) fn move_ships(
    now: Now<'_>,
    slots: Res<'_, Slots<Ship>>,
    seats: Res<'_, Seats>,
    rocks: Res<'_, RockMap>,
    mut ships: Query<'_, '_, (&mut Ship, &Helm)>,
) {
    let (tick, half, k) = (now.tick(), now.half(), now.steps());
    for (slot, entity) in slots.iter() {
        let Ok((mut ship, helm)) = ships.get_mut(entity) else { continue };
        let tune = seats.get(slot).map(|seat| seat.stats.tune()).unwrap_or_default();
        let before = ship.motion;
        // A rock that ejects the ship sets it at its surface, where the gap between rocks (see `rocks`) keeps
        // it clear of all others: only the stride can lead to a rock that the cell does not hold.
        ship.motion = if strides_far(&before, tune, k) {
            motion::step(before, helm.drive, tune, k, half, solid(rocks.0.all().iter(), tick))
        } else {
            let near = rocks.0.near(before.x.into(), before.y.into());
            motion::step(before, helm.drive, tune, k, half, solid(near, tick))
        };
        // Only boost and the rail drain, and what the rail takes is known.
        let paid = if fired_rail(&ship.motion, k) { k.rail_cost } else { 0.0 };
        ship.boosting = f64::from(ship.motion.energy) < f64::from(before.energy) - paid;
    }
}

/// True when the step that led to this state fired the rail.
pub(crate) fn fired_rail(motion: &Motion, k: &Steps) -> bool {
    f64::from(motion.reload) == k.rail_ticks
}

fn solid<'a>(rocks: impl Iterator<Item = &'a (Slot, Rock)>, tick: Tick) -> impl Iterator<Item = Rock> {
    rocks.map(|(_, rock)| *rock).filter(move |rock| rock.is_solid(tick))
}

/// True when the ship may leave the reach of its cell's rocks in this tick. Its own thrust never does that at
/// the rates the game runs at, but the kicks of many shots add up.
fn strides_far(motion: &Motion, tune: Tune, k: &Steps) -> bool {
    let (vx, vy) = (f64::from(motion.vx), f64::from(motion.vy));
    let power = 1.0 + f64::from(tune.speed) * k.speed_step;
    let limit = STRIDE / k.dt - k.boost_thrust.max(k.thrust) * power;
    vx * vx + vy * vy > limit * limit
}
