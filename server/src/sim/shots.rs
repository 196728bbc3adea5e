//! The blaster: shots fly, end on what they meet first, and are fired.

use bevy_ecs::prelude::*;
use fracas_protocol::{Slot, heading, quantize, record::end};

use super::{
    Happening,
    maps::{RockMap, ShipMap},
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
        if let Some((t, target)) = flight.first_hit(&now, shot.owner, &ships, &rocks) {
            impacts.0.push(Impact { by: shot.owner, direction: shot.direction, target });
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

/// The way of a shot in one tick, units.
struct Flight {
    from: (f64, f64),
    to: (f64, f64),
}

impl Flight {
    /// The point at `t`, 0 up to 1.
    fn at(&self, t: f64) -> (f64, f64) {
        (self.from.0 + (self.to.0 - self.from.0) * t, self.from.1 + (self.to.1 - self.from.1) * t)
    }

    /// What the shot meets first, and when (0 up to 1). Of things met at once a ship comes before a rock, a
    /// rock before the wall, and a low slot before a high one.
    fn first_hit(
        &self,
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
        for &(slot, (x, y)) in ships.0.near(self.from.0, self.from.1) {
            if slot != owner {
                meet(self.enters((x.into(), y.into()), reach), Target::Ship(slot));
            }
        }
        for &(slot, rock) in rocks.0.near(self.from.0, self.from.1) {
            if rock.is_solid(now.tick()) {
                let reach = f64::from(rock.radius) + shot_radius;
                meet(self.enters((rock.x.into(), rock.y.into()), reach), Target::Rock(slot));
            }
        }
        meet(self.leaves(f64::from(now.half()) - shot_radius), Target::Wall);
        first
    }

    /// When the way enters a disc; 0 when it begins inside.
    fn enters(&self, centre: (f64, f64), radius: f64) -> Option<f64> {
        let (fx, fy) = (self.from.0 - centre.0, self.from.1 - centre.1);
        let outside = fx * fx + fy * fy - radius * radius;
        if outside <= 0.0 {
            return Some(0.0);
        }
        // |f + d t| = radius, the earlier root.
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let square = dx * dx + dy * dy;
        let along = fx * dx + fy * dy;
        let root = along * along - square * outside;
        if along >= 0.0 || root < 0.0 {
            return None;
        }
        let t = (-along - root.sqrt()) / square;
        (t <= 1.0).then_some(t)
    }

    /// When the way leaves the square of half side `wall`; 0 when it begins outside.
    fn leaves(&self, wall: f64) -> Option<f64> {
        let over = |from: f64, to: f64| {
            if from.abs() > wall {
                Some(0.0)
            } else if to > wall {
                Some((wall - from) / (to - from))
            } else if to < -wall {
                Some((-wall - from) / (to - from))
            } else {
                None
            }
        };
        match (over(self.from.0, self.to.0), over(self.from.1, self.to.1)) {
            (Some(a), Some(b)) => Some(if b < a { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

/// System: fires. The shots fly from the next tick on, along exactly the numbers that travel.
pub(crate) fn fire_blasters(
    now: Now<'_>,
    slots: Res<'_, Slots<Ship>>,
    mut ships: Query<'_, '_, (&Ship, &Helm, &mut Gun, &mut Shield)>,
    mut shots: Table<'_, '_, Shot>,
) {
    let (tick, k) = (now.tick(), now.steps());
    let muzzle = k.radius + now.rules().blaster_radius + MUZZLE_GAP;
    for (slot, entity) in slots.iter() {
        let Ok((ship, helm, mut gun, mut shield)) = ships.get_mut(entity) else {
            continue;
        };
        if !helm.fire || tick < gun.ready {
            continue;
        }
        gun.ready = now.ahead(k.fire_ticks);
        shield.until = shield.until.min(tick);
        let packed = heading::pack16(ship.aim.0.into(), ship.aim.1.into());
        let (ux, uy) = heading::unpack16(packed);
        let origin = (as_told(ship.motion.x, ux * muzzle), as_told(ship.motion.y, uy * muzzle));
        // With all 65,535 slots in the air the gun clicks.
        shots.add(Shot::new(slot, origin, packed, tick));
    }
}

/// A coordinate in whole steps of the wire, so that a client computes the same path.
fn as_told(centre: f32, offset: f64) -> f32 {
    let at = f64::from(centre) + offset;
    quantize::unpack(quantize::pack(at), at) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const EAST: Flight = Flight { from: (0.0, 0.0), to: (40.0, 0.0) };

    #[test]
    fn a_shot_meets_a_disc_where_its_skin_is() {
        assert_eq!(EAST.enters((30.0, 0.0), 10.0), Some(0.5));
        assert_eq!(EAST.enters((50.0, 0.0), 10.0), Some(1.0), "touched at the very end");
        assert_eq!(EAST.enters((51.0, 0.0), 10.0), None, "not reached in this tick");
        assert_eq!(EAST.enters((20.0, 10.5), 10.0), None, "passed by");
        assert_eq!(EAST.enters((-30.0, 0.0), 10.0), None, "behind");
        assert_eq!(EAST.enters((-5.0, 0.0), 10.0), Some(0.0), "fired inside");
    }

    #[test]
    fn a_shot_ends_at_the_nearer_wall_of_a_corner() {
        let flight = Flight { from: (80.0, 60.0), to: (120.0, 120.0) };
        assert_eq!(flight.leaves(100.0), Some(0.5));
        assert_eq!(flight.leaves(90.0), Some(0.25));
        assert_eq!(flight.leaves(130.0), None);
        assert_eq!(flight.leaves(70.0), Some(0.0), "the world has shrunk past it");
    }
}
