//! Points, power-ups, and mercy.

use crate::world::Toy;
use fracas_brains::{BrainKind, Pilot, Point, Strength};
use fracas_protocol::record::pickup;

#[test]
fn points_are_spent_one_by_one_by_different_plans() {
    let mut toy = Toy::of(12, BrainKind::Fight, Strength::Normal);
    toy.seats.iter_mut().for_each(|seat| seat.points = 10);
    toy.run(60);
    let mut built: Vec<_> = toy.seats.iter().map(|seat| (seat.points, seat.stats)).collect();
    assert!(built.iter().all(|(left, stats)| *left == 0 && stats.iter().sum::<u8>() == 10), "{built:?}");
    built.sort();
    built.dedup();
    assert!(built.len() >= 3, "all alike: {built:?}");
}

#[test]
fn full_stats_and_idle_pilots_spend_nothing() {
    let mut toy = Toy::of(2, BrainKind::Fight, Strength::Normal);
    toy.seats[0].stats = [7; 6];
    toy.seats[1].pilot = Toy::of(2, BrainKind::Idle, Strength::Normal).seats.remove(1).pilot;
    toy.seats.iter_mut().for_each(|seat| seat.points = 3);
    toy.run(90);
    assert_eq!((toy.seats[0].points, toy.seats[1].points), (3, 3));
}

/// Ticks until the pilot has the power-up that lies `way` beside him, while another ship is about.
fn fetches(what: u8, hull: f64, way: f64) -> Option<u32> {
    let mut toy = Toy::of(2, BrainKind::Fight, Strength::Normal);
    toy.seats[1].script = Some(|_| (0, 0));
    toy.seats[1].pilot = Toy::of(2, BrainKind::Idle, Strength::Normal).seats.remove(1).pilot;
    toy.seats[1].shielded = true;
    (toy.seats[0].ship.x, toy.seats[1].ship.x) = (-400.0, 250.0);
    toy.seats[0].hull = hull;
    let at = toy.seats[0].at() - Point::new(0.0, way);
    toy.add_pickup(at, what);
    (0..150).find(|_| {
        toy.run(1);
        toy.seats[0].hull = if toy.pickups[0].is_some() { hull } else { toy.seats[0].hull };
        toy.pickups[0].is_none()
    })
}

#[test]
fn a_hurt_ship_goes_for_a_repair_and_a_sound_one_leaves_it() {
    assert!(fetches(pickup::REPAIR, 40.0, 450.0).is_some());
    assert_eq!(fetches(pickup::REPAIR, 100.0, 450.0), None);
}

#[test]
fn before_a_fight_a_shield_and_a_triple_shot_are_fetched() {
    for what in [pickup::SHIELD, pickup::TRIPLE] {
        assert!(fetches(what, 100.0, 350.0).is_some(), "{what}");
    }
}

#[test]
fn easy_ones_leave_a_newcomer_to_few_and_prefer_the_higher_level() {
    // Six round one, all within reach of him; whoever is hit less is another's choice.
    let share_of_hits = |level| {
        let mut pilots: Vec<_> = (0..6).map(|seed| Pilot::host(Strength::Easy, seed)).collect();
        pilots.push(Pilot::new(BrainKind::Idle, Strength::Easy, 0));
        let mut toy = Toy::new(pilots, 2, Vec::new());
        for at in 0..6 {
            toy.set_level(at, 4);
        }
        toy.set_level(6, level);
        let mut at_him = 0;
        for _ in 0..900 {
            let hull = toy.seats[6].hull;
            toy.seats[6].hull = 100.0;
            toy.run(1);
            at_him += u32::from(toy.seats[6].hull < hull.min(100.0));
            toy.seats[6].ship.x = 0.0;
            toy.seats[6].ship.y = 150.0;
        }
        let all: u32 = toy.seats.iter().map(|seat| seat.hits).sum();
        println!("level {level}: {at_him} of {all} hits");
        f64::from(at_him) / f64::from(all)
    };
    let (newcomer, veteran) = (share_of_hits(1), share_of_hits(4));
    assert!(newcomer * 2.0 < veteran, "{newcomer:.2} of the hits at a newcomer, {veteran:.2} at a veteran");
}
