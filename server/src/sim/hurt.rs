//! What hits do to ships: damage, death, repair.

use bevy_ecs::prelude::*;
use fracas_protocol::Slot;

use super::{
    Happening,
    seats::Seats,
    slots::Table,
    state::{Drop, Drops, Happenings, Impacts, Now, Target},
    things::{Hull, Shield, Ship},
};

/// Units: half side of the square in which a fallen ship's scrap lies. Small enough that a piece inside a rock
/// which the ship had touched can still be reached.
const SPREAD: f64 = 24.0;

/// System: the hits of this tick, one after the other by the slots of the shots. Who is already dead takes no
/// more; who dies has still fired what he fired.
pub(crate) fn hurt_ships(
    now: Now<'_>,
    impacts: Res<'_, Impacts>,
    mut ships: Table<'_, '_, Ship>,
    mut hulls: Query<'_, '_, (&mut Hull, &Shield)>,
    mut seats: ResMut<'_, Seats>,
    mut drops: ResMut<'_, Drops>,
    mut happenings: ResMut<'_, Happenings>,
) {
    for impact in &impacts.0 {
        let Target::Ship(victim) = impact.target else {
            continue;
        };
        let Some(Ok((mut hull, shield))) = ships.slots().get(victim).map(|entity| hulls.get_mut(entity))
        else {
            continue;
        };
        let shielded = now.tick() < shield.until;
        let damage = if shielded { 0.0 } else { now.rules().blaster_damage as f32 };
        happenings.push(Happening::Hit { victim, by: impact.by, damage, heading: impact.direction });
        if shielded {
            continue;
        }
        hull.points -= damage;
        hull.hurt = now.tick();
        if hull.points > 0.0 {
            kick(&mut ships, victim, impact.direction, now.rules().blaster_kick);
        } else {
            let at = ships.get(victim).map_or((0.0, 0.0), |ship| (ship.motion.x, ship.motion.y));
            ships.remove(victim);
            let (lost, points) = settle(&now, victim, impact.by, &mut seats);
            drops.0.push(Drop { at, spread: SPREAD, points });
            let respawn = now.ahead(now.steps().respawn_ticks);
            happenings.push(Happening::Killed { victim, killer: impact.by, lost, respawn });
        }
    }
}

fn kick(ships: &mut Table<'_, '_, Ship>, victim: Slot, (x, y): (f64, f64), speed: f64) {
    if let Some(mut ship) = ships.get_mut(victim) {
        ship.motion.vx = (f64::from(ship.motion.vx) + x * speed) as f32;
        ship.motion.vy = (f64::from(ship.motion.vy) + y * speed) as f32;
    }
}

/// A death in the books: the points that the victim lost, and those that fall out of his ship.
fn settle(now: &Now<'_>, victim: Slot, killer: Slot, seats: &mut Seats) -> (u32, u32) {
    let rules = now.rules();
    let mut lost = 0;
    if let Some(seat) = seats.get_mut(victim) {
        lost = (f64::from(seat.score) * rules.death_drop_share) as u32;
        seat.score -= lost;
        seat.respawn = Some(now.ahead(now.steps().respawn_ticks));
    }
    if let Some(seat) = seats.get_mut(killer) {
        seat.score = seat.score.saturating_add(rules.kill_points as u32);
    }
    (lost, lost.max(rules.death_drop_min as u32))
}

/// System: repairs each hull that was left alone for long enough.
pub(crate) fn repair_hulls(now: Now<'_>, mut hulls: Query<'_, '_, &mut Hull>) {
    let k = now.steps();
    for mut hull in &mut hulls {
        if f64::from(now.tick() - hull.hurt) >= k.repair_delay_ticks {
            hull.points = (f64::from(hull.points) + k.repair_gain).min(now.rules().hull_max) as f32;
        }
    }
}
