//! The whole state as plain rows in slot order, and its checksum.

use fracas_protocol::{Motion, Rock, Slot, Tick};

use super::{
    dice::DiceState,
    grow::Crown,
    past::Past,
    seats::Seat,
    size::Size,
    stats::Stats,
    things::{Boulder, Gun, Hull, Scrap, Shield, Ship, ShipParts, Shot},
};

/// The state of a world between two ticks: all that its future depends on, besides the rules.
///
/// Entities are not in it: they differ between worlds that are equal.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    pub(crate) tick: Tick,
    pub(crate) size: Size,
    /// Those of ships, rocks, scrap and power-ups.
    pub(crate) dice: [DiceState; 4],
    pub(crate) crown: Crown,
    pub(crate) past: Past,
    pub(crate) seats: Vec<(Slot, Seat)>,
    pub(crate) ships: Vec<(Slot, ShipParts)>,
    pub(crate) shots: Vec<(Slot, Shot)>,
    pub(crate) rocks: Vec<(Slot, Boulder)>,
    pub(crate) scrap: Vec<(Slot, Scrap)>,
}

impl Checkpoint {
    /// The newest tick in it.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// FNV-1a (64 bits) over the bits of every field. Every struct is taken apart by name, so that a new field
    /// does not compile until it is hashed.
    pub fn checksum(&self) -> u64 {
        let Self {
            tick,
            size: Size { half, next },
            dice,
            crown: Crown(crown),
            past: Past(past),
            seats,
            ships,
            shots,
            rocks,
            scrap,
        } = self;
        let mut h = Fnv::default();
        h.u32(*tick).f32(*half);
        h.option(*next, |h, (half, from)| h.f32(half).u32(from));
        for DiceState { seed, stream, word } in dice {
            h.bytes(seed).bytes(&stream.to_le_bytes()).bytes(&word.to_le_bytes());
        }
        h.u32((*crown).into());
        for places in past {
            h.rows(places, |h, (x, y)| {
                h.f32(*x).f32(*y);
            });
        }
        h.rows(seats, hash_seat);
        h.rows(ships, hash_ship);
        h.rows(shots, |h, Shot { owner, origin, heading, birth, damage, direction: _ }| {
            // The direction follows from the heading.
            h.u32((*owner).into())
                .f32(origin.0)
                .f32(origin.1)
                .u32((*heading).into())
                .u32(*birth)
                .f32(*damage);
        });
        h.rows(rocks, |h, Boulder { rock: Rock { x, y, radius, from, until }, look, hull }| {
            h.f32(*x).f32(*y).f32(*radius).u32(*from).u32(*until).u32((*look).into()).f32(*hull);
        });
        h.rows(scrap, |h, Scrap { at, value, what, until }| {
            h.f32(at.0).f32(at.1).bytes(&[*value, *what]).u32(*until);
        });
        h.0
    }
}

fn hash_seat(h: &mut Fnv, seat: &Seat) {
    let Seat { score, experience, level, stats: Stats(stats), points, points_since, respawn } = seat;
    h.u32(*score).u32(*experience).bytes(&[*level, *points]).bytes(stats).u32(*points_since);
    h.option(*respawn, |h, tick| h.u32(tick));
}

fn hash_ship(h: &mut Fnv, parts: &ShipParts) {
    let ShipParts {
        ship: Ship { motion: Motion { x, y, vx, vy, energy, spent, reload }, aim, boosting },
        hull: Hull { points, hurt },
        gun: Gun { ready, triple },
        shield: Shield { until, lasts },
    } = parts;
    h.f32(*x).f32(*y).f32(*vx).f32(*vy).f32(*energy).bytes(&[(*spent).into(), *reload]);
    h.f32(aim.0).f32(aim.1).u32((*boosting).into());
    h.f32(*points).u32(*hurt).bytes(&ready.to_bits().to_le_bytes()).u32(*triple);
    h.u32(*until).u32((*lasts).into());
}

/// FNV-1a, 64 bits.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.bytes(&value.to_le_bytes())
    }

    fn f32(&mut self, value: f32) -> &mut Self {
        self.u32(value.to_bits())
    }

    fn option<T>(&mut self, value: Option<T>, some: impl FnOnce(&mut Self, T) -> &mut Self) -> &mut Self {
        self.u32(value.is_some().into());
        match value {
            Some(value) => some(self, value),
            None => self,
        }
    }

    fn rows<T>(&mut self, rows: &[(Slot, T)], row: impl Fn(&mut Self, &T)) {
        self.u32(rows.len() as u32);
        for (slot, thing) in rows {
            row(self.u32((*slot).into()), thing);
        }
    }
}
