//! The snapshots of the toy world.

use fracas_brains::Point;
use fracas_protocol::{
    Event, NOBODY, Rock, decode_server, encode,
    event::Name,
    heading::pack8,
    quantize::pack,
    record::{OwnRecord, ProgressRecord, RockRecord, ScrapRecord, ShipRecord, own_flags, ship_state},
    snapshot::Parts,
    stat,
};

use crate::world::{Seat, Toy};

/// What a seat is told once; a snapshot that is skipped leaves it for the next.
#[derive(Default)]
pub(crate) struct News {
    pub(crate) shots: Vec<u8>,
    pub(crate) rocks: Vec<u8>,
    pub(crate) scrap: Vec<u8>,
    pub(crate) left_scrap: Vec<u8>,
    events: Vec<Event>,
}

impl News {
    pub(crate) fn of_rocks(rocks: &[Rock]) -> Self {
        let records = rocks.iter().enumerate().flat_map(|(slot, rock)| record_of(slot, rock));
        Self { rocks: records.collect(), ..Self::default() }
    }
}

fn record_of(slot: usize, rock: &Rock) -> [u8; RockRecord::SIZE] {
    let Rock { x, y, radius, from, until } = *rock;
    RockRecord { slot: slot as u16, look: 0, x, y, radius, from, until }.to_bytes()
}

impl Toy {
    pub(crate) fn add_rock(&mut self, rock: Rock) {
        let record = record_of(self.rocks.len(), &rock);
        self.rocks.push(rock);
        self.seats.iter_mut().for_each(|seat| seat.news.rocks.extend(record));
    }

    pub(crate) fn add_pickup(&mut self, at: Point, what: u8) {
        let slot = self.pickups.len() as u16;
        self.pickups.push(Some((at, what)));
        let record = ScrapRecord { slot, x: pack(at.x), y: pack(at.y), value: 0, what };
        self.seats.iter_mut().for_each(|seat| seat.news.scrap.extend(record.to_bytes()));
    }

    /// Gives a seat a level and tells everybody.
    pub(crate) fn set_level(&mut self, at: usize, level: u8) {
        self.seats[at].level = level;
        let event = Event::Name(Name { slot: at as u16, name: "toy".into(), bot: false, level });
        self.seats.iter_mut().for_each(|seat| seat.news.events.push(event.clone()));
    }

    /// Everybody has a level at which nobody is gentle to him.
    pub(crate) fn nobody_is_new(&mut self) {
        (0..self.seats.len()).for_each(|at| self.set_level(at, 6));
    }

    /// Tells one seat everything.
    pub(crate) fn tell(&mut self, at: usize) {
        let others = self.seats.iter().enumerate().filter(|(other, _)| *other != at);
        let ships = others.flat_map(|(other, seat)| ship_record(other, seat).to_bytes()).collect();
        let (tick, steps) = (self.tick, &self.steps);
        let seat = &mut self.seats[at];
        let news = std::mem::take(&mut seat.news);
        let m = seat.ship;
        let progress = Some(ProgressRecord {
            stats: stat::pack(&seat.stats),
            level: seat.level,
            points: seat.points,
            ..ProgressRecord::default()
        });
        let told_progress = std::mem::replace(&mut seat.told_progress, progress);
        let parts = Parts {
            tick,
            ack_seq: seat.used.as_ref().map_or(0, |input| input.seq),
            own: Some(OwnRecord {
                x: m.x,
                y: m.y,
                vx: m.vx,
                vy: m.vy,
                energy: m.energy,
                shield: if seat.shielded { steps.shield_ticks as u16 } else { 0 },
                triple: 0,
                hull: seat.hull.ceil() as u8,
                cooldown: seat.cooldown as u8,
                reload: m.reload,
                flags: if m.spent { own_flags::SPENT } else { 0 },
                causes: std::mem::take(&mut seat.causes),
            }),
            progress: progress.filter(|_| progress != told_progress),
            view: (NOBODY, 0, 0),
            ships,
            shots: news.shots,
            rocks: news.rocks,
            scrap: news.scrap,
            left_scrap: news.left_scrap,
            event_count: news.events.len() as u32,
            events: news.events.iter().flat_map(encode).collect(),
            ..Parts::default()
        };
        let mut bytes = Vec::new();
        parts.write(&mut bytes);
        seat.pilot.read(&decode_server(&bytes).expect("the toy speaks the protocol"));
    }
}

fn ship_record(slot: usize, seat: &Seat) -> ShipRecord {
    let hull = (seat.hull / 100.0 * 31.0).ceil() as u8;
    let state = hull | if seat.shielded { ship_state::SHIELD } else { 0 };
    let aim = seat.used.as_ref().map_or((0, 0), |input| (input.aim_x, input.aim_y));
    let (x, y) = (pack(seat.ship.x.into()), pack(seat.ship.y.into()));
    ShipRecord { slot: slot as u16, x, y, heading: pack8(aim.0.into(), aim.1.into()), state }
}
