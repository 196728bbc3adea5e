use super::*;

#[test]
fn the_nearest_ship_collects_and_of_equals_the_lowest_slot() {
    let mut sim = Scene::new().ship(0, -39.0, 0.0).ship(1, 35.0, 0.0).scrap(0.0, 0.0, 9, LATER).run();
    sim.step(&[]);
    assert_eq!(sim.scores().collect::<Vec<_>>(), [(0, 0), (1, 9)]);
    assert_eq!(sim.happenings(), [Happening::ScrapGone { slot: 0 }]);

    let mut sim = Scene::new().ship(4, -30.0, 0.0).ship(3, 30.0, 0.0).scrap(0.0, 0.0, 9, LATER).run();
    sim.step(&[]);
    assert_eq!((score(&sim, 3), score(&sim, 4)), (9, 0));
}

#[test]
fn scrap_out_of_reach_waits_and_ends_in_time() {
    let mut sim = Scene::new().ship(0, -40.5, 0.0).scrap(0.0, 0.0, 9, 103).run();
    sim.step(&[]);
    sim.step(&[]);
    assert_eq!((sim.scrap().count(), score(&sim, 0)), (1, 0));
    sim.step(&[]);
    assert_eq!((sim.scrap().count(), score(&sim, 0)), (0, 0));
    assert_eq!(sim.happenings(), [Happening::ScrapGone { slot: 0 }]);
}

#[test]
fn who_dies_in_this_tick_collects_nothing() {
    let scene = Scene::new().ship(0, 30.0, 0.0).but(|parts, _| parts.hull.points = 1.0);
    let mut sim = scene.shot(1, 0.0, 0.0).scrap(30.0, 10.0, 200, LATER).run();
    sim.step(&[]);
    assert_eq!((sim.ship(0), score(&sim, 0)), (None, 0));
}

#[test]
fn the_oldest_scrap_makes_way_and_its_slots_rest_for_a_tick() {
    let mut scene = Scene::new().ship(0, 30.0, 0.0).but(|parts, _| parts.hull.points = 1.0).shot(1, 0.0, 0.0);
    for piece in 0..4096 {
        // The later the slot, the sooner its end; the last two share theirs.
        let until = LATER - piece.min(4094);
        scene = scene.scrap((piece % 64 * 20) as f32 - 600.0, (piece / 64 * 10) as f32 + 200.0, 1, until);
    }
    let mut sim = scene.run();
    sim.step(&[]);
    let gone: Vec<Happening> = sim.happenings().iter().rev().take(6).rev().copied().collect();
    let want = [4094, 4095, 4093, 4092, 4091, 4090].map(|slot| Happening::ScrapGone { slot });
    assert_eq!(gone, want);
    assert_eq!(sim.scrap().count(), 4096);
    assert_eq!(sim.scrap().map(|piece| piece.slot).max(), Some(4101), "the new lie behind");
}
