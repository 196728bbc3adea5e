//! The own ship is predicted bit for bit, and what is not has a cause.

use crate::world::Toy;
use fracas_brains::{BrainKind, Corrections, Pilot, Strength};
use fracas_protocol::{Rock, Tick, stat};

fn rock(x: f32, y: f32, from: u32) -> Rock {
    Rock { x, y, radius: 90.0, from, until: u32::MAX }
}

fn fighters(drag_factor: f64) -> Vec<Pilot> {
    let pilot = |seed| Pilot::new(BrainKind::Fight, Strength::Hard, seed).with_wrong_drag(drag_factor);
    (0..6).map(pilot).collect()
}

fn sum(toy: &Toy) -> Corrections {
    toy.seats.iter().map(|seat| seat.pilot.corrections()).sum()
}

#[test]
fn a_fight_among_rocks_is_predicted_but_for_the_hits() {
    for lag in [0, 1, 5] {
        let mut toy = Toy::new(fighters(1.0), lag, vec![rock(150.0, 150.0, 0), rock(-250.0, 100.0, 0)]);
        toy.nobody_is_new();
        toy.run(1_000);
        let got = sum(&toy);
        assert!(got.compared_ticks > 5_900, "{got:?}");
        assert!(got.hit > 30, "{got:?}");
        assert_eq!((got.push, got.starved, got.unexplained), (0, 0, 0), "lag {lag}");
    }
}

#[test]
fn one_wrong_constant_is_found() {
    let mut toy = Toy::new(fighters(1.001), 2, Vec::new());
    toy.run(300);
    let got = sum(&toy);
    assert!(got.unexplained * 2 > got.compared_ticks, "{got:?}");
    let first = toy.seats[0].pilot.first_unexplained().unwrap();
    assert!(!first.predicted.same_bits(&first.told));
}

#[test]
fn a_late_input_is_starvation() {
    let mut toy = Toy::new(fighters(1.0), 2, Vec::new());
    toy.starving = |tick| tick % 40 == 0;
    toy.run(400);
    let got = sum(&toy);
    assert!(got.starved > 20, "{got:?}");
    assert_eq!(got.unexplained, 0, "{got:?}");
}

#[test]
fn a_rock_that_is_told_in_time_is_predicted_and_one_told_late_pushes() {
    for (notice, pushes) in [(10, false), (0, true)] {
        let mut toy = Toy::new(vec![Pilot::new(BrainKind::Idle, Strength::Normal, 1)], 3, Vec::new());
        toy.run(20);
        let ship = toy.seats[0].ship;
        toy.add_rock(rock(ship.x + 20.0, ship.y, 21 + notice));
        toy.run(30);
        let got = sum(&toy);
        assert_ne!(toy.seats[0].ship.x, ship.x, "the rock moved the ship");
        assert_eq!((got.push > 0, got.unexplained), (pushes, 0), "{got:?}");
    }
}

/// Everybody gets a point every few ticks and spends it while inputs are on their way.
fn growing(skipping: fn(Tick) -> bool) -> Corrections {
    let mut toy = Toy::new(fighters(1.0), 4, Vec::new());
    toy.skipping = skipping;
    for _ in 0..stat::COUNT * 7 {
        toy.seats.iter_mut().for_each(|seat| seat.points += 1);
        toy.run(25);
    }
    assert!(toy.seats.iter().all(|seat| seat.points_in(stat::SPEED) > 5.0), "the stats grew");
    sum(&toy)
}

#[test]
fn stats_that_change_under_way_are_predicted_and_late_ones_push() {
    let all_told = growing(|_| false);
    assert_eq!((all_told.push, all_told.unexplained), (0, 0), "{all_told:?}");
    let some_skipped = growing(|tick| tick % 3 != 0);
    assert!(some_skipped.push > 5, "{some_skipped:?}");
    assert_eq!(some_skipped.unexplained, 0, "{some_skipped:?}");
}

#[test]
fn stats_that_count_before_they_are_told_are_found() {
    let mut toy = Toy::new(fighters(1.0), 2, Vec::new());
    toy.run(30);
    toy.seats[0].stats[usize::from(stat::SPEED)] = 5;
    toy.run(30);
    assert!(toy.seats[0].pilot.corrections().unexplained > 0);
}
