//! The blaster: shots fly, end on what they meet first, and are fired.

use bevy_ecs::prelude::*;
use fracas_protocol::{
    Slot, heading, quantize,
    record::{end, weapon},
};

use super::{
    Happening,
    flight::Flight,
    maps::{RockMap, ShipMap},
    seats::Seats,
    slots::{Slots, Table},
    state::{Happenings, Impact, Impacts, Now, Target},
    things::{Gun, Helm, Shield, Ship, Shot},
};

/// Units between the skin of a ship and that of the shot it fires, so that they do not touch.
const MUZZLE_GAP: f64 = 2.0;

/// System: flies the shots of earlier ticks, by rising slot.
pub(crate) fn fly_shots(
    now: Now<'_>,
    ships: Res<'_, ShipMap>,
    rocks: Res<'_, RockMap>,
    mut shots: Table<'_, '_, Shot>,
    mut impacts: ResMut<'_, Impacts>,
    mut happenings: ResMut<'_, Happenings>,
) {
    let (tick, k) = (now.tick(), now.steps());
    impacts.0.clear();
    for slot in shots.slots().range() {
        let Some(&shot) = shots.get(slot) else {
            continue;
        };
        let flight = Flight { from: shot.at(tick - 1, k.shot_step), to: shot.at(tick, k.shot_step) };
        if let Some((t, target)) = first_hit(&flight, &now, shot.owner, &ships, &rocks) {
            impacts.0.push(Impact {
                by: shot.owner,
                weapon: weapon::BLASTER,
                damage: shot.damage,
                kick: now.rules().blaster_kick,
                direction: shot.direction,
                target,
            });
            let what = match target {
                Target::Ship(_) => end::SHIP,
                Target::Rock(_) => end::ROCK,
                Target::Wall => end::WALL,
            };
            happenings.push(Happening::ShotEnded { slot, at: flight.at(t), what });
            shots.remove(slot);
        } else if tick - shot.birth >= k.shot_ticks as u32 {
            happenings.push(Happening::ShotExpired { slot });
            shots.remove(slot);
        }
    }
}

/// What a shot meets first on its way, and when (0 up to 1). Of things met at once a ship comes before a rock, a
/// rock before the wall, and a low slot before a high one.
fn first_hit(
    way: &Flight,
    now: &Now<'_>,
    owner: Slot,
    ships: &ShipMap,
    rocks: &RockMap,
) -> Option<(f64, Target)> {
    let shot_radius = now.rules().blaster_radius;
    let reach = now.steps().radius + shot_radius;
    let mut first: Option<(f64, Target)> = None;
    let mut meet = |t: Option<f64>, target| {
        if let Some(t) = t
            && first.is_none_or(|(earliest, _)| t < earliest)
        {
            first = Some((t, target));
        }
    };
    for &(slot, (x, y)) in ships.0.near(way.from.0, way.from.1) {
        if slot != owner {
            meet(way.enters((x.into(), y.into()), reach), Target::Ship(slot));
        }
    }
    for &(slot, rock) in rocks.0.near(way.from.0, way.from.1) {
        if rock.is_solid(now.tick()) {
            let reach = f64::from(rock.radius) + shot_radius;
            meet(way.enters((rock.x.into(), rock.y.into()), reach), Target::Rock(slot));
        }
    }
    meet(way.leaves(f64::from(now.half()) - shot_radius), Target::Wall);
    first
}

/// System: fires. The shots fly from the next tick on, along exactly the numbers that travel.
pub(crate) fn fire_blasters(
    now: Now<'_>,
    slots: Res<'_, Slots<Ship>>,
    seats: Res<'_, Seats>,
    mut ships: Query<'_, '_, (&Ship, &Helm, &mut Gun, &mut Shield)>,
    mut shots: Table<'_, '_, Shot>,
) {
    let (tick, rules) = (now.tick(), now.rules());
    let spread = rules.power_triple_spread;
    for (slot, entity) in slots.iter() {
        let Ok((ship, helm, mut gun, mut shield)) = ships.get_mut(entity) else { continue };
        if !helm.fire || f64::from(tick) < gun.ready {
            continue;
        }
        let stats = seats.get(slot).map(|seat| seat.stats).unwrap_or_default();
        // A gun that fires on and on keeps the parts of ticks; one that rested does not save them up.
        let due = if gun.ready > f64::from(tick) - 1.0 { gun.ready } else { tick.into() };
        gun.ready = due + stats.fire_ticks(rules, now.steps());
        shield.drop_spawn(tick);
        let damage = stats.damage(rules.blaster_damage, rules);
        // With all 65,535 slots in the air the gun clicks.
        shots.add(shot(&now, slot, ship, 0.0, damage));
        if tick < gun.triple {
            shots.add(shot(&now, slot, ship, spread, damage));
            shots.add(shot(&now, slot, ship, -spread, damage));
        }
    }
}

/// A shot that leaves the muzzle along the aim, turned by `aside` (its tangent).
fn shot(now: &Now<'_>, slot: Slot, ship: &Ship, aside: f64, damage: f32) -> Shot {
    let muzzle = now.steps().radius + now.rules().blaster_radius + MUZZLE_GAP;
    let (ax, ay) = (f64::from(ship.aim.0), f64::from(ship.aim.1));
    let packed = heading::pack16(ax - ay * aside, ay + ax * aside);
    let (ux, uy) = heading::unpack16(packed);
    let origin = (as_told(ship.motion.x, ux * muzzle), as_told(ship.motion.y, uy * muzzle));
    Shot::new(slot, origin, packed, now.tick(), damage)
}

/// A coordinate in whole steps of the wire, so that a client computes the same path.
fn as_told(centre: f32, offset: f64) -> f32 {
    let at = f64::from(centre) + offset;
    quantize::unpack(quantize::pack(at), at) as f32
}
