//! What the golden vectors fly, and that each case shows what its name says.

use fracas_protocol::{Drive, Motion, Rock, Steps, Tick, Tune, motion};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const STEPS_PER_CASE: usize = 300;

/// `until` of a rock that stands.
const FOR_EVER: Tick = Tick::MAX;

/// A ship under inputs, and where it was after each.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Half the side of the world, units.
    pub(crate) half: f32,
    pub(crate) tune: Tune,
    pub(crate) rocks: Vec<Rock>,
    pub(crate) start: Motion,
    pub(crate) first_tick: Tick,
    pub(crate) inputs: Vec<Drive>,
    pub(crate) states: Vec<Motion>,
}

/// All cases at one tick rate.
pub(crate) fn all(k: &Steps) -> [Case; 9] {
    [
        free_flight(k),
        boost(k),
        into_a_rock(k),
        wedged(k),
        along_walls(k),
        dated_rocks(k),
        rail_and_boost(k),
        fast_ship(k),
        rail_with_stats(k),
    ]
}

impl Case {
    fn new(name: &'static str, half: f32, rocks: Vec<Rock>, start: Motion, first_tick: Tick) -> Self {
        let (tune, inputs, states) = (Tune::default(), Vec::new(), Vec::new());
        Self { name, half, tune, rocks, start, first_tick, inputs, states }
    }

    /// The same case in a ship with points in these stats.
    fn tuned(self, speed: u8, energy: u8) -> Self {
        Self { tune: Tune { speed, energy }, ..self }
    }

    /// Flies the case: `pilot` sees the number of the step and the ship before it.
    fn fly(mut self, k: &Steps, mut pilot: impl FnMut(usize, &Motion) -> Drive) -> Self {
        let mut ship = self.start;
        for n in 0..STEPS_PER_CASE {
            let drive = pilot(n, &ship);
            let tick = self.first_tick + n as Tick;
            let solid = self.rocks.iter().copied().filter(|rock| rock.is_solid(tick));
            ship = motion::step(ship, drive, self.tune, k, self.half, solid);
            self.inputs.push(drive);
            self.states.push(ship);
        }
        self
    }

    /// Steps after which `holds`; proves that a case shows what its name says.
    fn count(&self, holds: impl Fn(&Motion) -> bool) -> usize {
        self.states.iter().filter(|state| holds(state)).count()
    }

    /// (ship before the step, its input, ship after it) of every step.
    fn steps(&self) -> impl Iterator<Item = (&Motion, Drive, &Motion)> {
        let before = std::iter::once(&self.start).chain(&self.states);
        before.zip(&self.inputs).zip(&self.states).map(|((before, &drive), after)| (before, drive, after))
    }

    /// Steps in which the rail fires.
    fn shots(&self, k: &Steps) -> impl Iterator<Item = (&Motion, Drive, &Motion)> {
        self.steps().filter(|(before, drive, _)| motion::rails(before, *drive, k))
    }

    /// Units between the ship and the surface of a rock; below 0 inside.
    fn gap(&self, rock: usize, ship: &Motion, k: &Steps) -> f64 {
        let rock = self.rocks[rock];
        f64::from(ship.x - rock.x).hypot(f64::from(ship.y - rock.y)) - f64::from(rock.radius) - k.radius
    }

    fn rocks_touched(&self, ship: &Motion, k: &Steps) -> usize {
        (0..self.rocks.len()).filter(|&rock| self.gap(rock, ship, k).abs() < 0.01).count()
    }
}

fn ship_at(x: f32, y: f32) -> Motion {
    Motion { x, y, energy: 100.0, ..Motion::default() }
}

fn rock(x: f32, y: f32, radius: f32) -> Rock {
    Rock { x, y, radius, from: 0, until: FOR_EVER }
}

/// Full thrust from the ship towards a point, as a stick would give it.
fn towards(ship: &Motion, x: f32, y: f32, boost: bool) -> Drive {
    let (dx, dy) = (f64::from(x - ship.x), f64::from(y - ship.y));
    let longest = dx.abs().max(dy.abs()).max(1e-9);
    Drive { x: (dx / longest * 127.0) as i8, y: (dy / longest * 127.0) as i8, boost, rail: false }
}

/// Sticks of every length and direction, rests between them, boost at times.
fn free_flight(k: &Steps) -> Case {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut held = Drive::default();
    let case = Case::new("free flight", 5000.0, vec![], ship_at(123.456, -789.1), 1).fly(k, |n, _| {
        if n % 9 == 0 {
            held = match rng.random_range(0..4) {
                0 => Drive { boost: rng.random(), ..Drive::default() },
                1 => Drive { x: 127, y: 127, boost: rng.random(), rail: false },
                _ => Drive {
                    x: rng.random_range(-127..=127),
                    y: rng.random_range(-127..=127),
                    boost: rng.random(),
                    rail: false,
                },
            };
        }
        held
    });
    assert!(case.count(|s| s.vx == 0.0 && s.vy == 0.0) > 5, "rests");
    assert!(case.count(|s| s.vx.hypot(s.vy) > 300.0) > 5, "flies fast");
    case
}

/// Boost held until the ship is spent and resumes by itself; then let go for single ticks while spent.
fn boost(k: &Steps) -> Case {
    let start = Motion { energy: 61.7, ..ship_at(-5000.0, 0.0) };
    let case = Case::new("boost to empty and resume", 6000.0, vec![], start, 77).fly(k, |n, ship| {
        let sign = if n % 80 < 40 { 1 } else { -1 };
        let boost = n < 220 || !(ship.spent && n % 7 == 0);
        Drive { x: 127, y: 90 * sign, boost, rail: false }
    });
    let resumed = |n: usize| case.states[n - 1].spent && !case.states[n].spent;
    let held = (1..STEPS_PER_CASE).any(|n| resumed(n) && case.inputs[n].boost);
    let let_go = (1..STEPS_PER_CASE).any(|n| resumed(n) && !case.inputs[n].boost);
    assert!(held && let_go, "resumes with the key held ({held}) and by letting it go ({let_go})");
    case
}

/// Head on at boost, pressed against it, and around it.
fn into_a_rock(k: &Steps) -> Case {
    let rocks = vec![rock(310.25, 4.5, 83.1), rock(-900.0, -900.0, 120.0)];
    let case = Case::new("into a rock", 3000.0, rocks, ship_at(20.0, 0.0), 1000).fly(k, |n, ship| match n {
        0..120 => towards(ship, 310.25, 4.5, true),
        120..130 => Drive::default(),
        _ => towards(ship, 400.0, -60.0, n % 40 < 20),
    });
    assert!(case.count(|s| case.rocks_touched(s, k) == 1) > 80, "touches the rock");
    assert!(case.count(|s| s.vx < -1.0) > 0, "bounces");
    case
}

/// Pressed into a gap too narrow for it: the order of the rocks decides where it ends.
fn wedged(k: &Steps) -> Case {
    let rocks = vec![rock(200.0, -70.0, 60.0), rock(205.0, 51.0, 58.5)];
    let case =
        Case::new("wedged between two rocks", 3000.0, rocks, ship_at(0.0, 11.0), 5).fly(k, |n, ship| {
            let away = n % 100 > 85;
            if away { towards(ship, 0.0, 0.0, false) } else { towards(ship, 900.0, -3.0, n % 3 != 0) }
        });
    let between = |s: &Motion| case.gap(0, s, k) < 1.0 && case.gap(1, s, k) < 1.0;
    assert!(case.count(between) > 60, "sits between both");
    case
}

/// Into each wall, along it, and into the corners.
fn along_walls(k: &Steps) -> Case {
    let half = 260.5;
    let wall = half - k.radius as f32;
    let corners = [(wall, 0.0), (wall, wall), (-wall, wall), (-wall, -wall), (300.0, -300.0)];
    let case = Case::new("along walls", half, vec![], ship_at(1.0, 2.0), 1).fly(k, |n, ship| {
        let (x, y) = corners[n / 60];
        towards(ship, 2.0 * x, 2.0 * y, n % 60 < 30)
    });
    for (what, count) in [
        ("right", case.count(|s| s.x == wall)),
        ("left", case.count(|s| s.x == -wall)),
        ("bottom", case.count(|s| s.y == wall)),
        ("top", case.count(|s| s.y == -wall)),
        ("corner", case.count(|s| s.x.abs() == wall && s.y.abs() == wall)),
    ] {
        assert!(count > 5, "touches the {what} wall: {count}");
    }
    case
}

/// Rocks that become solid and cease to be, one of them around a ship in its very middle. The ticks are
/// above 2^31, so that a port with signed ticks is found out.
fn dated_rocks(k: &Steps) -> Case {
    let first = 3_000_000_000;
    let rocks = vec![
        Rock { from: first + 40, until: first + 150, ..rock(64.0, 64.0, 75.5) },
        Rock { from: first + 180, until: first + 260, ..rock(300.0, 64.0, 50.0) },
        Rock { from: first + 90, until: FOR_EVER, ..rock(-200.0, 64.0, 90.0) },
    ];
    let case =
        Case::new("rocks with dates", 3000.0, rocks, ship_at(64.0, 64.0), first).fly(k, |n, ship| match n {
            0..60 => Drive::default(),
            60..80 => Drive { x: 90, y: -45, boost: false, rail: false },
            80..200 => towards(ship, 64.0, 64.0, false),
            200..280 => towards(ship, 300.0, 64.0, true),
            _ => towards(ship, -200.0, 64.0, true),
        });
    assert_eq!(
        case.states[59],
        Motion { energy: 100.0, ..case.start },
        "the very middle of a rock does not push"
    );
    assert!(case.gap(0, &case.states[60], k).abs() < 0.01, "off the middle it does");
    assert!(case.count(|s| case.gap(0, s, k) < -20.0) > 65, "is inside while the rock is not solid");
    assert!(case.count(|s| case.rocks_touched(s, k) > 0) > 30, "touches while they are");
    case
}

/// The rail asked for without end and boost most of the time: first its reload says no, then the energy.
fn rail_and_boost(k: &Steps) -> Case {
    let start = Motion { reload: 5, ..ship_at(-40.5, 7.25) };
    let case = Case::new("rail and boost until energy fails", 5000.0, vec![], start, 9).fly(k, |n, _| {
        let boost = n as f64 * k.dt > 1.2 && n % 50 >= 10;
        Drive { x: 127, y: -64, boost, rail: true }
    });
    let loaded = |m: &Motion| m.reload <= 1;
    let rich = |m: &Motion| f64::from(m.energy) >= k.rail_cost;
    assert!(case.shots(k).count() >= 2, "fires again");
    assert!(case.shots(k).any(|(_, drive, _)| drive.boost), "fires in a step with boost");
    assert!(case.count(|m| rich(m) && !loaded(m)) > 5, "waits for the reload");
    assert!(case.count(|m| loaded(m) && !rich(m)) > 5, "waits for energy");
    assert!(case.count(|m| m.spent) > 5, "is spent");
    case
}

/// All points in speed and energy, sticks as in free flight, walls in the way.
fn fast_ship(k: &Steps) -> Case {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut held = Drive::default();
    let start = Motion { energy: 150.0, ..ship_at(300.0, -200.0) };
    let case =
        Case::new("a fast ship with much energy", 900.5, vec![], start, 1).tuned(7, 7).fly(k, |n, _| {
            if n % 11 == 0 {
                let (x, y) = (rng.random_range(-127..=127), rng.random_range(-127..=127));
                held = Drive { x, y, boost: n % 3 == 0, rail: false };
            }
            held
        });
    let full = k.energy_max * (1.0 + 7.0 * k.energy_step);
    assert!(case.count(|m| m.energy == full as f32) > 0, "fills up to more than {}", k.energy_max);
    let top = k.boost_thrust * k.drag / (1.0 - k.drag);
    assert!(case.count(|m| f64::from(m.vx).hypot(f64::from(m.vy)) > top) > 5, "faster than any without");
    case
}

/// The rail fired by single presses from exactly the energy it costs, and as often as more energy allows.
fn rail_with_stats(k: &Steps) -> Case {
    let start = Motion { energy: k.rail_cost as f32, ..ship_at(0.0, 0.0) };
    let case = Case::new("rail with stats", 5000.0, vec![], start, 400).tuned(3, 5).fly(k, |n, _| Drive {
        x: if n % 60 < 30 { -100 } else { 40 },
        y: 77,
        boost: false,
        rail: n % 4 == 0,
    });
    let first = case.shots(k).next().map(|(before, _, _)| *before);
    assert_eq!(first, Some(case.start), "exactly the cost is enough");
    assert!(case.shots(k).count() >= 3, "fires again and again");
    case
}
