//! What a tick does, in order.

use bevy_ecs::{
    prelude::*,
    schedule::{LogLevel, ScheduleBuildSettings, ScheduleLabel, SingleThreadedExecutor},
};

use super::{
    admit, grow, hurt, maps, motion, past, powers, push, rail, rocks, scrap, shots, size, slots, spawn,
    state,
    things::{Boulder, Scrap, Ship, Shot},
};

#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
struct Tick;

/// The stages of a tick. One stage follows the other; the systems within a stage touch different data, so their
/// order means nothing, and the build of the schedule fails when that stops being true.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum SimSet {
    /// The clock strikes; dated sizes come into force; slots freed in the last tick may be taken.
    Open,
    /// Players leave and sit; rocks whose time is over go.
    Seat,
    Retire,
    /// Wishes reach the ships, shields those whose players are away; rocks are filed for all who ask who is near.
    Steer,
    Move,
    /// Ships are filed where they are now.
    Locate,
    /// Ships push each other; then they stay where they are till the tick's end, for everybody.
    Push,
    /// Shots of earlier ticks fly, and what they hit is noted; then what the rails hit.
    Fly,
    Rail,
    /// What was hit is hurt: ships, then rocks.
    Hurt,
    Crack,
    /// Survivors fire and mend, then collect.
    Act,
    Collect,
    /// What fell out of ships and rocks becomes scrap; power-ups appear.
    Drop,
    Power,
    /// Players rise, spend and are crowned.
    Grow,
    Crown,
    /// New ships, a new size, new rocks; they are solid, hurt and hurting from the next tick on.
    Spawn,
    Resize,
    Place,
}

/// Builds the schedule. `shuffle` permutes the order in which systems are added, for the test which shows that it
/// means nothing.
///
/// # Panics
/// Never in a program whose tests pass: the graph is the same each time.
pub(crate) fn build(shuffle: Option<u64>) -> Schedule {
    let mut schedule = Schedule::new(Tick);
    // Named, because a library elsewhere in the build can switch the default to the multi-threaded one.
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        ..ScheduleBuildSettings::default()
    });
    use SimSet::*;
    schedule.configure_sets((Open, Seat, Retire, Steer, Move, Locate, Push, Fly, Rail).chain());
    schedule.configure_sets(
        (Rail, Hurt, Crack, Act, Collect, Drop, Power, Grow, Crown, Spawn, Resize, Place).chain(),
    );

    let mut systems = [
        state::open_tick.in_set(Open),
        slots::wake_slots::<Ship>.in_set(Open),
        slots::wake_slots::<Shot>.in_set(Open),
        slots::wake_slots::<Boulder>.in_set(Open),
        slots::wake_slots::<Scrap>.in_set(Open),
        admit::seat_players.in_set(Seat),
        rocks::retire_rocks.in_set(Retire),
        admit::steer.in_set(Steer),
        admit::shelter.in_set(Steer),
        maps::map_rocks.in_set(Steer),
        motion::move_ships.in_set(Move),
        maps::map_ships.in_set(Locate),
        push::push_ships.in_set(Push),
        past::remember_ships.in_set(Fly),
        shots::fly_shots.in_set(Fly),
        rail::fire_rails.in_set(Rail),
        hurt::hurt_ships.in_set(Hurt),
        rocks::crack_rocks.in_set(Crack),
        shots::fire_blasters.in_set(Act),
        hurt::repair_hulls.in_set(Act),
        scrap::collect_scrap.in_set(Collect),
        scrap::drop_scrap.in_set(Drop),
        powers::place_powers.in_set(Power),
        grow::grow_players.in_set(Grow),
        grow::crown_leader.in_set(Crown),
        spawn::spawn_ships.in_set(Spawn),
        size::resize.in_set(Resize),
        rocks::place_rocks.in_set(Place),
    ];
    if let Some(seed) = shuffle {
        permute(&mut systems, seed);
    }
    for system in systems {
        schedule.add_systems(system);
    }
    schedule
}

/// Fisher and Yates with a small generator of its own: the dice of the world must not move.
fn permute<T>(items: &mut [T], seed: u64) {
    let mut state = seed | 1;
    for i in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(i, (state >> 33) as usize % (i + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::seats::Seats;

    #[test]
    fn the_stages_hold_only_systems_that_touch_different_data() {
        for shuffle in [None, Some(1), Some(2)] {
            assert!(build(shuffle).initialize(&mut World::new()).is_ok());
        }
    }

    #[test]
    fn a_system_that_touches_the_data_of_its_stage_fails_the_build() {
        fn meddle(_: ResMut<'_, Seats>) {}
        let mut schedule = build(None);
        schedule.add_systems(meddle.in_set(SimSet::Act));
        assert!(schedule.initialize(&mut World::new()).is_err());
    }
}
