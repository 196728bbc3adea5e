//! The weapons of the toy world.

use fracas_brains::Point;
use fracas_protocol::{
    Tick,
    client::buttons,
    heading,
    quantize::pack,
    record::{ShotRecord, causes},
    stat,
};

use crate::world::Toy;

pub(crate) struct Bullet {
    owner: usize,
    origin: Point,
    heading: u16,
    birth: Tick,
}

impl Toy {
    /// Fires the rails: a line from where the ship is, against ships where their shooter saw them.
    pub(crate) fn fire_rails(&mut self) {
        for at in 0..self.seats.len() {
            let seat = &mut self.seats[at];
            let Some(input) = seat.used.as_ref().filter(|_| seat.rails_now) else { continue };
            seat.rails += 1;
            let oldest = self.tick.saturating_sub(self.steps.rewind_ticks as u32);
            let seen = if self.rewinds { input.ack.max(oldest) } else { self.tick };
            let packed = heading::pack16(input.aim_x.into(), input.aim_y.into());
            let (x, y) = heading::unpack16(packed);
            let direction = Point { x, y };
            let from = seat.at();
            let to = from + direction * self.rules.rail_range;
            let reach = self.steps.radius + self.rules.rail_radius;
            let places = self.history[seen as usize].iter().enumerate();
            let hit =
                places.filter(|(other, place)| *other != at && place.distance_to_segment(from, to) < reach);
            let first = hit.min_by(|a, b| a.1.distance(from).total_cmp(&b.1.distance(from)));
            if let Some((victim, _)) = first {
                self.seats[at].rail_hits += 1;
                self.hurt(victim, at, direction, self.rules.rail_damage, self.rules.rail_kick);
            }
        }
    }

    pub(crate) fn fire_blasters(&mut self) {
        for at in 0..self.seats.len() {
            let seat = &mut self.seats[at];
            seat.cooldown = seat.cooldown.saturating_sub(1);
            let Some(input) = seat.used.clone() else { continue };
            if input.buttons & buttons::FIRE == 0 || seat.cooldown > 0 {
                continue;
            }
            let origin = seat.at();
            let heading = heading::pack16(input.aim_x.into(), input.aim_y.into());
            let slot = self.bullets.iter().position(Option::is_none).expect("enough bullets");
            self.bullets[slot] = Some(Bullet { owner: at, origin, heading, birth: self.tick });
            (seat.cooldown, seat.fired) = (self.steps.fire_ticks as u32, seat.fired + 1);
            let record = ShotRecord {
                slot: slot as u16,
                owner: at as u16,
                x: pack(origin.x),
                y: pack(origin.y),
                heading,
                birth: self.tick as u8,
            };
            self.seats.iter_mut().for_each(|seat| seat.news.shots.extend(record.to_bytes()));
        }
    }

    pub(crate) fn fly_bullet(&mut self, slot: usize) {
        let Some(bullet) = &self.bullets[slot] else { return };
        let (x, y) = heading::unpack16(bullet.heading);
        let direction = Point { x, y };
        let age = f64::from(self.tick - bullet.birth);
        let here = bullet.origin + direction * (age * self.steps.shot_step);
        let before = here - direction * self.steps.shot_step;
        let owner = bullet.owner;
        let over = age >= self.steps.shot_ticks;
        let reach = self.steps.radius + self.rules.blaster_radius;
        let near = |at: usize| at != owner && self.seats[at].at().distance_to_segment(before, here) < reach;
        let victim = (0..self.seats.len()).find(|&at| near(at));
        if let Some(victim) = victim
            && !self.seats[victim].shielded
        {
            self.hurt(victim, owner, direction, self.rules.blaster_damage, self.rules.blaster_kick);
        }
        if victim.is_some() || over {
            self.bullets[slot] = None;
        }
    }

    fn hurt(&mut self, victim: usize, by: usize, direction: Point, damage: f64, kick: f64) {
        let more = 1.0 + self.seats[by].points_in(stat::DAMAGE) * self.rules.damage_step;
        self.seats[by].hits += 1;
        let seat = &mut self.seats[victim];
        seat.hull -= damage * more;
        seat.ship.vx += (direction.x * kick) as f32;
        seat.ship.vy += (direction.y * kick) as f32;
        seat.causes |= causes::HIT;
        if seat.hull <= 0.0 {
            (seat.hull, seat.deaths) = (100.0, seat.deaths + 1);
        }
    }
}
