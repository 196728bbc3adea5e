//! Which shots can hit a ship, and how soon.

use fracas_protocol::{heading, record::ShotRecord, stat};

use crate::sim::Simulation;

/// What decides whether a shot can hit, in units and ticks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Danger {
    /// Units a tick of a shot.
    shot_step: f32,
    /// Ticks a shot flies.
    shot_ticks: u8,
    /// Units between the middles of a ship and a shot that touch, and a ship's radius more for kicks and pushes.
    reach: f32,
    /// Units a tick of a ship under boost, without points in speed.
    ship_step: f32,
    /// Share of that which a point in speed adds.
    speed_step: f32,
}

impl Danger {
    /// The numbers of `sim`.
    pub(super) fn new(sim: &Simulation) -> Self {
        let (rules, k) = (sim.rules(), sim.steps());
        Self {
            shot_step: k.shot_step as f32,
            shot_ticks: k.shot_ticks as u8,
            reach: (2.0 * k.radius + rules.blaster_radius) as f32,
            ship_step: (rules.ship_speed * rules.boost_factor * k.dt) as f32,
            speed_step: k.speed_step as f32,
        }
    }

    /// Units a tick that a ship with these packed stats flies at the most.
    pub(super) fn ship_step(&self, stats: u32) -> f32 {
        let points = stat::unpack(stats)[usize::from(stat::SPEED)];
        self.ship_step * (1.0 + f32::from(points) * self.speed_step)
    }

    /// Ticks after `tick` until `shot`, then `away` from a ship, can be where the ship can be, however that flies at
    /// `ship_step` units a tick; `None` when the shot ends before.
    pub(super) fn ticks_to_hit(
        &self,
        tick: u32,
        away: (f32, f32),
        ship_step: f32,
        shot: &ShotRecord,
    ) -> Option<f32> {
        let left = f32::from(self.shot_ticks.saturating_sub((tick as u8).wrapping_sub(shot.birth)));
        let (ux, uy) = heading::unpack16(shot.heading);
        let (vx, vy) = (ux as f32 * self.shot_step, uy as f32 * self.shot_step);
        // |away + v t| = reach + ship_step t, with the reach of the ship growing while the shot flies:
        // a t² + 2 b t + c = 0.
        let a = self.shot_step * self.shot_step - ship_step * ship_step;
        let b = away.0 * vx + away.1 * vy - self.reach * ship_step;
        let c = away.0 * away.0 + away.1 * away.1 - self.reach * self.reach;
        let root = b * b - a * c;
        let t = if c <= 0.0 {
            0.0
        } else if a <= 0.0 {
            // Ships as fast as shots, by some operator's rules: anything may meet anything.
            c.sqrt() / (self.shot_step + ship_step)
        } else if b >= 0.0 || root < 0.0 {
            return None;
        } else {
            (-b - root.sqrt()) / a
        };
        (t <= left).then_some(t)
    }
}

#[cfg(test)]
mod tests {
    use fracas_protocol::Rules;

    use super::*;

    fn shot(x: f64, y: f64, age: u8) -> ShotRecord {
        ShotRecord { heading: heading::pack16(x, y), birth: 5u8.wrapping_sub(age), ..ShotRecord::default() }
    }

    #[test]
    fn a_shot_is_a_danger_when_the_ship_can_be_in_its_way_in_time() {
        let danger = Danger::new(&Simulation::new(1, &Rules::default(), 30));
        let ticks = |away, x, y, age| danger.ticks_to_hit(5, away, danger.ship_step(0), &shot(x, y, age));
        let head_on = ticks((-480.0, 0.0), 1.0, 0.0, 0).expect("it comes straight on");
        assert!((9.0..11.0).contains(&head_on), "{head_on} ticks: both fly towards each other");
        assert!(ticks((-200.0, 100.0), 1.0, 0.0, 0).is_some(), "the ship can fly into its way");
        assert_eq!(ticks((-200.0, 0.0), -1.0, 0.0, 0), None, "it flies away, faster than the ship");
        assert_eq!(ticks((60.0, 260.0), 1.0, 0.0, 0), None, "it has passed before the ship is there");
        assert_eq!(ticks((-480.0, 0.0), 1.0, 0.0, 20), None, "its time is over before");
        assert_eq!(ticks((30.0, 0.0), 1.0, 0.0, 0), Some(0.0), "it is upon the ship");
        let fast = danger.ship_step(stat::pack(&[0, 0, 7, 0, 0, 0]));
        let aside = |ship_step| danger.ticks_to_hit(5, (-100.0, 220.0), ship_step, &shot(1.0, 0.0, 0));
        assert_eq!(
            (aside(danger.ship_step(0)).is_some(), aside(fast).is_some()),
            (false, true),
            "a fast ship is there"
        );
    }
}
