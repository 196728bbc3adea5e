//! Ships appear: for newcomers at once, for the fallen when their time has come.

use bevy_ecs::prelude::*;
use fracas_protocol::{Motion, Rock};

use super::{
    Happening,
    dice::Dice,
    maps::{RockMap, ShipMap},
    seats::Seats,
    slots::Table,
    state::{Happenings, Now},
    stats::Stats,
    things::{Gun, Helm, Hull, Shield, Ship, ShipParts},
};

/// Places that are looked at for one ship.
const TRIES: usize = 8;

/// Units from a new ship to the nearest other: nobody appears in a fight or waits long for one.
const NEAREST: std::ops::RangeInclusive<f64> = 500.0..=1100.0;

/// Units between a new ship and the rocks.
const CLEAR_OF_ROCKS: f64 = 30.0;

/// System: gives every player whose time has come a ship, by rising slot.
pub(crate) fn spawn_ships(
    now: Now<'_>,
    ship_map: Res<'_, ShipMap>,
    rock_map: Res<'_, RockMap>,
    mut seats: ResMut<'_, Seats>,
    mut ships: Table<'_, '_, Ship>,
    mut dice: ResMut<'_, Dice<Ship>>,
    mut happenings: ResMut<'_, Happenings>,
) {
    // Places of this tick, of those who have just died as well: a new ship shall not appear on a wreck either.
    let mut others: Vec<(f64, f64)> = Vec::new();
    for (slot, seat) in seats.iter_mut() {
        // A seat that was left in this very step waits for the next one, like every slot.
        if seat.respawn.is_none_or(|tick| now.tick() < tick) || !ships.slots().is_free(slot) {
            continue;
        }
        if others.is_empty() {
            others.extend(ship_map.0.all().iter().map(|&(_, (x, y))| (f64::from(x), f64::from(y))));
        }
        let at = choose_place(&now, &others, rock_map.0.all(), &mut dice);
        others.push(at);
        seat.respawn = None;
        ships.put(slot, (new_ship(&now, seat.stats, at), Helm::default()));
        happenings.push(Happening::Spawned { slot });
    }
}

fn new_ship(now: &Now<'_>, stats: Stats, (x, y): (f64, f64)) -> ShipParts {
    let energy = stats.energy_max(now.rules()) as f32;
    let motion = Motion { x: x as f32, y: y as f32, energy, ..Motion::default() };
    ShipParts {
        ship: Ship { motion, aim: (1.0, 0.0), boosting: false },
        hull: Hull { points: stats.hull_max(now.rules()) as f32, hurt: now.tick() },
        gun: Gun { ready: now.tick().into(), triple: 0 },
        shield: Shield { until: now.ahead(now.steps().shield_ticks), lasts: false },
    }
}

/// The place that is off by the least: its nearest ship out of [`NEAREST`], or the wall so near that what lies outside
/// would fill the first picture. Of equals the first. A place among rocks is taken only when all are.
fn choose_place(
    now: &Now<'_>,
    others: &[(f64, f64)],
    rocks: &[(fracas_protocol::Slot, Rock)],
    dice: &mut Dice<Ship>,
) -> (f64, f64) {
    let radius = now.steps().radius;
    let half = f64::from(now.lasting_half());
    let reach = half - radius;
    let clear_of_wall = half - now.rules().view_half_height;
    let mut best = (f64::INFINITY, (0.0, 0.0));
    for _ in 0..TRIES {
        let at = dice.point(reach);
        let on_rock = rocks.iter().any(|(_, rock)| {
            let (dx, dy) = (at.0 - f64::from(rock.x), at.1 - f64::from(rock.y));
            let clear = f64::from(rock.radius) + radius + CLEAR_OF_ROCKS;
            dx * dx + dy * dy < clear * clear
        });
        let too_far_out = at.0.abs().max(at.1.abs()) - clear_of_wall;
        let fault = out_of_band(nearest(at, others)).max(too_far_out) + if on_rock { 1e6 } else { 0.0 };
        if fault < best.0 {
            best = (fault, at);
        }
    }
    best.1
}

/// Units to the nearest of `others`; infinite without any.
fn nearest(at: (f64, f64), others: &[(f64, f64)]) -> f64 {
    let square = |&(x, y): &(f64, f64)| (x - at.0) * (x - at.0) + (y - at.1) * (y - at.1);
    others.iter().map(square).fold(f64::INFINITY, f64::min).sqrt()
}

/// Units by which a distance lies out of [`NEAREST`]; none when there is nobody.
fn out_of_band(distance: f64) -> f64 {
    if distance.is_infinite() {
        0.0
    } else {
        (NEAREST.start() - distance).max(distance - NEAREST.end()).max(0.0)
    }
}
