//! The whole state of a world, to go on from later or elsewhere.

use super::{Simulation, ship_parts};
use crate::sim::{
    checkpoint::Checkpoint,
    dice::Dice,
    grow::Crown,
    past::Past,
    powers::Power,
    seats::Seats,
    size::Size,
    things::{Boulder, Scrap, Ship, Shot},
};

impl Simulation {
    /// A number that two worlds share when their futures are the same. It is made from a whole [`Self::save`]:
    /// about 1 ms with 2,000 ships, so not for every tick of a big room.
    pub fn checksum(&self) -> u64 {
        self.save().checksum()
    }

    /// The state, to go on from later or elsewhere.
    pub fn save(&self) -> Checkpoint {
        let world = &self.world;
        Checkpoint {
            tick: self.tick(),
            size: *world.resource::<Size>(),
            dice: [
                world.resource::<Dice<Ship>>().save(),
                world.resource::<Dice<Boulder>>().save(),
                world.resource::<Dice<Scrap>>().save(),
                world.resource::<Dice<Power>>().save(),
            ],
            crown: *world.resource::<Crown>(),
            past: world.resource::<Past>().clone(),
            seats: world.resource::<Seats>().iter().map(|(slot, seat)| (slot, *seat)).collect(),
            ships: self.each::<Ship, _>(&self.ships).map(|(slot, parts)| (slot, ship_parts(parts))).collect(),
            shots: self.each::<Shot, _>(&self.shots).map(|(slot, shot)| (slot, *shot)).collect(),
            rocks: self.each::<Boulder, _>(&self.rocks).map(|(slot, rock)| (slot, *rock)).collect(),
            scrap: self.each::<Scrap, _>(&self.scrap).map(|(slot, scrap)| (slot, *scrap)).collect(),
        }
    }
}
