//! The brains play: they fight, they differ in strength, they keep to their ways.

use crate::world::Toy;
use fracas_brains::{BrainKind, Pilot, Point, Strength};

const SECONDS: u32 = 30;

fn shots_per_second(toy: &Toy) -> f64 {
    let fired: u32 = toy.seats.iter().map(|seat| seat.fired).sum();
    f64::from(fired) / toy.seats.len() as f64 / f64::from(SECONDS)
}

#[test]
fn fighters_of_every_strength_fire_and_kill() {
    for (name, strength) in Strength::ALL {
        let mut toy = Toy::of(8, BrainKind::Fight, strength);
        toy.nobody_is_new();
        toy.run(SECONDS * 30);
        let deaths: u32 = toy.seats.iter().map(|seat| seat.deaths).sum();
        println!("{name}: {:.2} shots a second, {deaths} deaths", shots_per_second(&toy));
        assert!(shots_per_second(&toy) >= 1.0, "{name} fires {:.2} times a second", shots_per_second(&toy));
        assert!(deaths > 0, "{name} never kills");
    }
}

#[test]
fn the_stronger_one_hits_more() {
    let hits = |a, b| {
        let duel = |seed| {
            let pilots =
                vec![Pilot::new(BrainKind::Fight, a, seed), Pilot::new(BrainKind::Fight, b, seed + 100)];
            let mut toy = Toy::new(pilots, 2, Vec::new());
            toy.nobody_is_new();
            toy.run(SECONDS * 30);
            (toy.seats[0].hits, toy.seats[1].hits)
        };
        (0..8).map(duel).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    for (weak, strong) in [(Strength::Easy, Strength::Normal), (Strength::Normal, Strength::Hard)] {
        let (few, many) = hits(weak, strong);
        println!("{weak:?} {few} : {many} {strong:?}");
        assert!(many * 2 > few * 3, "{weak:?} hit {few} times, {strong:?} {many} times");
    }
}

#[test]
fn the_easy_one_does_not_fire_at_a_shield() {
    let mut toy = Toy::of(2, BrainKind::Fight, Strength::Easy);
    toy.seats.iter_mut().for_each(|seat| seat.shielded = true);
    toy.run(300);
    assert_eq!(shots_per_second(&toy), 0.0);
    toy.seats.iter_mut().for_each(|seat| seat.shielded = false);
    toy.run(300);
    assert!(shots_per_second(&toy) > 0.0);
}

#[test]
fn the_swarm_meets_in_the_middle_and_the_wanderer_travels_in_peace() {
    let mut swarm = Toy::of(8, BrainKind::Swarm, Strength::Normal);
    swarm.run(SECONDS * 30);
    for seat in &swarm.seats {
        let away = Point::new(seat.ship.x, seat.ship.y).length();
        assert!(away < 700.0, "{away} units from the middle");
    }
    assert!(shots_per_second(&swarm) >= 1.0);

    let mut wander = Toy::of(4, BrainKind::Wander, Strength::Normal);
    let before: Vec<_> = wander.seats.iter().map(|seat| seat.ship).collect();
    wander.run(150);
    assert_eq!(shots_per_second(&wander), 0.0);
    for (seat, before) in wander.seats.iter().zip(before) {
        let way = Point::new(seat.ship.x, seat.ship.y).distance(Point::new(before.x, before.y));
        assert!(way > 200.0, "{way} units in 5 s");
    }
}

#[test]
fn the_same_seed_plays_the_same_game() {
    let play = || {
        let mut toy = Toy::of(4, BrainKind::Fight, Strength::Normal);
        toy.run(300);
        toy.seats.iter().map(|seat| (seat.ship, seat.fired)).collect::<Vec<_>>()
    };
    assert_eq!(play(), play());
}

#[test]
fn whoever_meets_a_newcomer_is_gentle() {
    for (name, strength) in Strength::ALL {
        let hits = |level| {
            let duel = |seed| {
                let pilots = vec![Pilot::host(strength, seed), Pilot::new(BrainKind::Idle, strength, seed)];
                let mut toy = Toy::new(pilots, 2, Vec::new());
                toy.set_level(1, level);
                toy.run(SECONDS * 30);
                toy.seats[0].hits
            };
            (0..6).map(duel).sum::<u32>()
        };
        let (newcomer, veteran) = (hits(1), hits(6));
        println!("{name}: {newcomer} hits at a newcomer, {veteran} at a veteran");
        assert!(newcomer > 0 && newcomer * 3 < veteran * 2, "{name}: {newcomer}, {veteran}");
    }
}

#[test]
fn ships_keep_apart() {
    let mut toy = Toy::of(6, BrainKind::Swarm, Strength::Easy);
    toy.run(300);
    let mut touching = 0;
    for _ in 0..600 {
        toy.run(1);
        let near = |a: usize, b: usize| toy.seats[a].at().distance(toy.seats[b].at()) < 36.0;
        touching += (0..6).flat_map(|a| (0..a).map(move |b| (a, b))).filter(|&(a, b)| near(a, b)).count();
    }
    assert!(touching < 60, "two ships touched in {touching} of {} pairs and ticks", 600 * 15);
}
