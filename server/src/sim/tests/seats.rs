use fracas_protocol::NOBODY;

use super::*;

#[test]
fn who_sits_has_a_shielded_ship_in_that_tick() {
    let mut sim = Simulation::new(1, &Rules::default(), RATE);
    sim.step(&[Command::Sit { slot: 5 }]);
    assert_eq!(sim.happenings(), [Happening::Spawned { slot: 5 }]);
    let row = ship(&sim, 5);
    assert!(row.shield > 0);
    assert_eq!((row.hull, row.motion.energy, row.cooldown), (100.0, 100.0, 0));
    assert_eq!(sim.scores().collect::<Vec<_>>(), [(5, 0)]);
    for _ in 0..89 {
        sim.step(&[]);
        assert!(ship(&sim, 5).shield > 0);
    }
    sim.step(&[]);
    assert_eq!(ship(&sim, 5).shield, 0, "after 3 s");
}

#[test]
fn who_leaves_is_gone_with_his_score_and_his_shots_fly_on_for_nobody() {
    let scene = Scene::new().ship(0, 0.0, 500.0).but(|_, seat| seat.score = 70).ship(1, 100.0, 0.0);
    let mut sim = scene.but(|parts, _| parts.hull.points = 1.0).shot(0, 0.0, 0.0).run();
    sim.step(&[Command::Leave { slot: 0 }]);
    assert_eq!(sim.happenings(), [Happening::Left { slot: 0 }]);
    assert_eq!((sim.ship(0), score(&sim, 0)), (None, 0));
    assert_eq!(sim.scores().collect::<Vec<_>>(), [(1, 0)]);

    // The next one on that seat gets no points by them.
    sim.step(&[Command::Sit { slot: 0 }]);
    let killer = wait_for(&mut sim, 30, |happening| match *happening {
        Happening::Killed { victim: 1, killer, .. } => Some(killer),
        _ => None,
    });
    assert_eq!((killer, score(&sim, 0)), (Some(NOBODY), 0));
}

#[test]
fn a_seat_left_and_taken_in_one_step_gets_its_ship_in_the_next() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).run();
    sim.step(&[Command::Leave { slot: 0 }, Command::Sit { slot: 0 }]);
    assert_eq!(sim.ship(0), None);
    sim.step(&[]);
    assert_eq!(sim.happenings(), [Happening::Spawned { slot: 0 }]);
}

#[test]
fn a_ship_at_rest_is_shielded_like_a_new_one_and_a_longer_shield_stays() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).ship(1, 900.0, 0.0).run();
    let mut shield = |orders: &[Command], slot| {
        sim.step(orders);
        ship(&sim, slot).shield
    };
    assert_eq!(shield(&[], 0), 0);
    assert_eq!(shield(&[Command::Rest { slot: 0 }, Command::Rest { slot: 7 }], 0), 90);
    assert_eq!(shield(&[fire(0, (1, 0))], 0), 0, "firing ends it");
    assert_eq!(shield(&[], 1), 0);
}

#[test]
fn commands_that_do_not_fit_their_seats_change_nothing() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).but(|_, seat| seat.score = 7).run();
    let mut twin = Simulation::load(sim.rules(), RATE, &sim.save());
    sim.step(&[Command::Leave { slot: 9 }, Command::Sit { slot: 0 }, fly(9, 127, 0), fire(400, (1, 1))]);
    twin.step(&[]);
    assert_eq!(sim.save(), twin.save());
}

#[test]
fn the_order_of_arrival_is_nobodys_business() {
    let rules = Rules::default();
    let (mut sorted, mut reversed) = (Simulation::new(3, &rules, RATE), Simulation::new(3, &rules, RATE));
    for tick in 0..200 {
        let mut orders: Vec<Command> = brawl(20, tick, 4).collect();
        match tick {
            0 => orders.extend((0..20).map(|slot| Command::Sit { slot })),
            90 => orders.extend([3, 9].map(|slot| Command::Leave { slot })),
            91 => orders.extend([9, 3].map(|slot| Command::Sit { slot })),
            _ => {}
        }
        sorted.step(&orders);
        orders.reverse();
        reversed.step(&orders);
        assert_eq!(sorted.happenings(), reversed.happenings());
    }
    assert_eq!(sorted.save(), reversed.save());
}

#[test]
fn a_loaded_world_shows_the_same_rows_and_saves_the_same_checkpoint() {
    let mut sim = Simulation::new(8, &Rules::default(), RATE);
    sim.step(&(0..30).map(|slot| Command::Sit { slot }).collect::<Vec<_>>());
    for tick in 0..300 {
        sim.step(&brawl(30, tick, 2).collect::<Vec<_>>());
    }
    let copy = Simulation::load(sim.rules(), RATE, &sim.save());
    assert!(sim.shots().count() > 0 && sim.scrap().count() > 0, "the scene has something to save");
    assert!(sim.ships().eq(copy.ships()) && sim.shots().eq(copy.shots()));
    assert!(sim.rocks().eq(copy.rocks()) && sim.scrap().eq(copy.scrap()) && sim.scores().eq(copy.scores()));
    assert_eq!((sim.save(), sim.checksum()), (copy.save(), copy.checksum()));
}

#[test]
fn newcomers_appear_clear_of_rocks_and_within_reach_of_a_fight() {
    let mut sim = Simulation::new(2, &Rules::default(), RATE);
    // Thirteen, as in a room with its fill bots.
    let mut nearest = Vec::new();
    for slot in 0..13 {
        sim.step(&[Command::Sit { slot }]);
        let me = ship(&sim, slot).motion;
        let away = |x: f32, y: f32| ((me.x - x) * (me.x - x) + (me.y - y) * (me.y - y)).sqrt();
        assert!(sim.rocks().all(|row| away(row.rock.x, row.rock.y) > row.rock.radius + 18.0));
        let other = sim.ships().filter(|row| row.slot != slot).map(|row| away(row.motion.x, row.motion.y));
        nearest.extend(other.min_by(f32::total_cmp));
    }
    // 320 units a second bring two who seek each other together within 2 s.
    assert!(nearest.iter().all(|units| (250.0..=1300.0).contains(units)), "{nearest:?}");
}

#[test]
fn newcomers_seldom_appear_beside_the_wall() {
    let rules = Rules::default();
    let beside = |seed: u64| {
        let mut sim = Simulation::new(seed, &rules, RATE);
        sim.step(&(0..13).map(|slot| Command::Sit { slot }).collect::<Vec<_>>());
        let clear = sim.half() - rules.view_half_height as f32;
        sim.ships().filter(|row| row.motion.x.abs().max(row.motion.y.abs()) > clear).count()
    };
    let count: usize = (0..40).map(beside).sum();
    // When nobody looked at the wall, 255 of 520 did.
    assert!(count < 130, "{count} of 520");
}

#[test]
fn who_leaves_a_fight_drops_what_his_death_would_have_cost() {
    let mut sim = Scene::new().ship(0, 200.0, 0.0).but(|_, seat| seat.score = 100).run();
    sim.step(&[Command::Leave { slot: 0 }]);
    let pieces: Vec<_> = sim.scrap().collect();
    assert_eq!(pieces.iter().map(|piece| u32::from(piece.value)).sum::<u32>(), 40);
    assert!(pieces.iter().all(|piece| (piece.at.0 - 200.0).abs() <= 18.0 && piece.at.1.abs() <= 18.0));
}
