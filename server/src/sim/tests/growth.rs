use fracas_protocol::{NOBODY, stat};

use super::*;

fn seat(sim: &Simulation, slot: Slot) -> super::super::SeatRow {
    sim.seat(slot).expect("he sits")
}

#[test]
fn what_is_collected_is_score_and_experience_and_a_level_gives_a_point() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).scrap(20.0, 0.0, 15, LATER).run();
    sim.step(&[]);
    assert_eq!(count(&sim, |h| matches!(h, Happening::Levelled { slot: 0, level: 2 })), 1);
    let row = seat(&sim, 0);
    assert_eq!((row.score, row.level, row.points), (15, 2, 1));
    assert_eq!(row.progress, (3.0 / 24.0 * 255.0) as u8);
}

#[test]
fn a_point_spent_counts_from_the_next_step_on() {
    let scene = || Scene::new().ship(0, 0.0, 0.0).but(|_, seat| seat.points = 1);
    let (mut sim, mut plain) = (scene().run(), scene().run());
    sim.step(&[fly(0, 127, 0), Command::Spend { slot: 0, stat: stat::SPEED }]);
    plain.step(&[fly(0, 127, 0)]);
    assert_eq!(ship(&sim, 0).motion, ship(&plain, 0).motion);
    assert_eq!((seat(&sim, 0).stats, seat(&sim, 0).points), ([0, 0, 1, 0, 0, 0], 0));
    sim.step(&[fly(0, 127, 0)]);
    plain.step(&[fly(0, 127, 0)]);
    assert!(ship(&sim, 0).motion.vx > ship(&plain, 0).motion.vx);
}

#[test]
fn points_spend_themselves_after_ten_seconds() {
    let mut sim =
        Scene::new().ship(0, 0.0, 0.0).but(|_, seat| (seat.points, seat.points_since) = (1, 100)).run();
    for _ in 0..299 {
        sim.step(&[]);
    }
    assert_eq!(seat(&sim, 0).points, 1);
    sim.step(&[]);
    assert_eq!((seat(&sim, 0).points, seat(&sim, 0).stats[0]), (0, 1));
}

#[test]
fn hull_repair_fire_rate_and_energy_are_what_their_points_say() {
    let scene = Scene::new().ship(0, 0.0, 0.0).but(|parts, seat| {
        seat.stats.0 = [5, 4, 0, 0, 5, 7];
        parts.hull.points = 149.0;
    });
    let mut sim = scene.run();
    assert_eq!(ship(&sim, 0).hull_max, 150.0);
    let mut fired = 0;
    for _ in 0..300 {
        sim.step(&[fire(0, (1, 0))]);
        fired += sim.shots().filter(|row| row.birth == sim.tick()).count();
    }
    assert_eq!(fired, 70, "10 s at 5 a second and 40 percent more");
    assert_eq!(ship(&sim, 0).hull, 150.0);
    assert_eq!(ship(&sim, 0).motion.energy, 170.0);
}

#[test]
fn the_best_alive_wears_the_crown_and_his_killer_is_paid() {
    let scene = Scene::new().ship(0, -300.0, 0.0).ship(1, 30.0, 0.0).but(|parts, seat| {
        parts.hull.points = 5.0;
        seat.score = 100;
    });
    let scene = scene.ship(2, 0.0, 900.0).but(|_, seat| seat.score = 45);
    let mut sim = scene.run();
    sim.step(&[]);
    assert_eq!((sim.crown(), count(&sim, |h| matches!(h, Happening::Crowned { slot: 1 }))), (1, 1));
    let mut start = sim.save();
    start.shots.push((0, Shot::new(0, (0.0, 0.0), 0, sim.tick(), 12.0)));
    let mut sim = Simulation::load(sim.rules(), RATE, &start);
    sim.step(&[]);
    assert_eq!(score(&sim, 0), 50, "10 for the ship, 40 for the crown");
    assert_eq!(sim.crown(), 0, "of those alive he is the best");
}

#[test]
fn a_fall_by_death_is_told_like_a_rise() {
    let scene = Scene::new().ship(0, -300.0, 0.0).ship(1, 30.0, 0.0).but(|parts, seat| {
        parts.hull.points = 5.0;
        seat.level = 9;
    });
    let mut sim = scene.shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(count(&sim, |h| matches!(h, Happening::Levelled { slot: 1, level: 4 })), 1);
}

#[test]
fn nobody_reigns_over_beginners_and_equals_do_not_take_the_crown() {
    let scene = Scene::new().ship(0, 0.0, 0.0).but(|_, seat| seat.score = 39);
    let mut sim = scene.run();
    sim.step(&[]);
    assert_eq!(sim.crown(), NOBODY);

    let scene = Scene::new().ship(0, 0.0, 0.0).but(|_, seat| seat.score = 40);
    let mut sim = scene.ship(1, 300.0, 0.0).but(|_, seat| seat.score = 41).scrap(-41.0, 0.0, 1, LATER).run();
    sim.step(&[]);
    assert_eq!(sim.crown(), 1);
    for _ in 0..10 {
        sim.step(&[fly(0, -127, 0)]);
    }
    assert_eq!((sim.crown(), score(&sim, 0)), (1, 41));
}
