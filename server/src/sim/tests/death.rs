use super::*;

/// A ship with `hull` points left, and the score that its player has.
fn weak(scene: Scene, slot: Slot, (x, y): (f32, f32), hull: f32, score: u32) -> Scene {
    scene.ship(slot, x, y).but(|parts, seat| {
        parts.hull.points = hull;
        seat.score = score;
    })
}

fn killed(sim: &Simulation) -> Vec<(Slot, Slot, u32)> {
    sim.happenings()
        .iter()
        .filter_map(|happening| match *happening {
            Happening::Killed { victim, killer, lost, .. } => Some((victim, killer, lost)),
            _ => None,
        })
        .collect()
}

#[test]
fn nine_hits_kill_a_whole_ship() {
    let mut scene = Scene::new().ship(1, 30.0, 0.0);
    for _ in 0..9 {
        scene = scene.shot(0, 0.0, 0.0);
    }
    let mut sim = scene.run();
    sim.step(&[]);
    assert_eq!(count(&sim, |happening| matches!(happening, Happening::Hit { .. })), 9);
    assert_eq!(killed(&sim), [(1, 0, 0)]);
}

#[test]
fn the_killer_gets_his_points_and_the_victim_drops_a_share_of_his() {
    let scene = weak(Scene::new().ship(0, -200.0, 0.0), 1, (30.0, 0.0), 5.0, 101);
    let mut sim = scene.shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(killed(&sim), [(1, 0, 40)]);
    assert_eq!(sim.scores().collect::<Vec<_>>(), [(0, 10), (1, 61)]);
    let pieces: Vec<_> = sim.scrap().collect();
    assert_eq!(pieces.iter().map(|piece| piece.value).collect::<Vec<_>>(), [7, 7, 7, 7, 6, 6]);
    assert!(pieces.iter().all(|piece| (piece.at.0 - 30.0).abs() <= 24.0 && piece.at.1.abs() <= 24.0));
}

#[test]
fn a_beginner_loses_nothing_and_is_still_worth_the_shot() {
    let mut sim = weak(Scene::new().ship(0, -200.0, 0.0), 1, (30.0, 0.0), 5.0, 0).shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!((killed(&sim), score(&sim, 1)), (vec![(1, 0, 0)], 0));
    assert_eq!(sim.scrap().map(|piece| u32::from(piece.value)).sum::<u32>(), 6);
}

#[test]
fn the_fallen_come_back_whole_and_shielded_on_the_announced_tick() {
    let mut sim = weak(Scene::new().ship(0, -200.0, 0.0), 1, (30.0, 0.0), 5.0, 0).shot(0, 0.0, 0.0).run();
    let respawn = wait_for(&mut sim, 1, |happening| match *happening {
        Happening::Killed { respawn, .. } => Some(respawn),
        _ => None,
    });
    assert_eq!(respawn, Some(sim.tick() + 60), "2 s");
    while Some(sim.tick() + 1) < respawn {
        sim.step(&[fire(1, (1, 0))]);
        assert_eq!((sim.ship(1), sim.shots().count()), (None, 0), "the dead do not fire");
    }
    sim.step(&[fire(1, (1, 0))]);
    let row = ship(&sim, 1);
    assert_eq!((row.hull, row.shield), (100.0, 90));
}

#[test]
fn two_who_kill_each_other_in_one_tick_both_die_and_both_score() {
    let scene = weak(Scene::new(), 0, (30.0, 0.0), 5.0, 0);
    let scene = weak(scene, 1, (30.0, 200.0), 5.0, 0);
    let mut sim = scene.shot(1, 0.0, 0.0).shot(0, 0.0, 200.0).run();
    sim.step(&[]);
    // One after the other: the second had the points of his kill already, and loses his share of them.
    assert_eq!(killed(&sim), [(0, 1, 0), (1, 0, 4)]);
    assert_eq!(sim.scores().collect::<Vec<_>>(), [(0, 10), (1, 6)]);
}

#[test]
fn of_two_shots_in_one_tick_the_lower_slot_kills_and_the_other_only_ends() {
    let scene = weak(Scene::new().ship(0, -200.0, 0.0).ship(1, -200.0, 200.0), 2, (30.0, 0.0), 5.0, 0);
    // The second arrives earlier along its path; order is by slot all the same.
    let mut sim = scene.shot(1, 0.0, 0.0).shot(0, 4.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(killed(&sim), [(2, 1, 0)]);
    assert_eq!(count(&sim, |happening| matches!(happening, Happening::Hit { .. })), 1);
    assert_eq!(sim.shots().count(), 0);
}

#[test]
fn repair_waits_until_the_ship_was_left_alone() {
    let mut sim = Scene::new().ship(1, 30.0, 0.0).shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    for _ in 0..119 {
        sim.step(&[]);
        assert_eq!(ship(&sim, 1).hull, 88.0);
    }
    sim.step(&[]);
    assert!(ship(&sim, 1).hull > 88.0, "after 4 s");
    for _ in 0..45 {
        sim.step(&[]);
    }
    assert_eq!(ship(&sim, 1).hull, 100.0, "12 points at 8 a second, and no more");
}
