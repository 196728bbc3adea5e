//! What hits do to ships: damage, death, repair.

use bevy_ecs::{prelude::*, system::SystemParam};
use fracas_protocol::Slot;

use super::{
    Happening,
    grow::Crown,
    seats::Seats,
    slots::{Slots, Table},
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
    mut books: Books<'_>,
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
        let damage = if shielded { 0.0 } else { impact.damage };
        happenings.push(Happening::Hit { victim, by: impact.by, damage, heading: impact.direction });
        if shielded {
            continue;
        }
        hull.points -= damage;
        hull.hurt = now.tick();
        if hull.points > 0.0 {
            kick(&mut ships, victim, impact.direction, impact.kick);
        } else {
            let at = ships.get(victim).map_or((0.0, 0.0), |ship| (ship.motion.x, ship.motion.y));
            ships.remove(victim);
            let Settled { lost, points, level } = books.settle(&now, victim, impact.by);
            drops.0.push(Drop { at, spread: SPREAD, points });
            let respawn = now.ahead(now.steps().respawn_ticks);
            happenings.push(Happening::Killed {
                victim,
                killer: impact.by,
                weapon: impact.weapon,
                lost,
                respawn,
            });
            if let Some(level) = level {
                happenings.push(Happening::Levelled { slot: victim, level });
            }
        }
    }
}

fn kick(ships: &mut Table<'_, '_, Ship>, victim: Slot, (x, y): (f64, f64), speed: f64) {
    if let Some(mut ship) = ships.get_mut(victim) {
        ship.motion.vx = (f64::from(ship.motion.vx) + x * speed) as f32;
        ship.motion.vy = (f64::from(ship.motion.vy) + y * speed) as f32;
    }
}

/// What a death costs.
struct Settled {
    /// Points of score.
    lost: u32,
    /// Points that fall out of the ship: a beginner drops some too.
    points: u32,
    /// The level that is left, when it is another.
    level: Option<u8>,
}

/// What a death changes besides the ship.
#[derive(SystemParam)]
pub(crate) struct Books<'w> {
    seats: ResMut<'w, Seats>,
    crown: Res<'w, Crown>,
}

impl Books<'_> {
    /// Enters a death.
    fn settle(&mut self, now: &Now<'_>, victim: Slot, killer: Slot) -> Settled {
        let rules = now.rules();
        let (mut lost, mut level) = (0, None);
        if let Some(seat) = self.seats.get_mut(victim) {
            lost = (f64::from(seat.score) * rules.death_drop_share) as u32;
            seat.score -= lost;
            let before = seat.level;
            seat.fall(rules);
            level = (seat.level != before).then_some(seat.level);
            seat.respawn = Some(now.ahead(now.steps().respawn_ticks));
        }
        if let Some(seat) = self.seats.get_mut(killer) {
            let bounty = if victim == self.crown.0 { rules.crown_points } else { 0.0 };
            seat.earn((rules.kill_points + bounty) as u32);
        }
        Settled { lost, points: lost.max(rules.death_drop_min as u32), level }
    }
}

/// System: repairs each hull that was left alone for long enough.
pub(crate) fn repair_hulls(
    now: Now<'_>,
    slots: Res<'_, Slots<Ship>>,
    seats: Res<'_, Seats>,
    mut hulls: Query<'_, '_, &mut Hull>,
) {
    let (rules, k) = (now.rules(), now.steps());
    for (slot, entity) in slots.iter() {
        let Ok(mut hull) = hulls.get_mut(entity) else { continue };
        if f64::from(now.tick() - hull.hurt) >= k.repair_delay_ticks {
            let stats = seats.get(slot).map(|seat| seat.stats).unwrap_or_default();
            let mended = f64::from(hull.points) + stats.repair_gain(rules, k);
            hull.points = mended.min(stats.hull_max(rules)) as f32;
        }
    }
}
