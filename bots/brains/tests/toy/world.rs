//! A world that is just enough to fly and fight in: everybody sees everything, in true protocol bytes.

use std::collections::VecDeque;

use fracas_brains::{BrainKind, Pilot, Point, Strength};
use fracas_protocol::{
    Drive, Motion, NOBODY, PROTOCOL_VERSION, Rock, Rules, ServerMessage, Steps, Tick,
    client::{Input, buttons},
    decode_server, heading, motion,
    quantize::pack,
    record::{OwnRecord, RockRecord, ShipRecord, ShotRecord, causes, own_flags, ship_state},
    server::{Seated, Welcome},
    snapshot::Parts,
};

/// Seats far apart enough that nobody pushes; this world has no pushing.
const HALF: f32 = 1500.0;

/// One pilot and his ship.
pub(crate) struct Seat {
    pub(crate) pilot: Pilot,
    pub(crate) ship: Motion,
    pub(crate) hull: f64,
    pub(crate) shielded: bool,
    pub(crate) fired: u32,
    pub(crate) deaths: u32,
    pub(crate) hits: u32,
    /// Inputs on their way, newest last.
    line: VecDeque<Input>,
    used: Option<Input>,
    cooldown: u32,
    causes: u8,
}

struct Bullet {
    owner: usize,
    origin: Point,
    heading: u16,
    birth: Tick,
}

/// The world.
pub(crate) struct Toy {
    pub(crate) seats: Vec<Seat>,
    pub(crate) tick: Tick,
    pub(crate) steps: Steps,
    /// (rock, told already)
    rocks: Vec<(Rock, bool)>,
    bullets: Vec<Option<Bullet>>,
    /// Ticks that an input is on its way.
    lag: usize,
    /// Ticks in which nobody's input arrives.
    pub(crate) starving: fn(Tick) -> bool,
}

impl Toy {
    pub(crate) fn new(pilots: Vec<Pilot>, lag: usize, rocks: Vec<Rock>) -> Self {
        let rules = Rules::default();
        let steps = Steps::new(&rules, 30);
        let count = pilots.len();
        let seats = pilots.into_iter().enumerate().map(|(at, mut pilot)| {
            pilot.read(&ServerMessage::Welcome(Welcome {
                version: PROTOCOL_VERSION,
                room: "toy".into(),
                tick_rate: 30,
                tick: 0,
                world_half: HALF,
                rules: rules.clone(),
                steps: steps.clone(),
            }));
            pilot.read(&ServerMessage::Seated(Seated { slot: at as u16, name: "toy".into() }));
            let x = (at as f32 + 0.5 - count as f32 / 2.0) * 400.0;
            let ship = Motion { x, y: (at % 2) as f32 * 300.0, energy: 100.0, ..Motion::default() };
            Seat {
                pilot,
                ship,
                hull: 100.0,
                shielded: false,
                fired: 0,
                deaths: 0,
                hits: 0,
                line: VecDeque::new(),
                used: None,
                cooldown: 0,
                causes: 0,
            }
        });
        Self {
            seats: seats.collect(),
            tick: 0,
            steps,
            rocks: rocks.into_iter().map(|rock| (rock, false)).collect(),
            bullets: (0..512).map(|_| None).collect(),
            lag,
            starving: |_| false,
        }
    }

    /// A world of `count` pilots with the same brain.
    pub(crate) fn of(count: u64, brain: BrainKind, strength: Strength) -> Self {
        Self::new((0..count).map(|seed| Pilot::new(brain, strength, seed)).collect(), 2, Vec::new())
    }

    pub(crate) fn add_rock(&mut self, rock: Rock) {
        self.rocks.push((rock, false));
    }

    /// Runs `ticks` ticks: inputs, motion, shots, snapshots.
    pub(crate) fn run(&mut self, ticks: u32) {
        for _ in 0..ticks {
            self.tick += 1;
            let starving = (self.starving)(self.tick);
            for at in 0..self.seats.len() {
                self.fly(at, starving);
            }
            let new_bullets = self.fight();
            let rocks = self.rock_news();
            for at in 0..self.seats.len() {
                self.tell(at, &new_bullets, &rocks);
            }
        }
    }

    fn fly(&mut self, at: usize, starving: bool) {
        let seat = &mut self.seats[at];
        seat.line.push_back(seat.pilot.next_input());
        let arrives = seat.line.len() > self.lag && !starving;
        let fresh = if arrives { seat.line.pop_front() } else { None };
        match fresh {
            Some(input) => seat.used = Some(input),
            None if seat.used.is_some() => seat.causes |= causes::STARVED,
            None => {}
        }
        let drive = seat.used.as_ref().map_or(Drive::default(), |input| Drive {
            x: input.move_x,
            y: input.move_y,
            boost: input.buttons & buttons::BOOST != 0,
        });
        let tick = self.tick;
        let solid = self.rocks.iter().map(|(rock, _)| *rock).filter(|rock| rock.is_solid(tick));
        seat.ship = motion::step(seat.ship, drive, &self.steps, HALF, solid);
    }

    /// Fires, flies bullets and hurts. Returns the records of new bullets.
    fn fight(&mut self) -> Vec<u8> {
        let mut records = Vec::new();
        for at in 0..self.seats.len() {
            let seat = &mut self.seats[at];
            seat.cooldown = seat.cooldown.saturating_sub(1);
            let Some(input) = seat.used.clone() else { continue };
            if input.buttons & buttons::FIRE == 0 || seat.cooldown > 0 {
                continue;
            }
            let (x, y) = (f64::from(seat.ship.x), f64::from(seat.ship.y));
            let heading = heading::pack16(input.aim_x.into(), input.aim_y.into());
            let slot = self.bullets.iter().position(Option::is_none).expect("enough bullets");
            self.bullets[slot] =
                Some(Bullet { owner: at, origin: Point { x, y }, heading, birth: self.tick });
            (seat.cooldown, seat.fired) = (self.steps.fire_ticks as u32, seat.fired + 1);
            let record = ShotRecord {
                slot: slot as u16,
                owner: at as u16,
                x: pack(x),
                y: pack(y),
                heading,
                birth: self.tick as u8,
                weapon: 0,
            };
            records.extend(record.to_bytes());
        }
        for slot in 0..self.bullets.len() {
            self.fly_bullet(slot);
        }
        records
    }

    fn fly_bullet(&mut self, slot: usize) {
        let Some(bullet) = &self.bullets[slot] else { return };
        let (x, y) = heading::unpack16(bullet.heading);
        let direction = Point { x, y };
        let age = f64::from(self.tick - bullet.birth);
        let here = bullet.origin + direction * (age * self.steps.shot_step);
        let owner = bullet.owner;
        let over = age >= self.steps.shot_ticks;
        let victim = self.seats.iter_mut().enumerate().find(|(at, seat)| {
            let ship = Point::new(seat.ship.x, seat.ship.y);
            *at != owner && ship.distance_to_segment(here - direction * self.steps.shot_step, here) < 22.0
        });
        let hit = victim.is_some();
        if let Some((_, seat)) = victim
            && !seat.shielded
        {
            seat.hull -= 12.0;
            seat.ship.vx += (direction.x * 24.0) as f32;
            seat.ship.vy += (direction.y * 24.0) as f32;
            seat.causes |= causes::HIT;
            if seat.hull <= 0.0 {
                (seat.hull, seat.deaths) = (100.0, seat.deaths + 1);
            }
            self.seats[owner].hits += 1;
        }
        if hit || over {
            self.bullets[slot] = None;
        }
    }

    fn rock_news(&mut self) -> Vec<u8> {
        let news = self.rocks.iter_mut().enumerate().filter(|(_, (_, told))| !told);
        news.flat_map(|(slot, (rock, told))| {
            *told = true;
            let Rock { x, y, radius, from, until } = *rock;
            RockRecord { slot: slot as u16, look: 0, x, y, radius, from, until }.to_bytes()
        })
        .collect()
    }

    fn tell(&mut self, at: usize, shots: &[u8], rocks: &[u8]) {
        let ships = self.seats.iter().enumerate().filter(|(other, _)| *other != at);
        let ships = ships.flat_map(|(other, seat)| {
            let hull = (seat.hull / 100.0 * 31.0).ceil() as u8;
            let state = hull | if seat.shielded { ship_state::SHIELD } else { 0 };
            let (x, y) = (pack(seat.ship.x.into()), pack(seat.ship.y.into()));
            ShipRecord { slot: other as u16, x, y, heading: 0, state }.to_bytes()
        });
        let ships = ships.collect();
        let seat = &mut self.seats[at];
        let m = seat.ship;
        let parts = Parts {
            tick: self.tick,
            ack_seq: seat.used.as_ref().map_or(0, |input| input.seq),
            own: Some(OwnRecord {
                x: m.x,
                y: m.y,
                vx: m.vx,
                vy: m.vy,
                energy: m.energy,
                hull: seat.hull as u8,
                cooldown: seat.cooldown as u8,
                flags: if m.spent { own_flags::SPENT } else { 0 },
                causes: std::mem::take(&mut seat.causes),
                score: 0,
            }),
            view: (NOBODY, 0, 0),
            ships,
            shots: shots.to_vec(),
            rocks: rocks.to_vec(),
            ..Parts::default()
        };
        let mut bytes = Vec::new();
        parts.write(&mut bytes);
        seat.pilot.read(&decode_server(&bytes).expect("the toy speaks the protocol"));
    }
}
