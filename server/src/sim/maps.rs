//! Where things are in this tick: grids of rocks and ships. They follow from the state and are never saved.

use bevy_ecs::prelude::*;
use fracas_protocol::{Rock, Steps};

use super::{
    grid::Grid,
    push,
    slots::Slots,
    state::Now,
    things::{Boulder, Ship},
};

/// Units that a ship may move in a tick and still find its rocks in one cell: 960 units a second at 15 Hz.
pub(crate) const STRIDE: f64 = 64.0;

/// Where the rocks are, those to come and those about to go as well.
#[derive(Resource, Default)]
pub(crate) struct RockMap(pub(crate) Grid<Rock>);

/// Where the ships are, in units. Filed after motion, and put right by pushes.
#[derive(Resource, Default)]
pub(crate) struct ShipMap(pub(crate) Grid<(f32, f32)>);

/// Units beyond a ship's radius from which a shot that starts there may reach it in one tick.
fn shot_reach(now: &Now<'_>, k: &Steps) -> f64 {
    now.rules().blaster_radius + k.shot_step
}

/// System: files the rocks.
pub(crate) fn map_rocks(
    now: Now<'_>,
    slots: Res<'_, Slots<Boulder>>,
    rocks: Query<'_, '_, &Boulder>,
    mut map: ResMut<'_, RockMap>,
) {
    let reach = (now.steps().radius + STRIDE).max(shot_reach(&now, now.steps()));
    let all = slots.iter().filter_map(|(slot, entity)| Some((slot, rocks.get(entity).ok()?.rock)));
    map.0.fill(now.half(), all, |rock| (rock.x.into(), rock.y.into(), f64::from(rock.radius) + reach));
}

/// System: files the ships.
pub(crate) fn map_ships(
    now: Now<'_>,
    slots: Res<'_, Slots<Ship>>,
    ships: Query<'_, '_, &Ship>,
    mut map: ResMut<'_, ShipMap>,
) {
    let k = now.steps();
    // For other ships, for shots, for scrap; and a push may still move it.
    let reach = (k.radius * 2.0).max(k.radius + shot_reach(&now, k)).max(now.rules().scrap_reach);
    let reach = reach + push::limit(k);
    let all = slots.iter().filter_map(|(slot, entity)| {
        let motion = ships.get(entity).ok()?.motion;
        Some((slot, (motion.x, motion.y)))
    });
    map.0.fill(now.half(), all, |&(x, y)| (x.into(), y.into(), reach));
}
