//! The rail: who fires it, at whom, and that it finds where the target was.

use crate::world::{Seat, Toy};
use fracas_brains::{BrainKind, Pilot, Strength};

/// One shooter and a target that flies up and down 450 units away, at the end of a line of `lag` ticks.
fn gallery(strength: Strength, lag: usize, seed: u64) -> Toy {
    let pilots = vec![Pilot::host(strength, seed), Pilot::new(BrainKind::Idle, strength, seed)];
    let mut toy = Toy::new(pilots, lag, Vec::new());
    toy.seats[1].script = Some(|tick| if tick / 45 % 2 == 0 { (0, 127) } else { (0, -127) });
    (toy.seats[0].ship.x, toy.seats[1].ship.x) = (-225.0, 225.0);
    toy.set_level(1, 5);
    toy
}

/// (fired, hit) in 40 s, in eight games.
fn shooting(strength: Strength, lag: usize, rewinds: bool) -> (u32, u32) {
    let game = |seed| {
        let mut toy = gallery(strength, lag, seed);
        toy.rewinds = rewinds;
        toy.run(1_200);
        (toy.seats[0].rails, toy.seats[0].rail_hits)
    };
    (0..8).map(game).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

#[test]
fn a_crossing_target_is_hit_where_it_was_seen() {
    for lag in [0, 2, 6, 12] {
        let (fired, hit) = shooting(Strength::Hard, lag, true);
        println!("lag {lag}: {hit} of {fired}");
        assert!(fired >= 40, "lag {lag}: fired {fired} times");
        assert!(hit * 10 > fired * 5, "lag {lag}: {hit} of {fired}");
    }
    let (fired, hit) = shooting(Strength::Hard, 6, false);
    println!("without rewind: {hit} of {fired}");
    assert!(hit * 2 < fired, "without rewind {hit} of {fired}: the test proves nothing");
}

#[test]
fn the_stronger_fires_more_and_hits_more() {
    let [easy, normal, hard] = Strength::ALL.map(|(_, strength)| shooting(strength, 2, true));
    println!("easy {easy:?}, normal {normal:?}, hard {hard:?} (fired, hit)");
    assert!(easy.0 > 0 && easy.0 < normal.0 && normal.0 < hard.0, "{easy:?} {normal:?} {hard:?}");
    let share = |(fired, hit)| f64::from(hit) / f64::from(fired);
    assert!(share(easy) < 0.45 && share(easy) < share(normal) && share(normal) < share(hard));
}

#[test]
fn the_easy_one_never_rails_a_newcomer() {
    let rails = |level| {
        let mut toy = gallery(Strength::Easy, 2, 5);
        toy.set_level(1, level);
        toy.run(1_800);
        (toy.seats[0].rails, toy.seats[0].fired)
    };
    let (at_newcomer, fired) = rails(1);
    assert!(at_newcomer == 0 && fired > 20, "{at_newcomer} rails, {fired} shots");
    assert!(rails(4).0 > 2);
}

#[test]
fn the_hand_swings_onto_the_target_before_the_easy_one_fires() {
    let mut toy = gallery(Strength::Easy, 0, 3);
    let mut silent = 0;
    while toy.seats[0].rails == 0 {
        assert!(toy.tick < 1_800, "never fired");
        let fired = toy.seats[0].fired;
        toy.run(1);
        silent = if toy.seats[0].fired == fired { silent + 1 } else { 0 };
    }
    assert!(silent >= 20, "silent for {silent} ticks before the rail");
}

#[test]
fn energy_is_kept_for_the_way_out() {
    let mut toy = gallery(Strength::Normal, 2, 9);
    let energy_after = |seat: &Seat| seat.ship.energy;
    let mut lowest = f32::MAX;
    for _ in 0..1_800 {
        let rails = toy.seats[0].rails;
        toy.seats[1].hull = 100.0;
        toy.run(1);
        if toy.seats[0].rails > rails {
            lowest = lowest.min(energy_after(&toy.seats[0]));
        }
    }
    assert!(toy.seats[0].rails > 3 && lowest > 33.0, "{} rails, down to {lowest}", toy.seats[0].rails);
}
