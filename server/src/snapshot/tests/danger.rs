//! A player in the middle of a crowd that shoots.

use std::collections::HashMap;

use fracas_protocol::{Slot, heading, limits::SNAPSHOT_BYTES_MAX, record::end};

use super::{Scene, crowd::one_screen};
use crate::sim::{Happening, ShotRow};

/// The player.
pub(super) const ME: Slot = 77;

impl Scene {
    /// True when the player can be where the shot comes by, however he flies: looked at tick by tick.
    fn can_hit(&self, shot: &ShotRow) -> bool {
        let (rules, k) = (self.sim.rules(), self.sim.steps());
        let me = self.sim.ship(ME).expect("he has a ship").motion;
        let (ux, uy) = heading::unpack16(shot.heading);
        let left = k.shot_ticks - f64::from(self.sim.tick() - shot.birth);
        (0..=left as u32).map(f64::from).any(|t| {
            let x = f64::from(shot.at.0) + ux * k.shot_step * t - f64::from(me.x);
            let y = f64::from(shot.at.1) + uy * k.shot_step * t - f64::from(me.y);
            let flown = rules.ship_speed * rules.boost_factor * k.dt * t;
            (x * x + y * y).sqrt() <= k.radius + rules.blaster_radius + flown
        })
    }

    fn in_his_view(&self, shot: &ShotRow) -> bool {
        let me = self.sim.ship(ME).expect("he has a ship").motion;
        self.in_view((me.x, me.y), shot.at, 0.0)
    }
}

#[test]
fn shots_that_can_hit_are_told_in_the_frame_of_their_birth() {
    let mut scene = one_screen();
    let mut most = 0;
    for _ in 0..300 {
        let tick = scene.sim.tick();
        scene.tick_with(|slot| (u32::from(slot) + tick).is_multiple_of(50));
        let Some(frame) = scene.frame_of_player(ME) else { continue };
        assert!(frame.bytes <= SNAPSHOT_BYTES_MAX, "{} bytes", frame.bytes);
        let born = scene.sim.shots().filter(|shot| shot.birth == scene.sim.tick() && shot.owner != ME);
        let can_hit: Vec<ShotRow> =
            born.filter(|shot| scene.in_his_view(shot) && scene.can_hit(shot)).collect();
        for shot in &can_hit {
            assert!(frame.shots.contains(&shot.slot), "shot {} can hit and is not told", shot.slot);
        }
        most = most.max(can_hit.len());
    }
    assert!(most > 7, "only {most} at once: that is no more than the share of shots");
}

#[test]
fn no_shot_hits_that_was_not_told_however_many_fly() {
    let mut scene = one_screen();
    let mut hits = 0;
    for _ in 0..600 {
        let owners: HashMap<Slot, Slot> = scene.sim.shots().map(|shot| (shot.slot, shot.owner)).collect();
        scene.tick(true);
        let Some(me) = scene.sim.ship(ME).map(|ship| ship.motion) else { continue };
        let happened = scene.sim.happenings();
        for happening in happened {
            let Happening::Hit { victim: ME, by, .. } = *happening else { continue };
            let near = |at: (f64, f64)| (at.0 - f64::from(me.x)).hypot(at.1 - f64::from(me.y)) < 30.0;
            let hit = happened.iter().find_map(|h| match *h {
                Happening::ShotEnded { slot, at, what: end::SHIP } if near(at) && owners[&slot] == by => {
                    Some(slot)
                }
                _ => None,
            });
            let slot = hit.expect("what hits ends");
            assert!(
                scene.sight.shots().get(slot).is_some_and(|shot| shot.owner == by),
                "shot {slot} came untold"
            );
            hits += 1;
        }
        let frame = scene.frame_of_player(ME).expect("he has a ship");
        assert!(frame.bytes <= SNAPSHOT_BYTES_MAX, "{} bytes", frame.bytes);
    }
    assert!(hits > 50, "only {hits} hits");
}
