//! From what is seen to what is wanted.

mod aim;
mod errand;
mod fight;
mod plan;
mod rail;
mod skill;
mod steer;
mod target;
mod wander;

use std::{fmt, str::FromStr};

use fracas_protocol::{Drive, Motion, Slot, Tick, motion, record::OwnRecord, stat};
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

use crate::{point::Point, sight::Sight};
use skill::Hands;

/// What a player wants in one tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Thrust to the right, -127..=127.
    pub move_x: i8,
    /// Thrust down, -127..=127.
    pub move_y: i8,
    /// Boost.
    pub boost: bool,
    /// Fire the blaster.
    pub fire: bool,
    /// Fire the rail.
    pub rail: bool,
    /// Aim to the right, any length; (0, 0) keeps the last.
    pub aim_x: i16,
    /// Aim down.
    pub aim_y: i16,
}

impl Wish {
    /// The part of it that moves the ship.
    pub fn drive(&self) -> Drive {
        Drive { x: self.move_x, y: self.move_y, boost: self.boost, rail: self.rail }
    }
}

/// What a living player has before his eyes when he decides.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The world as of the newest snapshot.
    pub sight: &'a Sight,
    /// His ship in that snapshot: hull, cooldown.
    pub own: &'a OwnRecord,
    /// His ship as predicted for the tick before `tick`.
    pub me: Motion,
    /// His seat.
    pub slot: Slot,
    /// The tick in which the wish will be used.
    pub tick: Tick,
}

impl View<'_> {
    /// Where the own ship is, units.
    pub fn at(&self) -> Point {
        Point::new(self.me.x, self.me.y)
    }

    /// Seconds from the newest snapshot to the tick in which the wish will be used.
    pub fn ahead_s(&self) -> f64 {
        f64::from(self.tick - self.sight.tick()) * self.sight.steps().dt
    }

    /// Share of the own hull, 0 up to 1.
    pub fn hull(&self) -> f64 {
        let rules = self.sight.rules();
        let points = f64::from(self.points(stat::HULL));
        f64::from(self.own.hull) / (rules.hull_max * (1.0 + points * rules.hull_step))
    }

    /// Points in one of the own stats.
    pub fn points(&self, stat: u8) -> u8 {
        stat::unpack(self.sight.progress().stats)[usize::from(stat)]
    }

    /// Where the own ship will be after this tick, units: the rail's line begins there.
    pub fn at_after(&self, drive: Drive) -> Point {
        let (sight, tick) = (self.sight, self.tick);
        let solid = sight.rocks().iter().map(|(_, rock)| *rock).filter(|rock| rock.is_solid(tick));
        let tune = sight.own_tune().unwrap_or_default();
        let after = motion::step(self.me, drive, tune, sight.steps(), sight.half(tick), solid);
        Point::new(after.x, after.y)
    }

    /// A tick `seconds` from now.
    fn later(&self, seconds: f64) -> Tick {
        self.tick + (seconds / self.sight.steps().dt).max(1.0) as u32
    }
}

/// Decides, once per tick while its ship lives.
pub trait Brain: Send {
    /// What the player wants in `view.tick`.
    fn wish(&mut self, view: &View<'_>) -> Wish;

    /// The stat that the next point goes into, none of which holds more than `full`; `None` leaves it to the
    /// server.
    fn next_point(&self, points: &[u8; stat::COUNT], full: u8) -> Option<u8> {
        let _ = (points, full);
        None
    }
}

/// Which brain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BrainKind {
    /// Seeks company and fights it.
    #[default]
    Fight,
    /// Flies about and collects, never fires.
    Wander,
    /// Goes to the middle of the world and fights there: as many ships on one screen as there are.
    Swarm,
    /// Does nothing.
    Idle,
}

/// How well it plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strength {
    /// For a newcomer to beat.
    Easy,
    /// A fair match.
    #[default]
    Normal,
    /// Hurts.
    Hard,
}

/// How it treats newcomers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manners {
    /// As everybody else: it plays to win, and shoots as much as people do.
    #[default]
    Rival,
    /// As a host: gently, so that a first life is worth living.
    Host,
}

impl BrainKind {
    /// Every brain with its name, as options spell it.
    pub const ALL: [(&'static str, Self); 4] =
        [("fight", Self::Fight), ("wander", Self::Wander), ("swarm", Self::Swarm), ("idle", Self::Idle)];

    /// Makes a brain. The seed decides all that is left to chance.
    pub fn build(self, strength: Strength, manners: Manners, seed: u64) -> Box<dyn Brain> {
        let rng = ChaCha8Rng::seed_from_u64(seed);
        let hands = Hands::new(strength, manners);
        match self {
            Self::Fight => Box::new(fight::Fight::new(hands, None, rng)),
            Self::Swarm => Box::new(fight::Fight::new(hands, Some(Point::ZERO), rng)),
            Self::Wander => Box::new(wander::Wander::new(rng)),
            Self::Idle => Box::new(Idle),
        }
    }
}

impl Strength {
    /// Every strength with its name, as options spell it.
    pub const ALL: [(&'static str, Self); 3] =
        [("easy", Self::Easy), ("normal", Self::Normal), ("hard", Self::Hard)];
}

/// Does nothing.
struct Idle;

impl Brain for Idle {
    fn wish(&mut self, _: &View<'_>) -> Wish {
        Wish::default()
    }
}

/// A name that is not in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The names that are.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of: {}", self.known.join(", "))
    }
}

impl std::error::Error for UnknownName {}

fn named<T: Copy>(all: &[(&'static str, T)], name: &str) -> Result<T, UnknownName> {
    all.iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| *value)
        .ok_or_else(|| UnknownName { known: all.iter().map(|(known, _)| *known).collect() })
}

impl FromStr for BrainKind {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        named(&Self::ALL, name)
    }
}

impl FromStr for Strength {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        named(&Self::ALL, name)
    }
}
