//! Scenes: a world is set up as a checkpoint, stepped, and looked at through the door that everybody uses.

mod death;
mod growth;
mod motion;
mod powers;
mod rail;
mod rocks;
mod scrap;
mod seats;
mod shots;
mod size;

use fracas_protocol::{Drive, Motion, Rock, Rules, Slot, Tick, record::pickup};

use super::{
    Checkpoint, Command, Happening, Intent, ShipRow, Simulation,
    seats::Seat,
    size::Size,
    things::{Boulder, Gun, Hull, Scrap, Shield, Ship, ShipParts, Shot},
};

/// Hz of scenes that do not say otherwise.
const RATE: u32 = 30;

/// Far enough ahead for any scene.
const LATER: Tick = 1_000_000;

/// A world to be set up: without rocks, and with ships whose guns are ready and whose shields are down.
struct Scene {
    rules: Rules,
    rate: u32,
    start: Checkpoint,
}

impl Scene {
    fn new() -> Self {
        // So thin a field that no rock and no power-up is ever due.
        Self::with_rules(Rules { area_per_rock: 1e12, area_per_power: 1e12, ..Rules::default() })
    }

    fn with_rules(rules: Rules) -> Self {
        let start = Checkpoint { tick: 100, ..Simulation::new(1, &rules, RATE).save() };
        Self { rules, rate: RATE, start }
    }

    fn at_rate(mut self, rate: u32) -> Self {
        self.rate = rate;
        self
    }

    /// A ship at rest, aiming at +x.
    fn ship(self, slot: Slot, x: f32, y: f32) -> Self {
        self.moving_ship(slot, (x, y), (0.0, 0.0))
    }

    fn moving_ship(mut self, slot: Slot, (x, y): (f32, f32), (vx, vy): (f32, f32)) -> Self {
        let motion = Motion { x, y, vx, vy, energy: self.rules.energy_max as f32, ..Motion::default() };
        let parts = ShipParts {
            ship: Ship { motion, aim: (1.0, 0.0), boosting: false },
            hull: Hull { points: self.rules.hull_max as f32, hurt: 0 },
            gun: Gun { ready: 0.0, triple: 0 },
            shield: Shield { until: 0, lasts: false },
        };
        self.start.ships.push((slot, parts));
        self.start.seats.push((slot, Seat { respawn: None, ..Seat::new(0) }));
        self
    }

    /// Changes the ship that was added last.
    fn but(mut self, change: impl FnOnce(&mut ShipParts, &mut Seat)) -> Self {
        let (_, parts) = self.start.ships.last_mut().expect("a ship was added");
        let (_, seat) = self.start.seats.last_mut().expect("with its seat");
        change(parts, seat);
        self
    }

    /// A shot at its birth, flying to +x.
    fn shot(mut self, owner: Slot, x: f32, y: f32) -> Self {
        let slot = self.start.shots.len() as Slot;
        self.start
            .shots
            .push((slot, Shot::new(owner, (x, y), 0, self.start.tick, self.rules.blaster_damage as f32)));
        self
    }

    fn rock(mut self, x: f32, y: f32, radius: f32, hull: f32) -> Self {
        let slot = self.start.rocks.len() as Slot;
        let rock = Rock { x, y, radius, from: 0, until: Tick::MAX };
        self.start.rocks.push((slot, Boulder { rock, look: 0, hull }));
        self
    }

    fn scrap(mut self, x: f32, y: f32, value: u8, until: Tick) -> Self {
        let slot = self.start.scrap.len() as Slot;
        self.start.scrap.push((slot, Scrap { at: (x, y), value, what: pickup::SCRAP, until }));
        self
    }

    fn half(mut self, half: f32) -> Self {
        self.start.size = Size { half, next: None };
        self
    }

    fn run(self) -> Simulation {
        Simulation::load(&self.rules, self.rate, &self.start)
    }
}

fn fly(slot: Slot, x: i8, y: i8) -> Command {
    Command::Fly { slot, intent: Intent { drive: Drive { x, y, ..Drive::default() }, ..Intent::default() } }
}

fn fire(slot: Slot, aim: (i16, i16)) -> Command {
    Command::Fly { slot, intent: Intent { aim, fire: true, ..Intent::default() } }
}

fn ship(sim: &Simulation, slot: Slot) -> ShipRow {
    sim.ship(slot).expect("the ship is in the world")
}

fn score(sim: &Simulation, slot: Slot) -> u32 {
    sim.seat(slot).map_or(0, |seat| seat.score)
}

/// Steps without commands until `stop` finds something in a step's happenings; at most `ticks` steps.
fn wait_for<T>(sim: &mut Simulation, ticks: u32, stop: impl Fn(&Happening) -> Option<T>) -> Option<T> {
    (0..ticks).find_map(|_| {
        sim.step(&[]);
        sim.happenings().iter().find_map(&stop)
    })
}

/// Number of the last step's happenings that fit.
fn count(sim: &Simulation, fits: impl Fn(&Happening) -> bool) -> usize {
    sim.happenings().iter().filter(|happening| fits(happening)).count()
}

/// A fight that looks like none in particular: everybody flies and fires by a hash of his slot and the time.
fn brawl(players: Slot, tick: Tick, seed: u64) -> impl Iterator<Item = Command> {
    (0..players).map(move |slot| {
        let mut r = seed ^ (u64::from(slot) << 32 | u64::from(tick / 12)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        r = (r ^ (r >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        r ^= r >> 27;
        let axis = |bits: u64| (bits as i8).max(-127);
        let drive = Drive { x: axis(r), y: axis(r >> 8), boost: r >> 16 & 3 == 0, rail: r >> 18 & 3 == 0 };
        let intent = Intent {
            drive,
            aim: ((r >> 24) as i16, (r >> 40) as i16),
            fire: r >> 60 & 1 == 0,
            rewind: (r >> 8) as u16 % 145,
        };
        Command::Fly { slot, intent }
    })
}
