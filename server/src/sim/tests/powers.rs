use fracas_protocol::record::pickup;

use super::*;

fn power(mut scene: Scene, what: u8, x: f32) -> Scene {
    let slot = scene.start.scrap.len() as Slot;
    scene.start.scrap.push((slot, Scrap { at: (x, 0.0), value: 0, what, until: LATER }));
    scene
}

#[test]
fn a_shield_that_was_picked_up_lasts_through_fire() {
    let mut sim = power(Scene::new().ship(0, 0.0, 0.0), pickup::SHIELD, 20.0).run();
    sim.step(&[]);
    assert_eq!(ship(&sim, 0).shield, 180, "6 s");
    sim.step(&[fire(0, (1, 0))]);
    assert_eq!(ship(&sim, 0).shield, 179);
}

#[test]
fn the_triple_shot_fans_out_and_ends() {
    let mut sim = power(Scene::new().ship(0, 0.0, 0.0), pickup::TRIPLE, 20.0).run();
    sim.step(&[]);
    assert_eq!(ship(&sim, 0).triple, 360, "12 s");
    sim.step(&[fire(0, (1, 0))]);
    let mut headings: Vec<u16> = sim.shots().map(|row| row.heading).collect();
    headings.sort_unstable();
    assert_eq!(headings.len(), 3);
    assert_eq!((headings[0], headings[1].wrapping_add(headings[2])), (0, 0), "one straight, two alike aside");
    for _ in 0..400 {
        sim.step(&[]);
    }
    sim.step(&[fire(0, (1, 0))]);
    assert_eq!(sim.shots().count(), 1);
}

#[test]
fn repair_mends_a_share_of_the_hull_and_no_more_than_all() {
    for (before, after) in [(10.0, 70.0), (90.0, 100.0)] {
        let scene = Scene::new()
            .ship(0, 0.0, 0.0)
            .but(|parts, _| (parts.hull.points, parts.hull.hurt) = (before, 100));
        let mut sim = power(scene, pickup::REPAIR, 20.0).run();
        sim.step(&[]);
        assert_eq!(ship(&sim, 0).hull, after);
    }
}

#[test]
fn power_ups_appear_far_from_ships_and_of_every_kind() {
    let rules = Rules { area_per_rock: 1e12, ..Rules::default() };
    let mut sim = Scene::with_rules(rules).ship(0, -1400.0, -1400.0).run();
    let mut kinds = std::collections::BTreeSet::new();
    for _ in 0..12_000 {
        sim.step(&[]);
        kinds.extend(sim.scrap().map(|row| row.what));
    }
    let rows: Vec<_> = sim.scrap().collect();
    assert_eq!(rows.len(), 5, "9.4 million square units at 1.8 million each");
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), [pickup::SHIELD, pickup::TRIPLE, pickup::REPAIR]);
    let away =
        |row: &super::super::ScrapRow| f64::from(row.at.0 + 1400.0).hypot(f64::from(row.at.1 + 1400.0));
    assert!(rows.iter().all(|row| away(row) > 1000.0), "{rows:?}");
}

#[test]
fn scrap_that_falls_beside_scrap_becomes_one_piece() {
    let scene =
        Scene::new().ship(0, 30.0, 0.0).but(|parts, seat| (parts.hull.points, seat.score) = (1.0, 100));
    let mut sim = scene.shot(1, 0.0, 0.0).scrap(30.0, 30.0, 20, LATER).scrap(30.0, 0.0, 250, LATER).run();
    sim.step(&[]);
    let total: u32 = sim.scrap().map(|row| u32::from(row.value)).sum();
    assert_eq!(total, 40 + 270, "nothing is lost");
    assert!(sim.scrap().count() < 8, "{} pieces", sim.scrap().count());
    assert!(sim.scrap().any(|row| row.at == (30.0, 30.0) && row.value > 20), "it grew where it lay");
}
