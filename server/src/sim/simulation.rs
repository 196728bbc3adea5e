//! One world: made or loaded, and stepped by commands.

mod read;
mod save;

use bevy_ecs::{
    prelude::*,
    query::{QueryState, ReadOnlyQueryData},
};
use fracas_protocol::{NOBODY, Rules, Slot, Steps, Tick};

use super::{
    Command, Happening,
    admit::Orders,
    checkpoint::Checkpoint,
    dice::Dice,
    grow::Crown,
    maps::{RockMap, ShipMap},
    past::Past,
    powers::Power,
    push::Pushes,
    rocks, schedule,
    scrap::{OldScrap, ScrapMap},
    seats::Seats,
    size::Size,
    slots::Slots,
    state::{Clock, Drops, Happenings, Impacts, Tuning},
    things::{Boulder, Gun, Helm, Hull, Scrap, Shield, Ship, ShipParts, Shot},
};

type ShipQuery = (&'static Ship, &'static Hull, &'static Gun, &'static Shield);

/// A world and its rules.
///
/// Between two steps it is read: rows come by rising slot, and nothing is allocated.
pub struct Simulation {
    world: World,
    schedule: Schedule,
    ships: QueryState<ShipQuery>,
    shots: QueryState<&'static Shot>,
    rocks: QueryState<&'static Boulder>,
    scrap: QueryState<&'static Scrap>,
}

impl Simulation {
    /// A world of the smallest size with its rocks and without players, at tick 0. `tick_rate` in Hz.
    ///
    /// # Panics
    /// When `tick_rate` is 0.
    pub fn new(seed: u64, rules: &Rules, tick_rate: u32) -> Self {
        Self::with_system_order(seed, rules, tick_rate, None)
    }

    /// The same; with `shuffle`, the systems of a tick are added in another order, which must change nothing.
    #[doc(hidden)]
    pub fn with_system_order(seed: u64, rules: &Rules, tick_rate: u32, shuffle: Option<u64>) -> Self {
        let half = Size::fit(0, rules);
        let mut rock_dice = Dice::<Boulder>::new(seed, 2);
        let first_rocks = rocks::first_rocks(half, rules, &mut rock_dice);
        let start = Checkpoint {
            tick: 0,
            size: Size { half, next: None },
            dice: [
                Dice::<Ship>::new(seed, 1).save(),
                rock_dice.save(),
                Dice::<Scrap>::new(seed, 3).save(),
                Dice::<Power>::new(seed, 4).save(),
            ],
            crown: Crown(NOBODY),
            past: Past::default(),
            seats: Vec::new(),
            ships: Vec::new(),
            shots: Vec::new(),
            rocks: (0..).zip(first_rocks).collect(),
            scrap: Vec::new(),
        };
        Self::build(rules, tick_rate, &start, shuffle)
    }

    /// A world in the saved state: it goes on exactly as the saved one would. The rules and the tick rate must be
    /// those it was saved under.
    ///
    /// # Panics
    /// When `tick_rate` is 0.
    pub fn load(rules: &Rules, tick_rate: u32, checkpoint: &Checkpoint) -> Self {
        Self::build(rules, tick_rate, checkpoint, None)
    }

    fn build(rules: &Rules, tick_rate: u32, start: &Checkpoint, shuffle: Option<u64>) -> Self {
        assert!(tick_rate > 0, "a world needs time");
        let mut world = World::new();
        world.insert_resource(Clock { tick: start.tick });
        world.insert_resource(Tuning { rules: rules.clone(), steps: Steps::new(rules, tick_rate) });
        world.insert_resource(start.size);
        let [ship_dice, rock_dice, scrap_dice, power_dice] = start.dice;
        world.insert_resource(Dice::<Ship>::load(ship_dice));
        world.insert_resource(Dice::<Boulder>::load(rock_dice));
        world.insert_resource(Dice::<Scrap>::load(scrap_dice));
        world.insert_resource(Dice::<Power>::load(power_dice));
        world.insert_resource(start.crown);
        world.insert_resource(start.past.clone());
        let mut seats = Seats::default();
        for (slot, seat) in &start.seats {
            seats.sit(*slot, *seat);
        }
        world.insert_resource(seats);
        fill::<Ship, _, _>(&mut world, &start.ships, |parts: &ShipParts| (*parts, Helm::default()));
        fill::<Shot, _, _>(&mut world, &start.shots, |shot| *shot);
        fill::<Boulder, _, _>(&mut world, &start.rocks, |rock| *rock);
        fill::<Scrap, _, _>(&mut world, &start.scrap, |scrap| *scrap);

        world.init_resource::<Orders>();
        world.init_resource::<Happenings>();
        world.init_resource::<Impacts>();
        world.init_resource::<Drops>();
        world.init_resource::<RockMap>();
        world.init_resource::<ShipMap>();
        world.init_resource::<Pushes>();
        world.init_resource::<OldScrap>();
        world.init_resource::<ScrapMap>();
        let (ships, shots, rocks, scrap) = (world.query(), world.query(), world.query(), world.query());
        Self { schedule: schedule::build(shuffle), ships, shots, rocks, scrap, world }
    }

    /// Computes the next tick from what the players want in it. The only door to the world.
    pub fn step(&mut self, commands: &[Command]) {
        self.world.resource_mut::<Orders>().set(commands);
        self.schedule.run(&mut self.world);
        // Without this the ECS would remember every removal for ever.
        self.world.clear_trackers();
        self.ships.update_archetypes(&self.world);
        self.shots.update_archetypes(&self.world);
        self.rocks.update_archetypes(&self.world);
        self.scrap.update_archetypes(&self.world);
    }

    /// The newest tick; 0 before the first step.
    pub fn tick(&self) -> Tick {
        self.world.resource::<Clock>().tick
    }

    /// The numbers that one tick needs.
    pub fn steps(&self) -> &Steps {
        &self.world.resource::<Tuning>().steps
    }

    /// The numbers of the game.
    pub fn rules(&self) -> &Rules {
        &self.world.resource::<Tuning>().rules
    }

    /// What the last step did, in order.
    pub fn happenings(&self) -> &[Happening] {
        &self.world.resource::<Happenings>().0
    }

    /// Spawns `count` entities and despawns them in another order, so that the ECS will hold and number all
    /// that follows in its own way; which must change nothing.
    #[doc(hidden)]
    pub fn churn(&mut self, count: usize) {
        let mut entities: Vec<Entity> = (0..count)
            .map(|i| match i % 3 {
                0 => self.world.spawn(Helm::default()).id(),
                1 => self.world.spawn(Gun { ready: 0.0, triple: 0 }).id(),
                _ => self.world.spawn((Shield { until: 0, lasts: false }, Helm::default())).id(),
            })
            .collect();
        // A third goes from the front, the rest from the back: freed ids come back in a mixed order.
        let rest = entities.split_off(count / 3);
        for entity in entities.into_iter().chain(rest.into_iter().rev()) {
            self.world.despawn(entity);
        }
    }

    fn slots<K: Component>(&self) -> &Slots<K> {
        self.world.resource()
    }

    /// All things of a kind with the parts that `query` reads, by rising slot.
    fn each<'a, K: Component, D: ReadOnlyQueryData>(
        &'a self,
        query: &'a QueryState<D>,
    ) -> impl Iterator<Item = (Slot, D::Item<'a, 'a>)> {
        let query = query.query_manual(&self.world);
        self.slots::<K>().iter().filter_map(move |(slot, entity)| Some((slot, query.get_inner(entity).ok()?)))
    }
}

/// Spawns things in their slots.
fn fill<K: Component, T, B: Bundle>(world: &mut World, rows: &[(Slot, T)], bundle: impl Fn(&T) -> B) {
    let mut slots = Slots::<K>::default();
    for (slot, row) in rows {
        slots.put(*slot, world.spawn(bundle(row)).id());
    }
    world.insert_resource(slots);
}

fn ship_parts((ship, hull, gun, shield): (&Ship, &Hull, &Gun, &Shield)) -> ShipParts {
    ShipParts { ship: *ship, hull: *hull, gun: *gun, shield: *shield }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Intent;

    #[test]
    fn a_world_can_be_handed_to_another_thread() {
        fn is_send<T: Send>() {}
        is_send::<Simulation>();
    }

    #[test]
    fn the_ecs_keeps_nothing_of_the_past() {
        let mut sim = Simulation::new(1, &Rules::default(), 30);
        sim.step(&(0..30).map(|slot| Command::Sit { slot }).collect::<Vec<_>>());
        let mut shots = 0;
        let mut entities = Vec::new();
        for tick in 0..2000_u32 {
            let aim = ((tick * 37 % 200) as i16 - 100, (tick * 53 % 200) as i16 - 100);
            let intent = Intent { aim, fire: true, ..Intent::default() };
            sim.step(&(0..30).map(|slot| Command::Fly { slot, intent }).collect::<Vec<_>>());
            shots += sim.shots().filter(|row| row.birth == sim.tick()).count();
            let things =
                sim.ships().count() + sim.shots().count() + sim.rocks().count() + sim.scrap().count();
            entities.push(sim.world.entities().count_spawned() as usize - things);
        }
        assert!(shots > 5_000, "{shots} shots came and went");
        assert!(entities.windows(2).all(|pair| pair[0] == pair[1]), "entities that are no things pile up");
        let removals: usize = sim.world.removed_components().iter().map(|(_, messages)| messages.len()).sum();
        assert!(removals < 1_000, "{removals} removals are remembered");
    }
}
