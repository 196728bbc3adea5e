//! Commands become seats and wishes.

use bevy_ecs::prelude::*;
use fracas_protocol::{NOBODY, Slot};

use super::{
    Command, Happening, Intent,
    seats::{Seat, Seats},
    slots::{Slots, Table},
    state::{Drop, Drops, Happenings, Now},
    things::{Helm, Shield, Ship, Shot},
};

/// The commands of this tick, by kind and slot: leaves, sits, rests, wishes, points.
#[derive(Resource, Default)]
pub(crate) struct Orders(Vec<Command>);

impl Orders {
    /// Takes the commands in any order: the order of arrival is nobody's business but the network's.
    pub(crate) fn set(&mut self, commands: &[Command]) {
        self.0.clear();
        self.0.extend_from_slice(commands);
        Command::sort(&mut self.0);
    }

    /// The points that players spend, which come last.
    pub(crate) fn spends(&self) -> &[Command] {
        let first = self.0.partition_point(|command| !matches!(command, Command::Spend { .. }));
        &self.0[first..]
    }
}

/// System: leaves, then sits. A command that does not fit its seat changes nothing.
pub(crate) fn seat_players(
    now: Now<'_>,
    orders: Res<'_, Orders>,
    mut seats: ResMut<'_, Seats>,
    mut ships: Table<'_, '_, Ship>,
    mut shots: Query<'_, '_, &mut Shot>,
    mut drops: ResMut<'_, Drops>,
    mut happenings: ResMut<'_, Happenings>,
) {
    for order in &orders.0 {
        match *order {
            Command::Leave { slot } => {
                let Some(seat) = seats.leave(slot) else { continue };
                // What a death would have cost him lies where he was: who leaves takes nothing out of a fight.
                if let Some(ship) = ships.get(slot) {
                    let points = (f64::from(seat.score) * now.rules().death_drop_share) as u32;
                    let at = (ship.motion.x, ship.motion.y);
                    drops.0.push(Drop { at, spread: now.rules().ship_radius, points });
                }
                ships.remove(slot);
                disown(slot, &mut shots);
                happenings.push(Happening::Left { slot });
            }
            Command::Sit { slot } => seats.sit(slot, Seat::new(now.tick())),
            Command::Rest { .. } | Command::Fly { .. } | Command::Spend { .. } => {}
        }
    }
}

/// The shots of one who left fly on for nobody: the next player of his seat neither scores by them nor is
/// spared by them. Each shot for itself, so the order of the query cannot matter.
fn disown(slot: Slot, shots: &mut Query<'_, '_, &mut Shot>) {
    for mut shot in shots {
        if shot.owner == slot {
            shot.owner = NOBODY;
        }
    }
}

/// System: shields the ships of those whose lines broke. Firing ends it, as with a new ship.
pub(crate) fn shelter(
    now: Now<'_>,
    orders: Res<'_, Orders>,
    slots: Res<'_, Slots<Ship>>,
    mut shields: Query<'_, '_, &mut Shield>,
) {
    for order in &orders.0 {
        if let Command::Rest { slot } = *order
            && let Some(entity) = slots.get(slot)
            && let Ok(mut shield) = shields.get_mut(entity)
        {
            let rest = Shield { until: now.ahead(now.steps().shield_ticks), lasts: false };
            // One that was picked up and still holds is not cut short.
            if shield.until < rest.until {
                *shield = rest;
            }
        }
    }
}

/// System: hands each ship its player's wish, and a silent player's ship none.
pub(crate) fn steer(
    orders: Res<'_, Orders>,
    slots: Res<'_, Slots<Ship>>,
    mut ships: Query<'_, '_, (&mut Ship, &mut Helm)>,
) {
    for (_, mut helm) in &mut ships {
        *helm = Helm::default();
    }
    for order in &orders.0 {
        if let Command::Fly { slot, intent } = *order
            && let Some(entity) = slots.get(slot)
            && let Ok((mut ship, mut helm)) = ships.get_mut(entity)
        {
            *helm = Helm { drive: intent.drive, fire: intent.fire, rewind: intent.rewind };
            ship.aim = unit_aim(&intent).unwrap_or(ship.aim);
        }
    }
}

/// The direction that the intent gives the gun, if it gives one.
fn unit_aim(intent: &Intent) -> Option<(f32, f32)> {
    let (x, y) = (f64::from(intent.aim.0), f64::from(intent.aim.1));
    let length = (x * x + y * y).sqrt();
    (length > 0.0).then(|| ((x / length) as f32, (y / length) as f32))
}
