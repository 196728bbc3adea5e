//! Ships move, by the function that clients run as well.

use bevy_ecs::prelude::*;
use fracas_protocol::{Motion, Rock, Slot, Steps, Tick, motion};

use super::{
    maps::{RockMap, STRIDE},
    state::Now,
    things::{Helm, Ship},
};

/// System: moves each ship for itself, so the order of the query cannot matter.
pub(crate) fn move_ships(
    now: Now<'_>,
    rocks: Res<'_, RockMap>,
    mut ships: Query<'_, '_, (&mut Ship, &Helm)>,
) {
    let (tick, half, k) = (now.tick(), now.half(), now.steps());
    for (mut ship, helm) in &mut ships {
        let before = ship.motion;
        // A rock that ejects the ship sets it at its surface, where the gap between rocks (see `rocks`) keeps
        // it clear of all others: only the stride can lead to a rock that the cell does not hold.
        ship.motion = if strides_far(&before, k) {
            motion::step(before, helm.drive, k, half, solid(rocks.0.all().iter(), tick))
        } else {
            let near = rocks.0.near(before.x.into(), before.y.into());
            motion::step(before, helm.drive, k, half, solid(near, tick))
        };
        // Only boost drains.
        ship.boosting = ship.motion.energy < before.energy;
    }
}

fn solid<'a>(rocks: impl Iterator<Item = &'a (Slot, Rock)>, tick: Tick) -> impl Iterator<Item = Rock> {
    rocks.map(|(_, rock)| *rock).filter(move |rock| rock.is_solid(tick))
}

/// True when the ship may leave the reach of its cell's rocks in this tick. Its own thrust never does that at
/// the rates the game runs at, but the kicks of many shots add up.
fn strides_far(motion: &Motion, k: &Steps) -> bool {
    let (vx, vy) = (f64::from(motion.vx), f64::from(motion.vy));
    let limit = STRIDE / k.dt - k.boost_thrust.max(k.thrust);
    vx * vx + vy * vy > limit * limit
}
