use fracas_protocol::{Tune, motion};

use super::*;

fn tune(sim: &Simulation, slot: Slot) -> Tune {
    sim.seat(slot).map(|seat| Tune::of(&seat.stats)).unwrap_or_default()
}

#[test]
fn a_silent_ship_drifts_to_rest_and_keeps_its_aim() {
    let mut sim = Scene::new().moving_ship(3, (0.0, 0.0), (300.0, 0.0)).run();
    sim.step(&[Command::Fly { slot: 3, intent: Intent { aim: (0, -5), ..Intent::default() } }]);
    assert_eq!(ship(&sim, 3).aim, (0.0, -1.0));
    for _ in 0..60 {
        sim.step(&[]);
    }
    let row = ship(&sim, 3);
    assert_eq!((row.aim, row.motion.vx, row.motion.vy), ((0.0, -1.0), 0.0, 0.0));
    assert!((30.0..60.0).contains(&row.motion.x), "it drifted {} units", row.motion.x);
}

#[test]
fn every_motion_is_the_one_that_a_client_computes_from_all_rocks() {
    // The grid is a shortcut; whoever was not pushed, hit or new must be where `motion::step` with every solid
    // rock puts him, by bits. Kicks of 600 units a second make strides that leave the cell.
    let rules = Rules { blaster_kick: 600.0, area_per_rock: 60_000.0, ..Rules::default() };
    for rate in [15, 20, 30, 60] {
        let mut sim = Simulation::new(5, &rules, rate);
        sim.step(&(0..60).map(|slot| Command::Sit { slot }).collect::<Vec<_>>());
        let (mut compared, mut touched) = (0, 0);
        for tick in 1..400 {
            let before: Vec<(ShipRow, Tune)> = sim.ships().map(|row| (row, tune(&sim, row.slot))).collect();
            let orders: Vec<Command> = brawl(60, tick, 9).collect();
            sim.step(&orders);
            let rocks: Vec<Rock> =
                sim.rocks().map(|row| row.rock).filter(|r| r.is_solid(sim.tick())).collect();
            for (row, tune) in before {
                let slot = row.slot;
                let disturbed = sim.happenings().iter().any(|happening| match *happening {
                    Happening::Pushed { slot: s } | Happening::Spawned { slot: s } => s == slot,
                    Happening::Hit { victim, .. } | Happening::Killed { victim, .. } => victim == slot,
                    _ => false,
                });
                let Command::Fly { intent, .. } = orders[usize::from(slot)] else { unreachable!() };
                if disturbed {
                    continue;
                }
                let k = sim.steps();
                let free = motion::step(row.motion, intent.drive, tune, k, sim.half(), std::iter::empty());
                let want = motion::step(row.motion, intent.drive, tune, k, sim.half(), rocks.iter().copied());
                assert!(ship(&sim, slot).motion.same_bits(&want), "{rate} Hz, tick {tick}, slot {slot}");
                compared += 1;
                touched += usize::from(!free.same_bits(&want));
            }
        }
        assert!(
            compared > 10_000 && touched > 100,
            "{rate} Hz: only {compared} compared, {touched} at rocks"
        );
    }
}

#[test]
fn overlapping_ships_part_softly_and_alike_at_every_rate() {
    let mut gaps = Vec::new();
    for rate in [15, 20, 30, 60] {
        let mut sim = Scene::new().at_rate(rate).ship(0, -10.0, 0.0).ship(1, 10.0, 0.0).run();
        sim.step(&[]);
        assert_eq!(
            sim.happenings(),
            [Happening::Pushed { slot: 0 }, Happening::Pushed { slot: 1 }],
            "both are told"
        );
        for _ in 1..rate / 5 {
            sim.step(&[]);
        }
        let gap = ship(&sim, 1).motion.x - ship(&sim, 0).motion.x;
        assert_eq!(ship(&sim, 0).motion.x, -ship(&sim, 1).motion.x, "no slot is favoured");
        gaps.push(gap);
    }
    for gap in gaps {
        assert!((35.5..=36.0).contains(&gap), "after 0.2 s they are {gap} apart");
    }
}

#[test]
fn ships_exactly_upon_each_other_part_and_nobody_is_thrown() {
    let heap = (0..12).fold(Scene::new(), |scene, slot| scene.ship(slot, 0.0, 0.0));
    let mut sim = heap.run();
    let mut before: Vec<ShipRow> = sim.ships().collect();
    for _ in 0..300 {
        sim.step(&[]);
        let after: Vec<ShipRow> = sim.ships().collect();
        for (a, b) in before.iter().zip(&after) {
            let (dx, dy) = (b.motion.x - a.motion.x, b.motion.y - a.motion.y);
            assert!(dx * dx + dy * dy <= 18.1 * 18.1, "{} jumped by ({dx}, {dy})", a.slot);
        }
        before = after;
    }
    // In a line, as they had no other direction than their slots'.
    let mut xs: Vec<f32> = before.iter().map(|row| row.motion.x).collect();
    xs.sort_by(f32::total_cmp);
    assert!(xs.windows(2).all(|pair| pair[1] - pair[0] > 35.0), "they still overlap: {xs:?}");
}

#[test]
fn nobody_is_pushed_through_the_wall() {
    let wall = 1536.0 - 18.0;
    let mut sim = Scene::new().ship(0, wall, 0.0).ship(1, wall - 5.0, 0.0).run();
    for _ in 0..30 {
        sim.step(&[fly(1, 127, 0)]);
        assert!(ship(&sim, 0).motion.x <= wall);
    }
    assert_eq!(ship(&sim, 0).motion.x, wall);
}
