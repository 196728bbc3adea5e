use super::*;

#[test]
fn a_broken_rock_stands_till_its_date_and_leaves_scrap() {
    let mut sim = Scene::new().rock(60.0, 0.0, 50.0, 12.0).shot(0, 0.0, 0.0).run();
    sim.step(&[]);
    assert_eq!(sim.happenings()[1], Happening::RockCracked { slot: 0 });
    let until = sim.rock(0).map(|row| row.rock.until);
    assert_eq!(until, Some(sim.tick() + 30), "1 s");
    for _ in 0..29 {
        sim.step(&[]);
        assert!(sim.rock(0).is_some_and(|row| row.rock.is_solid(sim.tick())));
    }
    sim.step(&[]);
    assert_eq!((sim.happenings(), sim.rock(0)), (&[Happening::RockGone { slot: 0 }][..], None));
    assert_eq!(sim.scrap().map(|piece| u32::from(piece.value)).sum::<u32>(), 10, "a fifth of its radius");
}

#[test]
fn a_rock_takes_as_many_shots_as_its_hull_says() {
    let mut scene = Scene::new().rock(60.0, 0.0, 50.0, 25.0);
    for _ in 0..3 {
        scene = scene.shot(0, 0.0, 0.0);
    }
    let mut sim = Scene {
        start: Checkpoint { shots: scene.start.shots[..2].to_vec(), ..scene.start.clone() },
        ..scene
    }
    .run();
    sim.step(&[]);
    assert!(sim.rock(0).is_some_and(|row| row.rock.until == Tick::MAX), "24 of 25 points");
}

#[test]
fn a_rock_is_placed_for_each_that_goes_with_notice_and_away_from_ships() {
    let rules = Rules::default();
    let mut sim = Simulation::new(11, &rules, RATE);
    sim.step(&(0..20).map(|slot| Command::Sit { slot }).collect::<Vec<_>>());
    let mut placed = 0;
    for tick in 0..3000 {
        let before: Vec<_> = sim.rocks().map(|row| (row.slot, row.rock.from)).collect();
        sim.step(&brawl(20, tick, 6).collect::<Vec<_>>());
        for row in sim.rocks().filter(|row| !before.contains(&(row.slot, row.rock.from))) {
            placed += 1;
            assert_eq!(row.rock.from, sim.tick() + 60, "2 s of notice");
            for near in sim.ships() {
                let (dx, dy) = (near.motion.x - row.rock.x, near.motion.y - row.rock.y);
                assert!((dx * dx + dy * dy).sqrt() >= 249.9 + row.rock.radius);
            }
        }
        let standing = sim.rocks().filter(|row| row.rock.until == Tick::MAX).count();
        // 20 seats want the area of 1,536 units: 36 rocks. A full hall of ships may delay a few.
        assert!((30..=36).contains(&standing), "{standing} rocks at tick {tick}");
    }
    assert!(placed > 20, "only {placed} were placed");
}

#[test]
fn a_ship_passes_between_any_two_rocks_and_the_wall() {
    let mut sim = Simulation::new(12, &Rules::default(), RATE);
    sim.step(&(0..100).map(|slot| Command::Sit { slot }).collect::<Vec<_>>());
    for tick in 0..1000 {
        sim.step(&brawl(100, tick, 6).collect::<Vec<_>>());
    }
    let rocks: Vec<Rock> = sim.rocks().map(|row| row.rock).collect();
    assert!(rocks.len() > 36, "the world has grown to {} rocks", rocks.len());
    for (i, a) in rocks.iter().enumerate() {
        assert!(a.x.abs().max(a.y.abs()) + a.radius + 71.9 <= sim.half());
        for b in &rocks[..i] {
            let free = ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt() - a.radius - b.radius;
            assert!(free >= 71.9, "{free} units between two rocks");
        }
    }
}

#[test]
fn small_rocks_break_large_ones_do_not_and_most_are_small() {
    let sim = Simulation::new(4, &Rules { world_half_min: 6000.0, ..Rules::default() }, RATE);
    let rocks = sim.save().rocks;
    assert!(rocks.len() > 400, "{}", rocks.len());
    assert!(rocks.iter().all(|(_, b)| b.hull.is_finite() == (b.rock.radius < 70.0)));
    let large = rocks.iter().filter(|(_, b)| b.hull.is_infinite()).count() as f64 / rocks.len() as f64;
    assert!((0.12..0.35).contains(&large), "{large}");
}

#[test]
fn a_rock_that_becomes_solid_on_a_ship_sets_it_at_its_skin() {
    let mut scene = Scene::new().ship(0, 10.0, 0.0).rock(0.0, 0.0, 50.0, 55.0);
    scene.start.rocks[0].1.rock.from = 103;
    let mut sim = scene.run();
    sim.step(&[]);
    sim.step(&[]);
    assert_eq!(ship(&sim, 0).motion.x, 10.0);
    sim.step(&[]);
    assert_eq!(ship(&sim, 0).motion.x, 68.0);
}
