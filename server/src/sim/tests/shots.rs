use fracas_protocol::{heading, quantize, record::end};

use super::*;

fn hits(sim: &Simulation) -> Vec<(Slot, Slot, f32)> {
    sim.happenings()
        .iter()
        .filter_map(|happening| match *happening {
            Happening::Hit { victim, by, damage, .. } => Some((victim, by, damage)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_shot_is_born_at_the_muzzle_and_flies_in_the_next_tick() {
    let mut sim = Scene::new().ship(4, 10.0, 20.0).run();
    sim.step(&[fire(4, (0, 3))]);
    let born = sim.shots().next().expect("it fired");
    assert_eq!((born.slot, born.owner, born.birth), (0, 4, 101));
    assert_eq!((born.origin, born.at), ((10.0, 44.0), (10.0, 44.0)), "18 + 4 + 2 units off");
    sim.step(&[]);
    let step = sim.steps().shot_step;
    assert_eq!(sim.shots().next().map(|row| row.at), Some((10.0, (44.0 + step) as f32)));
}

#[test]
fn the_path_can_be_computed_from_what_travels() {
    let mut sim = Scene::new().ship(0, 123.456, -987.654).run();
    sim.step(&[fire(0, (12345, -321))]);
    for _ in 0..20 {
        sim.step(&[]);
        let row = sim.shots().next().expect("nothing is in its way");
        let told = |units: f32| quantize::unpack(quantize::pack(units.into()), 0.0);
        let (ux, uy) = heading::unpack16(row.heading);
        let way = f64::from(sim.tick() - row.birth) * sim.steps().shot_step;
        let seen = ((told(row.origin.0) + ux * way) as f32, (told(row.origin.1) + uy * way) as f32);
        assert_eq!(row.at, seen);
    }
}

#[test]
fn held_fire_keeps_its_period_at_every_rate() {
    for rate in [15, 20, 30, 60] {
        let mut sim = Scene::new().at_rate(rate).ship(0, 0.0, 0.0).run();
        let mut fired = 0;
        for _ in 0..rate * 6 {
            sim.step(&[fire(0, (1, 0))]);
            fired += sim.shots().filter(|row| row.birth == sim.tick()).count();
        }
        assert_eq!(fired, 30, "{rate} Hz: 6 s at 5 a second");
    }
}

#[test]
fn the_cooldown_counts_the_ticks_to_the_next_shot() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).run();
    for want in [6, 5, 4, 3, 2, 1, 6] {
        sim.step(&[fire(0, (1, 0))]);
        assert_eq!(ship(&sim, 0).cooldown, want);
    }
}

#[test]
fn a_hit_hurts_and_kicks_along_the_shot() {
    let mut sim = Scene::new().ship(1, 30.0, 0.0).shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(hits(&sim), [(1, 0, 12.0)]);
    let Happening::ShotEnded { slot: 0, at, what: end::SHIP } = sim.happenings()[0] else {
        panic!("{:?}", sim.happenings());
    };
    assert!((at.0 - 8.0).abs() < 1e-9 && at.1 == 0.0, "it ended at {at:?}, not where the skins meet");
    assert_eq!((ship(&sim, 1).hull, ship(&sim, 1).motion.vx), (88.0, 24.0));
    assert_eq!(sim.shots().count(), 0);
}

#[test]
fn a_shield_takes_the_shot_without_a_kick_and_ends_when_its_ship_fires() {
    let shielded = Scene::new().ship(1, 30.0, 0.0).but(|parts, _| parts.shield.until = LATER);
    let mut sim = shielded.shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(hits(&sim), [(1, 0, 0.0)]);
    assert_eq!((ship(&sim, 1).hull, ship(&sim, 1).motion.vx), (100.0, 0.0));
    assert_eq!(sim.shots().count(), 0, "it ended all the same");
    assert!(ship(&sim, 1).shield > 0);
    sim.step(&[fire(1, (0, 1))]);
    assert_eq!(ship(&sim, 1).shield, 0);
}

#[test]
fn nobody_is_hit_by_his_own_shot() {
    let mut sim = Scene::new().ship(0, 20.0, 0.0).shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!((hits(&sim), sim.shots().count()), (vec![], 1));
}

#[test]
fn the_first_in_the_way_is_hit_and_of_two_at_once_the_lower_slot() {
    let mut sim = Scene::new().ship(1, 80.0, 0.0).ship(2, 40.0, 0.0).shot(0, 10.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(hits(&sim), [(2, 0, 12.0)]);

    let mut sim = Scene::new().ship(6, 35.0, 19.0).ship(5, 35.0, -19.0).shot(0, 10.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(hits(&sim), [(5, 0, 12.0)]);
}

#[test]
fn a_rock_stops_a_shot_before_the_ship_behind_it() {
    let scene = Scene::new().rock(60.0, 0.0, 36.0, f32::INFINITY).ship(1, 120.0, 0.0);
    let mut sim = scene.shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(sim.happenings(), [Happening::ShotEnded { slot: 0, at: (20.0, 0.0), what: end::ROCK }]);
}

#[test]
fn the_wall_stops_a_shot() {
    let mut sim = Scene::new().shot(0, 1520.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(sim.happenings(), [Happening::ShotEnded { slot: 0, at: (1532.0, 0.0), what: end::WALL }]);
}

#[test]
fn no_shot_flies_through_a_thing_at_any_rate() {
    // 51 units a tick at 15 Hz: more than a ship is wide.
    for rate in [15, 20, 30, 60] {
        for start in 0..60 {
            let scene = Scene::new().at_rate(rate).ship(1, 300.0, 12.0);
            let mut sim = scene.shot(0, start as f32, 0.0).run();
            let hit = wait_for(&mut sim, rate, |happening| {
                matches!(happening, Happening::Hit { victim: 1, .. }).then_some(())
            });
            assert!(hit.is_some(), "{rate} Hz from {start}");
        }
    }
}

#[test]
fn a_shot_flies_its_time_and_then_frees_its_slot() {
    let mut sim = Scene::new().shot(0, 0.0, 0.0).run();
    for _ in 0..26 {
        sim.step(&[]);
        assert_eq!(sim.shots().count(), 1);
    }
    sim.step(&[]);
    assert_eq!(sim.happenings(), [Happening::ShotExpired { slot: 0 }]);
    assert_eq!((sim.tick(), sim.shots().count()), (127, 0), "0.9 s");
}
