use fracas_protocol::record::{end, weapon};

use super::*;

/// Full damage without points.
const DAMAGE: f32 = 40.0;

fn shoot(slot: Slot, aim: (i16, i16), rewind: u16) -> Command {
    let drive = Drive { rail: true, ..Drive::default() };
    Command::Fly { slot, intent: Intent { drive, aim, rewind, fire: false } }
}

fn railed(sim: &Simulation) -> Vec<(Slot, f64, u8)> {
    sim.happenings()
        .iter()
        .filter_map(|happening| match *happening {
            Happening::Railed { slot, length, what, .. } => Some((slot, length.round(), what)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_line_hits_in_the_tick_of_its_command_and_ends_on_the_ship() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).ship(1, 500.0, 0.0).run();
    sim.step(&[shoot(0, (1, 0), 0)]);
    assert_eq!(railed(&sim), [(0, 479.0, end::SHIP)], "18 + 3 units before its middle");
    assert_eq!(ship(&sim, 1).hull, 100.0 - DAMAGE);
    assert_eq!(ship(&sim, 1).motion.vx, 90.0);
}

#[test]
fn it_costs_energy_and_must_reload() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).run();
    let mut fired = 0;
    let mut reloads = Vec::new();
    for _ in 0..80 {
        sim.step(&[shoot(0, (1, 0), 0)]);
        fired += railed(&sim).len();
        reloads.push(ship(&sim, 0).motion.reload);
    }
    assert_eq!(&reloads[..3], [36, 35, 34], "1.2 s");
    assert_eq!(fired, 3);
    // 100 - 3 x 45 + what came back in 80 ticks, never above the full.
    assert!(ship(&sim, 0).motion.energy < 30.0, "{}", ship(&sim, 0).motion.energy);
}

#[test]
fn an_empty_ship_cannot_fire_it() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).but(|parts, _| parts.ship.motion.energy = 44.9).run();
    sim.step(&[shoot(0, (1, 0), 0)]);
    assert_eq!(railed(&sim), []);
}

#[test]
fn rocks_and_walls_stop_it() {
    let scene = Scene::new().ship(0, 0.0, 0.0).ship(1, 600.0, 0.0);
    let mut sim = scene.rock(300.0, 0.0, 50.0, f32::INFINITY).run();
    sim.step(&[shoot(0, (1, 0), 0)]);
    assert_eq!((railed(&sim), ship(&sim, 1).hull), (vec![(0, 247.0, end::ROCK)], 100.0));

    let mut sim = Scene::new().ship(0, 1300.0, 0.0).run();
    sim.step(&[shoot(0, (1, 0), 0)]);
    assert_eq!(railed(&sim), [(0, 236.0, end::WALL)]);

    let mut sim = Scene::new().ship(0, 0.0, 0.0).ship(1, 0.0, 930.0).run();
    sim.step(&[shoot(0, (0, 1), 0)]);
    assert_eq!(railed(&sim), [(0, 900.0, 0)], "out of its range");
}

#[test]
fn a_crossing_ship_is_hit_where_the_shooter_saw_it() {
    // 300 units a second across the line: 10 units a tick, so after 6 ticks it is 60 units on.
    let scene = || Scene::new().ship(0, 0.0, 0.0).moving_ship(1, (400.0, -60.0), (0.0, 0.0));
    let hit = |rewind: u16| {
        let mut sim = scene().run();
        for _ in 0..12 {
            sim.step(&[fly(1, 0, 127)]);
        }
        let before = sim.ship(1).expect("it lives").motion.y;
        let seen_at = (400, (before.round() as i16) - 40);
        sim.step(&[fly(1, 0, 127), shoot(0, seen_at, rewind)]);
        railed(&sim)[0].2 == end::SHIP
    };
    assert!(!hit(0), "now it is elsewhere");
    assert!(hit(5 * 16), "then it was there");
}

#[test]
fn who_came_since_cannot_be_hit_in_the_past() {
    let mut sim = Scene::new().ship(0, 0.0, 0.0).run();
    for _ in 0..12 {
        sim.step(&[]);
    }
    sim.step(&[Command::Sit { slot: 1 }]);
    let at = ship(&sim, 1).motion;
    let aim = (at.x as i16, at.y as i16);
    // A new ship is shielded; here only the line counts.
    sim.step(&[shoot(0, aim, 8 * 16)]);
    assert_ne!(railed(&sim)[0].2, end::SHIP);
}

#[test]
fn two_rails_in_one_tick_kill_each_other() {
    let weak = |scene: Scene, slot, x| scene.ship(slot, x, 0.0).but(|parts, _| parts.hull.points = 30.0);
    let mut sim = weak(weak(Scene::new(), 0, 0.0), 1, 400.0).run();
    sim.step(&[shoot(0, (1, 0), 0), shoot(1, (-1, 0), 0)]);
    let kills = count(&sim, |happening| matches!(happening, Happening::Killed { weapon: weapon::RAIL, .. }));
    assert_eq!(kills, 2);
}

#[test]
fn damage_points_count_and_small_rocks_break() {
    let scene = Scene::new().ship(0, 0.0, 0.0).but(|_, seat| seat.stats.0[3] = 5).ship(1, 300.0, 0.0);
    let mut sim = scene.rock(0.0, 300.0, 40.0, 44.0).run();
    sim.step(&[shoot(0, (1, 0), 0)]);
    assert_eq!(ship(&sim, 1).hull, 100.0 - DAMAGE * 1.4);
    for _ in 0..40 {
        sim.step(&[shoot(0, (0, 1), 0)]);
    }
    assert!(sim.rock(0).is_none_or(|row| row.rock.until != Tick::MAX), "56 points break 44");
}
