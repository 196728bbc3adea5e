use super::*;

fn sit(slots: std::ops::Range<Slot>) -> Vec<Command> {
    slots.map(|slot| Command::Sit { slot }).collect()
}

#[test]
fn the_world_grows_for_its_players_on_the_announced_tick_and_fills_with_rocks() {
    let mut sim = Simulation::new(1, &Rules::default(), RATE);
    let rocks_before = sim.rocks().count();
    sim.step(&sit(0..200));
    let from = sim.tick() + 60;
    assert_eq!((sim.half(), sim.next_half()), (1536.0, Some((2752.0, from))));
    assert_eq!(count(&sim, |h| *h == Happening::Resized { half: 2752.0, from }), 1);
    while sim.tick() + 1 < from {
        sim.step(&[]);
        assert_eq!(sim.half(), 1536.0);
    }
    sim.step(&[]);
    assert_eq!((sim.half(), sim.next_half()), (2752.0, None));
    for _ in 0..90 {
        sim.step(&[]);
    }
    let outside = sim.rocks().filter(|row| row.rock.x.abs().max(row.rock.y.abs()) > 1536.0).count();
    assert!(outside > 40, "{outside} rocks on new ground, {rocks_before} before");
}

#[test]
fn the_world_shrinks_around_ships_and_rocks_that_were_told_in_time() {
    let mut sim = Simulation::new(1, &Rules::default(), RATE);
    sim.step(&sit(0..200));
    for _ in 0..200 {
        sim.step(&[]);
    }
    sim.step(&(20..200).map(|slot| Command::Leave { slot }).collect::<Vec<_>>());
    let Some((half, from)) = sim.next_half() else {
        panic!("the world stays too large");
    };
    assert_eq!((half, from), (1536.0, sim.tick() + 60));
    let leaving = sim.rocks().filter(|row| row.rock.until == from).count();
    assert_eq!(count(&sim, |h| matches!(h, Happening::RockCracked { .. })), leaving);
    assert!(leaving > 40, "{leaving} rocks stand outside");
    while sim.tick() < from {
        sim.step(&[]);
    }
    assert_eq!(sim.half(), 1536.0);
    assert!(sim.rocks().all(|row| row.rock.x.abs().max(row.rock.y.abs()) + row.rock.radius < 1536.0));
    assert!(sim.ships().all(|row| row.motion.x.abs().max(row.motion.y.abs()) <= 1518.0));
    assert_eq!(sim.ships().count(), 20);
    let scrap = sim.scrap().filter(|row| row.what == pickup::SCRAP).count();
    assert_eq!(scrap, 0, "a rock that nobody broke leaves nothing");
}

#[test]
fn newcomers_during_a_notice_wait_for_the_next_change() {
    let mut sim = Scene::new().half(1536.0).run();
    sim.step(&sit(0..70));
    let first = sim.next_half();
    sim.step(&sit(70..200));
    assert_eq!(sim.next_half(), first);
    for _ in 0..60 {
        sim.step(&[]);
    }
    assert_eq!(sim.next_half().map(|(half, _)| half), Some(2752.0));
}
