//! The rail: a line that is there and gone. Its targets are where the shooter saw them, so far as the command says.

use bevy_ecs::{prelude::*, system::SystemParam};
use fracas_protocol::{
    Slot, heading,
    record::{end, weapon},
};

use super::{
    Happening,
    flight::Flight,
    maps::RockMap,
    motion::fired_rail,
    past::Past,
    seats::Seats,
    slots::Slots,
    state::{Happenings, Impact, Impacts, Now, Target},
    things::{Helm, Shield, Ship},
};

/// Units from its present place within which a ship was at any time that the rail goes back to: at boost with all
/// points in speed it flies 240 in 300 ms, and kicks add to that.
const FARTHEST: f64 = 400.0;

/// Everything that a line may meet.
#[derive(SystemParam)]
pub(crate) struct Targets<'w> {
    now: Now<'w>,
    ships: Res<'w, Slots<Ship>>,
    past: Res<'w, Past>,
    rocks: Res<'w, RockMap>,
}

impl Targets<'_> {
    /// What the line of a shooter meets first, and where (0 up to 1). Ships are where they were `rewind` ago; rocks
    /// and walls, which do not move, are as they are. Of things met at once a ship comes first, then a low slot.
    fn first_hit(&self, line: &Flight, shooter: Slot, rewind: u16) -> Option<(f64, Target)> {
        let solid = self.first_solid(line);
        let ship = self.first_ship(line, shooter, rewind);
        match (ship, solid) {
            (Some((t, slot)), Some((earliest, _))) if t <= earliest => Some((t, Target::Ship(slot))),
            (Some((t, slot)), None) => Some((t, Target::Ship(slot))),
            (_, solid) => solid,
        }
    }

    fn first_solid(&self, line: &Flight) -> Option<(f64, Target)> {
        let mut first = line.leaves(f64::from(self.now.half())).map(|t| (t, Target::Wall));
        for &(slot, rock) in self.rocks.0.all().iter().filter(|(_, rock)| rock.is_solid(self.now.tick())) {
            let reach = f64::from(rock.radius) + self.now.rules().rail_radius;
            if let Some(t) = line.enters((rock.x.into(), rock.y.into()), reach)
                && first.is_none_or(|(earliest, _)| t < earliest)
            {
                first = Some((t, Target::Rock(slot)));
            }
        }
        first
    }

    fn first_ship(&self, line: &Flight, shooter: Slot, rewind: u16) -> Option<(f64, Slot)> {
        let reach = self.now.steps().radius + self.now.rules().rail_radius;
        let mut first: Option<(f64, Slot)> = None;
        let near = |&&(slot, (x, y)): &&(Slot, (f32, f32))| {
            slot != shooter && line.passes_within((x.into(), y.into()), FARTHEST)
        };
        for &(slot, _) in self.past.now().iter().filter(near) {
            if let Some(at) = self.past.place(slot, rewind)
                && let Some(t) = line.enters(at, reach)
                && first.is_none_or(|(earliest, _)| t < earliest)
            {
                first = Some((t, slot));
            }
        }
        first
    }
}

/// System: fires the rails, by rising slot. What they hit is hurt in this tick, after what shots have hit.
pub(crate) fn fire_rails(
    targets: Targets<'_>,
    seats: Res<'_, Seats>,
    mut ships: Query<'_, '_, (&Ship, &Helm, &mut Shield)>,
    mut impacts: ResMut<'_, Impacts>,
    mut happenings: ResMut<'_, Happenings>,
) {
    let (rules, k) = (targets.now.rules(), targets.now.steps());
    for (slot, entity) in targets.ships.iter() {
        let Ok((ship, helm, mut shield)) = ships.get_mut(entity) else { continue };
        if !fired_rail(&ship.motion, k) {
            continue;
        }
        shield.drop_spawn(targets.now.tick());
        let packed = heading::pack16(ship.aim.0.into(), ship.aim.1.into());
        let direction = heading::unpack16(packed);
        let from = (f64::from(ship.motion.x), f64::from(ship.motion.y));
        let to = (from.0 + direction.0 * rules.rail_range, from.1 + direction.1 * rules.rail_range);
        let hit = targets.first_hit(&Flight { from, to }, slot, helm.rewind);
        let what = match hit {
            None => 0,
            Some((_, Target::Ship(_))) => end::SHIP,
            Some((_, Target::Rock(_))) => end::ROCK,
            Some((_, Target::Wall)) => end::WALL,
        };
        let length = hit.map_or(1.0, |(t, _)| t) * rules.rail_range;
        happenings.push(Happening::Railed { slot, from, heading: packed, length, what });
        let Some((_, target)) = hit else { continue };
        let stats = seats.get(slot).map(|seat| seat.stats).unwrap_or_default();
        let damage = stats.damage(rules.rail_damage, rules);
        let (weapon, kick) = (weapon::RAIL, rules.rail_kick);
        impacts.0.push(Impact { by: slot, weapon, damage, kick, direction, target });
    }
}
