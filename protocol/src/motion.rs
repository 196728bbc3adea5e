//! The one function that moves a ship: run by the server, by bots and, ported line by line, by the browser.
//!
//! A ship's state rests as f32 (it is what travels) and is computed in f64 with `+ - * / sqrt` only, which
//! IEEE 754 rounds the same everywhere; it is rounded to f32 at the end of a step, and energy once more after the rail. Prediction is
//! therefore compared by bits, and a difference is a real event of the game, never an error of arithmetic.

use crate::{Tick, stat, steps::Steps};

/// What moves: exactly the state that a client predicts and the server sends.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Motion {
    /// Units from the middle of the world, to the right.
    pub x: f32,
    /// Units from the middle of the world, downwards.
    pub y: f32,
    /// Units a second.
    pub vx: f32,
    /// Units a second.
    pub vy: f32,
    /// Points, 0 up to [`Steps::energy_max`] and what stats add to it.
    pub energy: f32,
    /// Boost emptied the ship: it stays off until the key is let go or energy reaches [`Steps::energy_resume`].
    pub spent: bool,
    /// Ticks until the rail may fire again.
    pub reload: u8,
}

impl Motion {
    /// The same state, bit for bit (so that -0.0 and 0.0 differ, as they would after a division).
    pub fn same_bits(&self, other: &Self) -> bool {
        self.bits() == other.bits()
    }

    fn bits(&self) -> ([u32; 5], bool, u8) {
        ([self.x, self.y, self.vx, self.vy, self.energy].map(f32::to_bits), self.spent, self.reload)
    }
}

/// The part of an input that moves a ship.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drive {
    /// Thrust on the screen to the right, -127..=127; a pair longer than 127 is shortened to it.
    pub x: i8,
    /// Thrust on the screen downwards, -127..=127.
    pub y: i8,
    /// Boost is asked for.
    pub boost: bool,
    /// A shot of the rail is asked for: it costs energy, so it is part of motion.
    pub rail: bool,
}

/// What a player has made of his ship, as far as motion knows it: points in two of the stats. What a snapshot tells
/// counts from the step after its tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tune {
    /// Points in speed.
    pub speed: u8,
    /// Points in energy.
    pub energy: u8,
}

impl Tune {
    /// The part of all stats that motion knows.
    pub fn of(points: &[u8; stat::COUNT]) -> Self {
        Self { speed: points[usize::from(stat::SPEED)], energy: points[usize::from(stat::ENERGY)] }
    }
}

/// A rock, as motion knows it: a solid disc with dates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rock {
    /// Units.
    pub x: f32,
    /// Units.
    pub y: f32,
    /// Units.
    pub radius: f32,
    /// First tick in which it is solid.
    pub from: Tick,
    /// First tick in which it is not solid any more.
    pub until: Tick,
}

impl Rock {
    /// True while a ship cannot pass through it.
    #[inline]
    pub fn is_solid(&self, tick: Tick) -> bool {
        self.from <= tick && tick < self.until
    }
}

/// True when `drive` would boost the ship in this state.
#[inline]
pub fn boosts(m: &Motion, drive: Drive, k: &Steps) -> bool {
    drive.boost && (drive.x != 0 || drive.y != 0) && !m.spent && f64::from(m.energy) >= k.energy_drain
}

/// True when `drive` would fire the rail in the next step.
#[inline]
pub fn rails(m: &Motion, drive: Drive, k: &Steps) -> bool {
    drive.rail && m.reload <= 1 && f64::from(m.energy) >= k.rail_cost
}

/// Moves a ship by one tick.
///
/// `tune` is the player's; `half` is half the side of the world (units) in that tick; `rocks` are the solid ones that the ship may
/// touch, in slot order: a ship wedged between two ends where the order says. Rocks out of reach change nothing.
pub fn step(
    mut m: Motion,
    drive: Drive,
    tune: Tune,
    k: &Steps,
    half: f32,
    rocks: impl Iterator<Item = Rock>,
) -> Motion {
    if rails(&m, drive, k) {
        m.energy = (f64::from(m.energy) - k.rail_cost) as f32;
        m.reload = k.rail_ticks as u8;
    } else {
        m.reload = m.reload.saturating_sub(1);
    }

    m.spent = m.spent && drive.boost && f64::from(m.energy) < k.energy_resume;
    let boosting = boosts(&m, drive, k);
    let (ux, uy) = direction(drive);
    let pushing = drive.x != 0 || drive.y != 0;

    let reserve = 1.0 + f64::from(tune.energy) * k.energy_step;
    let mut energy = f64::from(m.energy);
    if boosting {
        energy -= k.energy_drain;
    } else {
        m.spent = m.spent || (drive.boost && pushing && energy < k.energy_drain);
        energy = (energy + k.energy_gain * reserve).min(k.energy_max * reserve);
    }

    let power = 1.0 + f64::from(tune.speed) * k.speed_step;
    let thrust = power * if boosting { k.boost_thrust } else { k.thrust };
    let mut vx = (f64::from(m.vx) + ux * thrust) * k.drag;
    let mut vy = (f64::from(m.vy) + uy * thrust) * k.drag;
    if !pushing && vx * vx + vy * vy < k.rest_speed * k.rest_speed {
        (vx, vy) = (0.0, 0.0);
    }
    let mut x = f64::from(m.x) + vx * k.dt;
    let mut y = f64::from(m.y) + vy * k.dt;

    for rock in rocks {
        let (rx, ry) = (f64::from(rock.x), f64::from(rock.y));
        let reach = f64::from(rock.radius) + k.radius;
        let (dx, dy) = (x - rx, y - ry);
        let square = dx * dx + dy * dy;
        if square >= reach * reach || square == 0.0 {
            continue;
        }
        let distance = square.sqrt();
        let (nx, ny) = (dx / distance, dy / distance);
        x = rx + nx * reach;
        y = ry + ny * reach;
        let inward = vx * nx + vy * ny;
        if inward < 0.0 {
            vx -= nx * inward * (1.0 + k.bounce);
            vy -= ny * inward * (1.0 + k.bounce);
        }
    }

    let wall = f64::from(half) - k.radius;
    (x, vx) = against_wall(x, vx, wall, k.bounce);
    (y, vy) = against_wall(y, vy, wall, k.bounce);
    Motion { x: x as f32, y: y as f32, vx: vx as f32, vy: vy as f32, energy: energy as f32, ..m }
}

/// The thrust as a vector of length 0 up to 1.
fn direction(drive: Drive) -> (f64, f64) {
    let (x, y) = (f64::from(drive.x) / 127.0, f64::from(drive.y) / 127.0);
    let square = x * x + y * y;
    if square <= 1.0 {
        return (x, y);
    }
    let length = square.sqrt();
    (x / length, y / length)
}

fn against_wall(at: f64, speed: f64, wall: f64, bounce: f64) -> (f64, f64) {
    if at > wall {
        (wall, if speed > 0.0 { -speed * bounce } else { speed })
    } else if at < -wall {
        (-wall, if speed < 0.0 { -speed * bounce } else { speed })
    } else {
        (at, speed)
    }
}
