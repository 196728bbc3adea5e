//! The world between two steps, as rows by rising slot; nothing is allocated.

use fracas_protocol::{Slot, Tick};

use super::{Simulation, ship_parts};
use crate::sim::{
    RockRow, ScrapRow, SeatRow, ShipRow, ShotRow,
    grow::Crown,
    seats::{Seat, Seats},
    size::Size,
    things::{Boulder, Gun, Hull, Scrap, Shield, Ship, ShipParts, Shot},
};

impl Simulation {
    /// All ships in the world, by rising slot.
    pub fn ships(&self) -> impl Iterator<Item = ShipRow> {
        self.each::<Ship, _>(&self.ships).map(|(slot, parts)| self.ship_row(slot, parts))
    }

    /// The ship of a player; `None` while he is dead, or nobody sits there.
    pub fn ship(&self, slot: Slot) -> Option<ShipRow> {
        let entity = self.slots::<Ship>().get(slot)?;
        let parts = self.ships.get_manual(&self.world, entity).ok()?;
        Some(self.ship_row(slot, parts))
    }

    fn ship_row(&self, slot: Slot, parts: (&Ship, &Hull, &Gun, &Shield)) -> ShipRow {
        let ShipParts { ship: Ship { motion, aim, boosting }, hull, gun, shield } = ship_parts(parts);
        let tick = self.tick();
        let stats = self.world.resource::<Seats>().get(slot).map(|seat| seat.stats).unwrap_or_default();
        ShipRow {
            slot,
            motion,
            aim,
            hull: hull.points,
            hull_max: stats.hull_max(self.rules()) as f32,
            boosting,
            shield: shield.until.saturating_sub(tick),
            triple: gun.triple.saturating_sub(tick),
            cooldown: (gun.ready - f64::from(tick)).ceil().clamp(0.0, 255.0) as u8,
        }
    }

    /// All shots in flight, by rising slot.
    pub fn shots(&self) -> impl Iterator<Item = ShotRow> {
        let (tick, step) = (self.tick(), self.steps().shot_step);
        self.each::<Shot, _>(&self.shots).map(move |(slot, shot)| {
            let Shot { owner, origin, heading, birth, .. } = *shot;
            let (x, y) = shot.at(tick, step);
            ShotRow { slot, owner, origin, heading, birth, at: (x as f32, y as f32) }
        })
    }

    /// All rocks, by rising slot: solid ones, those to come, and broken ones until they go.
    pub fn rocks(&self) -> impl Iterator<Item = RockRow> {
        self.each::<Boulder, _>(&self.rocks).map(|(slot, rock)| rock_row(slot, rock))
    }

    /// One rock.
    pub fn rock(&self, slot: Slot) -> Option<RockRow> {
        let entity = self.slots::<Boulder>().get(slot)?;
        Some(rock_row(slot, self.rocks.get_manual(&self.world, entity).ok()?))
    }

    /// All scrap, by rising slot.
    pub fn scrap(&self) -> impl Iterator<Item = ScrapRow> {
        self.each::<Scrap, _>(&self.scrap).map(|(slot, &Scrap { at, value, what, .. })| ScrapRow {
            slot,
            at,
            value,
            what,
        })
    }

    /// The points of all players, by rising slot.
    pub fn scores(&self) -> impl Iterator<Item = (Slot, u32)> {
        self.world.resource::<Seats>().iter().map(|(slot, seat)| (slot, seat.score))
    }

    /// A player; `None` for an empty seat.
    pub fn seat(&self, slot: Slot) -> Option<SeatRow> {
        let seat = self.world.resource::<Seats>().get(slot)?;
        let &Seat { score, experience, level, stats, points, .. } = seat;
        let next = seat.next_level(self.rules());
        let share = |cost: u32| f64::from(experience) / f64::from(cost) * 255.0;
        let progress = next.map_or(255, |cost| share(cost).min(255.0) as u8);
        Some(SeatRow { score, level, progress, points, stats: stats.0 })
    }

    /// Who wears the crown, or [`NOBODY`](fracas_protocol::NOBODY).
    pub fn crown(&self) -> Slot {
        self.world.resource::<Crown>().0
    }

    /// Units: half the side of the world in [`Self::tick`].
    pub fn half(&self) -> f32 {
        self.world.resource::<Size>().half
    }

    /// The next size (units, half the side) and the first tick of it, when one is dated.
    pub fn next_half(&self) -> Option<(f32, Tick)> {
        self.world.resource::<Size>().next
    }
}

fn rock_row(slot: Slot, boulder: &Boulder) -> RockRow {
    RockRow { slot, look: boulder.look, rock: boulder.rock }
}
