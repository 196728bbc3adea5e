//! Rocks come and go by dates, because they are part of every client's prediction.

use bevy_ecs::prelude::*;
use fracas_protocol::{Rock, Rules, Steps, Tick};

use super::{
    Happening,
    dice::Dice,
    maps::RockMap,
    slots::Table,
    state::{Drop, Drops, Happenings, Impacts, Now, Target},
    things::{Boulder, Ship},
};

/// Units: radii of rocks.
const RADIUS: std::ops::RangeInclusive<f64> = 36.0..=110.0;

/// Places that are tried for one rock; the one farthest from all rocks is taken, which fills bare spots first.
const TRIES: usize = 4;

/// Rocks placed in one tick at the most: a world that has grown fills up within seconds, at no tick's expense.
const PLACED_PER_TICK: usize = 4;

/// Units from a ship's centre to the skin of a new rock.
const CLEAR_OF_SHIPS: f64 = 250.0;

/// Units between rocks, and from rocks to the wall: two ships side by side. Motion relies on more than one.
pub(crate) fn gap(rules: &Rules) -> f64 {
    rules.ship_radius * 4.0
}

/// True when a ship can pass between the rock and the wall of a world of half side `half`.
pub(crate) fn fits(rock: &Rock, half: f32, rules: &Rules) -> bool {
    let room = f64::from(half) - f64::from(rock.radius) - gap(rules);
    f64::from(rock.x).abs() <= room && f64::from(rock.y).abs() <= room
}

/// How many rocks a world of half side `half` (units) has.
fn wanted(half: f32, rules: &Rules) -> usize {
    let side = f64::from(half) * 2.0;
    (side * side / rules.area_per_rock) as usize
}

/// The rocks of a new world, solid from the beginning.
pub(crate) fn first_rocks(half: f32, rules: &Rules, dice: &mut Dice<Boulder>) -> Vec<Boulder> {
    let count = wanted(half, rules);
    let mut rocks: Vec<Boulder> = Vec::with_capacity(count);
    // In a world too full for its rules the tries end, not the program's patience.
    for _ in 0..count * 4 {
        if rocks.len() == count {
            break;
        }
        let placed = place(half, 0, rules, dice, || rocks.iter().map(|boulder| boulder.rock), |_, _, _| true);
        rocks.extend(placed);
    }
    rocks
}

/// A new rock clear of all `others`, where `clear(x, y, radius)` agrees; `None` when no try fits.
fn place<I: Iterator<Item = Rock>>(
    half: f32,
    from: Tick,
    rules: &Rules,
    dice: &mut Dice<Boulder>,
    others: impl Fn() -> I,
    clear: impl Fn(f64, f64, f64) -> bool,
) -> Option<Boulder> {
    let u = dice.unit();
    // The cube makes most of them small.
    let radius = RADIUS.start() + (RADIUS.end() - RADIUS.start()) * u * u * u;
    let look = dice.bits();
    let mut best: Option<(f64, (f64, f64))> = None;
    for _ in 0..TRIES {
        let (x, y) = dice.point(f64::from(half) - radius - gap(rules));
        let free = others().map(|rock| free_between(&rock, x, y, radius)).fold(f64::INFINITY, f64::min);
        if free >= gap(rules) && best.is_none_or(|(most, _)| free > most) && clear(x, y, radius) {
            best = Some((free, (x, y)));
        }
    }
    let (_, (x, y)) = best?;
    let rock = Rock { x: x as f32, y: y as f32, radius: radius as f32, from, until: Tick::MAX };
    let breaks = radius < rules.rock_breaks_below;
    let hull = if breaks { (radius * rules.rock_hull_per_unit) as f32 } else { f32::INFINITY };
    Some(Boulder { rock, look, hull })
}

/// Units between the skins of a rock and of another at (x, y).
fn free_between(rock: &Rock, x: f64, y: f64, radius: f64) -> f64 {
    let (dx, dy) = (f64::from(rock.x) - x, f64::from(rock.y) - y);
    (dx * dx + dy * dy).sqrt() - f64::from(rock.radius) - radius
}

/// System: takes out the rocks whose time is over; the broken ones leave scrap.
pub(crate) fn retire_rocks(
    now: Now<'_>,
    mut rocks: Table<'_, '_, Boulder>,
    mut drops: ResMut<'_, Drops>,
    mut happenings: ResMut<'_, Happenings>,
) {
    for slot in rocks.slots().range() {
        let Some(&Boulder { rock, hull, .. }) = rocks.get(slot) else {
            continue;
        };
        if now.tick() < rock.until {
            continue;
        }
        if hull <= 0.0 {
            let radius = f64::from(rock.radius);
            let points = (radius * now.rules().rock_scrap_per_unit) as u32;
            drops.0.push(Drop { at: (rock.x, rock.y), spread: radius / 2.0, points });
        }
        rocks.remove(slot);
        happenings.push(Happening::RockGone { slot });
    }
}

/// System: the hits of this tick on rocks. A rock whose end is dated stands till then, whatever hits it.
pub(crate) fn crack_rocks(
    now: Now<'_>,
    impacts: Res<'_, Impacts>,
    mut rocks: Table<'_, '_, Boulder>,
    mut happenings: ResMut<'_, Happenings>,
) {
    for impact in &impacts.0 {
        if let Target::Rock(slot) = impact.target
            && let Some(mut boulder) = rocks.get_mut(slot)
            && !boulder.is_dated()
        {
            boulder.hull -= impact.damage;
            if boulder.hull <= 0.0 {
                boulder.rock.until = now.ahead(now.steps().crack_ticks);
                happenings.push(Happening::RockCracked { slot });
            }
        }
    }
}

/// System: dates new rocks for those that are about to go, and for ground that the world has gained.
pub(crate) fn place_rocks(
    now: Now<'_>,
    map: Res<'_, RockMap>,
    ships: Query<'_, '_, &Ship>,
    mut rocks: Table<'_, '_, Boulder>,
    mut dice: ResMut<'_, Dice<Boulder>>,
) {
    let half = now.lasting_half();
    let standing = rocks.iter().filter(|(_, boulder)| !boulder.is_dated()).count();
    let missing = wanted(half, now.rules()).saturating_sub(standing).min(PLACED_PER_TICK);
    let Steps { notice_ticks, .. } = *now.steps();
    let mut fresh: [Option<Boulder>; PLACED_PER_TICK] = [None; PLACED_PER_TICK];
    for place_of in 0..missing {
        let others =
            || map.0.all().iter().map(|(_, rock)| *rock).chain(fresh.iter().flatten().map(|b| b.rock));
        let clear = |x, y, radius| ships.iter().all(|ship| is_clear(ship, x, y, radius));
        fresh[place_of] = place(half, now.ahead(notice_ticks), now.rules(), &mut dice, others, clear);
    }
    for boulder in fresh.into_iter().flatten() {
        rocks.add(boulder);
    }
}

fn is_clear(ship: &Ship, x: f64, y: f64, radius: f64) -> bool {
    let (dx, dy) = (f64::from(ship.motion.x) - x, f64::from(ship.motion.y) - y);
    let reach = radius + CLEAR_OF_SHIPS;
    dx * dx + dy * dy >= reach * reach
}
