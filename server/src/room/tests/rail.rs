//! Who shoots at what he sees hits it, over a line with delay and jitter; and never farther back than the rules say.

use std::collections::VecDeque;

use fracas_brains::Point;
use fracas_protocol::{
    ClientMessage, Rules, Slot, Tick,
    client::{Input, buttons},
    record::end,
};
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

use super::{Guest, Lab, Line, RATE, figure};
use crate::sim::{Command, REWIND_PARTS, Simulation};

const SEED: u64 = 5;
const TARGETS: usize = 4;

/// Units from the shooter at which targets cross, and how far they swing to either side.
const AWAY: f64 = 380.0;
const SWING: f64 = 260.0;

/// Units a second across the line of fire that make a shot a crossing one.
const CROSSING: f64 = 200.0;

/// Seconds that others are drawn behind the newest frame that has surely come: two ticks.
const DRAWN_BEHIND: f64 = 2.0 / RATE as f64;

/// Flies to the shooter's side and swings up and down there.
struct Target {
    guest: Guest,
    down: bool,
}

impl Target {
    fn input(&mut self, shooter: Point, lane: f64) -> Input {
        let at = self.guest.sight.own().map_or(shooter, |own| Point::new(own.x, own.y));
        let (dx, dy) = (shooter.x + lane - at.x, shooter.y - at.y);
        if dy > SWING {
            self.down = true;
        } else if dy < -SWING {
            self.down = false;
        }
        let move_x = (dx * 2.0).clamp(-127.0, 127.0) as i8;
        let move_y = if self.down { 127 } else { -127 };
        Input { move_x, move_y, ..neutral(self.guest.next_seq(), self.guest.sight.tick()) }
    }
}

fn neutral(seq: u32, ack: Tick) -> Input {
    Input { seq, ack, hold: 1, move_x: 0, move_y: 0, buttons: 0, aim_x: 0, aim_y: 0, back: 0 }
}

/// Stands, sees the others late, and fires the rail at the middle of what he sees.
struct Shooter {
    guest: Guest,
    down: Line<Vec<u8>>,
    up: Line<Input>,
    /// Where ships were told to be, by tick.
    told: VecDeque<(Tick, Vec<(Slot, Point)>)>,
    fired: u32,
    hit: u32,
    rest_until: f64,
}

impl Shooter {
    fn new(guest: Guest, round_trip: f64, jitter: f64) -> Self {
        let line = |seed| (round_trip / 2.0, jitter / 2.0, ChaCha8Rng::seed_from_u64(seed));
        let ((delay, jitter, one), (_, _, other)) = (line(1), line(2));
        Self {
            guest,
            down: Line::new(delay, jitter, one),
            up: Line::new(delay, jitter, other),
            told: VecDeque::new(),
            fired: 0,
            hit: 0,
            rest_until: 0.0,
        }
    }

    fn read(&mut self, now: f64) {
        while let Some(frame) = self.down.pop(now) {
            self.guest.read(&frame);
            for rail in self.guest.rails.iter().filter(|rail| rail.owner == self.guest.slot) {
                self.fired += 1;
                self.hit += u32::from(rail.what == end::SHIP);
            }
            let places = self.guest.sight.ships().iter().map(|(slot, ship)| (slot, ship.at)).collect();
            self.told.push_back((self.guest.sight.tick(), places));
            if self.told.len() > 60 {
                self.told.pop_front();
            }
        }
    }

    /// The tick, and the part of one, that is drawn at `now`.
    fn drawn(&self, now: f64) -> f64 {
        (now - self.down.delay - self.down.jitter - DRAWN_BEHIND) * f64::from(RATE)
    }

    /// Where a ship is drawn at a time in ticks.
    fn place(&self, slot: Slot, drawn: f64) -> Option<Point> {
        let at = |tick: Tick| {
            let (_, places) = self.told.iter().find(|(told, _)| *told == tick)?;
            places.iter().find(|(other, _)| *other == slot).map(|(_, at)| *at)
        };
        let (before, after) = (at(drawn.floor() as Tick)?, at(drawn.floor() as Tick + 1)?);
        Some(before + (after - before) * drawn.fract())
    }

    fn input(&mut self, now: f64) -> Input {
        let mut input = neutral(self.guest.next_seq(), self.guest.sight.tick());
        let (drawn, rules) = (self.drawn(now), self.guest.sight.rules().clone());
        let Some(own) = self.guest.sight.own() else { return input };
        let me = Point::new(own.x, own.y);
        let ready = own.reload == 0 && f64::from(own.energy) >= rules.rail_cost && now >= self.rest_until;
        let crossing = self.guest.sight.ships().iter().map(|(slot, _)| slot).find_map(|slot| {
            let at = self.place(slot, drawn)?;
            let speed = (at - self.place(slot, drawn - 1.0)?) * f64::from(RATE);
            let across = speed.dot((at - me).unit().turned()).abs();
            (across > CROSSING && (200.0..600.0).contains(&at.distance(me))).then_some(at)
        });
        if let Some(at) = crossing.filter(|_| ready) {
            let aim = (at - me) * 16.0;
            (input.aim_x, input.aim_y) = (aim.x as i16, aim.y as i16);
            input.buttons = buttons::RAIL;
            input.back =
                ((f64::from(input.ack) - drawn) * f64::from(REWIND_PARTS)).round().clamp(0.0, 255.0) as u8;
            // Until he has seen what became of it.
            self.rest_until = now + 1.0;
        }
        input
    }
}

/// Plays until so many shots were fired: (hits, shots), and the room.
fn duel(round_trip: f64, jitter: f64, shots: u32) -> (u32, u32, Lab) {
    let mut lab = Lab::new(SEED, 0, Rules { area_per_rock: 1e12, ..Rules::default() });
    let guest = lab.join("Shooter");
    let mut shooter = Shooter::new(guest, round_trip, jitter);
    let mut targets: Vec<Target> =
        (0..TARGETS).map(|n| Target { guest: lab.join("Target"), down: n % 2 == 0 }).collect();
    while shooter.fired < shots {
        assert!(lab.seconds() < 3600.0, "{} shots in an hour", shooter.fired);
        lab.tick();
        let now = lab.seconds();
        shooter.down.push(now, lab.frame(shooter.guest.key));
        let middle = shooter.guest.sight.own().map_or(Point::ZERO, |own| Point::new(own.x, own.y));
        for (n, target) in targets.iter_mut().enumerate() {
            target.guest.read(&lab.frame(target.guest.key));
            let side = if middle.x > 0.0 { -1.0 } else { 1.0 };
            let input = target.input(middle, side * (AWAY + 40.0 * n as f64));
            lab.send(target.guest.key, ClientMessage::Input(input));
        }
        // Half a tick later the shooter looks and sends.
        let now = now + 0.5 / f64::from(RATE);
        shooter.read(now);
        let input = shooter.input(now);
        shooter.up.push(now, input);
        while let Some(input) = shooter.up.pop(now) {
            lab.send(shooter.guest.key, ClientMessage::Input(input));
        }
    }
    (shooter.hit, shooter.fired, lab)
}

/// The greatest rewind that the simulation was told, in ticks.
fn longest_rewind(lab: &Lab) -> f64 {
    let rewinds = lab.log.iter().flatten().filter_map(|command| match command {
        Command::Fly { intent, .. } if intent.drive.rail => Some(f64::from(intent.rewind)),
        _ => None,
    });
    rewinds.fold(0.0, f64::max) / f64::from(REWIND_PARTS)
}

#[test]
fn at_150_ms_and_jitter_a_shooter_hits_what_he_saw() {
    let (hit, fired, lab) = duel(0.150, 0.020, 200);
    figure(&format!(
        "rail: {hit} of {fired} hit at 150 ms + 20 ms jitter, rewind up to {} ticks",
        longest_rewind(&lab)
    ));
    assert!(hit * 100 >= fired * 95, "{hit} of {fired}");
    assert!(longest_rewind(&lab) <= 9.0, "300 ms");

    // The same commands give the same world.
    let mut replay = Simulation::new(SEED, lab.room.sim.rules(), RATE);
    for commands in &lab.log {
        replay.step(commands);
    }
    assert_eq!(replay.checksum(), lab.room.sim.checksum());
}

#[test]
fn at_600_ms_nobody_is_hit_farther_back_than_the_limit() {
    let (hit, fired, lab) = duel(0.600, 0.020, 60);
    figure(&format!("rail: {hit} of {fired} hit at 600 ms"));
    assert_eq!(longest_rewind(&lab), 9.0);
    assert!(hit * 2 < fired, "{hit} of {fired}: a crossing ship is long gone");
}
