//! Power-ups: they lie where few ships are, so that there is a reason to go there.

use bevy_ecs::prelude::*;
use fracas_protocol::record::pickup;

use super::{
    dice::Dice,
    maps::{RockMap, ShipMap},
    slots::Table,
    state::Now,
    things::Scrap,
};

/// The purpose of the dice.
pub(crate) struct Power;

/// Places that are looked at for one power-up; the one farthest from all ships is taken.
const TRIES: usize = 6;

/// Units between a power-up and the skin of a rock: a ship can fly over it.
const CLEAR_OF_ROCKS: f64 = 40.0;

/// Units between a power-up and the wall.
const CLEAR_OF_WALL: f64 = 80.0;

/// What lies there, in turn by chance: each as often as the others.
const KINDS: [u8; 3] = [pickup::SHIELD, pickup::TRIPLE, pickup::REPAIR];

/// System: one power-up a tick at the most, while there are too few.
pub(crate) fn place_powers(
    now: Now<'_>,
    ships: Res<'_, ShipMap>,
    rocks: Res<'_, RockMap>,
    mut things: Table<'_, '_, Scrap>,
    mut dice: ResMut<'_, Dice<Power>>,
) {
    let side = f64::from(now.half()) * 2.0;
    let wanted = (side * side / now.rules().area_per_power) as usize;
    if things.iter().filter(|(_, thing)| thing.what != pickup::SCRAP).count() >= wanted {
        return;
    }
    let what = KINDS[(dice.unit() * KINDS.len() as f64) as usize];
    let mut best: Option<(f64, (f64, f64))> = None;
    for _ in 0..TRIES {
        let at = dice.point(f64::from(now.lasting_half()) - CLEAR_OF_WALL);
        let square = |x: f32, y: f32| {
            let (dx, dy) = (f64::from(x) - at.0, f64::from(y) - at.1);
            dx * dx + dy * dy
        };
        let on_rock = rocks.0.all().iter().any(|(_, rock)| {
            let clear = f64::from(rock.radius) + CLEAR_OF_ROCKS;
            square(rock.x, rock.y) < clear * clear
        });
        let lonely = ships.0.all().iter().map(|&(_, (x, y))| square(x, y)).fold(f64::INFINITY, f64::min);
        if !on_rock && best.is_none_or(|(most, _)| lonely > most) {
            best = Some((lonely, at));
        }
    }
    if let Some((_, (x, y))) = best {
        let until = now.ahead(now.steps().power_ticks);
        things.add(Scrap { at: (x as f32, y as f32), value: 0, what, until });
    }
}
