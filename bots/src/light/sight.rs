//! What a light player takes from a snapshot: his own ship, the nearest other one, and where to roam.

use fracas_brains::{BrainKind, Point};
use fracas_protocol::{
    Slot, far,
    limits::FAR_CELLS,
    quantize::{STEPS_PER_UNIT, pack},
    record::{ShipRecord, ship_state},
};

use super::Light;
use crate::envelope::Envelope;

/// Seconds between two choices of where to roam; the minimap comes twice a second.
const ROAM_S: f64 = 2.0;

/// Other ships near below which a fighter drifts to where more are; and as a multiple of an even spread.
const CROWD: (f64, f64, f64) = (4.0, 16.0, 1.3);

/// The nearest other ship.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Target {
    pub(super) slot: Slot,
    /// Units, as of the newest snapshot.
    pub(super) at: Point,
    /// Units a second, from successive places; zero at first sight.
    pub(super) velocity: Point,
    pub(super) shielded: bool,
}

impl Light {
    /// Takes in a snapshot.
    pub fn read(&mut self, told: &Envelope<'_>) {
        let ticks = told.tick.saturating_sub(self.tick).max(1);
        self.tick = told.tick;
        self.own = told.own;
        self.stats = told.progress.map_or(self.stats, |progress| progress.stats);
        if let Some(world) = &told.world {
            self.half = f64::from(world.half);
        }
        let Some(own) = &self.own else {
            self.target = None;
            return;
        };
        let at = Point::new(own.x, own.y);
        self.look_around(at, told.ships, f64::from(ticks) * self.rules.dt);
        if let Some(far) = told.far {
            self.roam(at, &far::unpack(far));
        }
    }

    /// Finds the nearest ship, and how fast it flies if it was the nearest before.
    fn look_around(&mut self, me: Point, ships: &[u8], seconds: f64) {
        let here = (pack(me.x), pack(me.y));
        let away = |ship: &ShipRecord| {
            let steps = |packed: u16, here: u16| i32::from(packed.wrapping_sub(here) as i16);
            (steps(ship.x, here.0), steps(ship.y, here.1))
        };
        let square = |ship: &ShipRecord| {
            let (x, y) = away(ship);
            i64::from(x) * i64::from(x) + i64::from(y) * i64::from(y)
        };
        self.near = ships.len() / ShipRecord::SIZE;
        let before = self.target.take();
        self.target = ShipRecord::all(ships).min_by_key(square).map(|ship| {
            let (x, y) = away(&ship);
            let at = me + Point::new(x, y) * (1.0 / STEPS_PER_UNIT);
            let velocity = match before.filter(|old| old.slot == ship.slot) {
                Some(old) => old.velocity * 0.5 + (at - old.at) * (0.5 / seconds),
                None => Point::ZERO,
            };
            Target { slot: ship.slot, at, velocity, shielded: ship.state & ship_state::SHIELD != 0 }
        });
    }

    /// Chooses where to roam: a cell of the minimap with company and not far, each to his taste.
    fn roam(&mut self, me: Point, far: &[u8; far::CELLS]) {
        let players: f64 = far.iter().map(|&ships| f64::from(ships)).sum();
        let (width, height) = self.rules.known;
        let even = players * width * height / (self.half * self.half);
        self.company = (even * CROWD.2).clamp(CROWD.0, CROWD.1);
        if self.kind == BrainKind::Wander || self.tick < self.goal_until {
            return;
        }
        self.goal_until = self.later(ROAM_S);
        let side = 2.0 * self.half / FAR_CELLS as f64;
        let mut best = (0.0, None);
        for cell in 0..far.len() {
            let (column, row) = (cell % FAR_CELLS, cell / FAR_CELLS);
            let middle = |index: usize| (index as f64 + 0.5) * side - self.half;
            let at = Point::new(middle(column), middle(row));
            let ships = around(far, column, row);
            let worth = ships * ships * (1.0 + 0.3 * self.chance.share()) / (900.0 + me.distance(at));
            if worth > best.0 {
                best = (worth, Some(at));
            }
        }
        self.goal = best.1;
    }
}

/// Ships in a cell of the minimap and the eight around it.
fn around(far: &[u8; far::CELLS], column: usize, row: usize) -> f64 {
    let span = |at: usize| at.saturating_sub(1)..(at + 2).min(FAR_CELLS);
    span(row).flat_map(|row| &far[row * FAR_CELLS..][span(column)]).map(|&ships| f64::from(ships)).sum()
}
