//! What a fight takes from the heap: to tell it nothing at all, and for each session no more than a bound.

use allocation_counter::{AllocationInfo, measure};

use super::{super::arena::Arena, RATE, figure};
use crate::link::Filter;

const PLAYERS: u16 = 1000;

/// Ticks until as much scrap ends as falls: it lies for 25 s, and the arena has fought for 10.
const SETTLE_TICKS: u32 = 15 * RATE;

/// Ticks that are counted then.
const TICKS: u32 = 100;

/// Heap bytes of a session, with its share of the world and of the room: eight thousand of them are 192 MB.
const SESSION_BYTES_MAX: i64 = 24_000;

/// Allocations by phase.
#[derive(Debug, Default)]
struct Garbage {
    admit: u64,
    step: u64,
    view: u64,
    send: u64,
}

impl Garbage {
    /// Plays one tick as [`Room::tick`](super::Room::tick) does, and counts each phase.
    fn count(&mut self, arena: &mut Arena) {
        arena.play();
        let Arena { room, now, .. } = arena;
        let count = |phase: &mut dyn FnMut()| measure(phase).count_total;
        self.admit += count(&mut || {
            room.take_back();
            room.admit(*now);
        });
        self.step += count(&mut || room.sim.step(&room.commands));
        self.view += count(&mut || room.set_scene());
        self.send += count(&mut || room.send(*now));
    }
}

#[test]
fn a_thousand_are_told_of_their_fight_without_garbage_and_none_takes_more_than_his_share() {
    // The filter's words are the process's, and no session's.
    Filter::warm();
    let mut fight = None;
    let heap = measure(|| {
        let arena = fight.insert(Arena::new(PLAYERS, RATE));
        (0..SETTLE_TICKS).for_each(|_| arena.tick());
    });
    let mut arena = fight.expect("it was just begun");

    let mut garbage = Garbage::default();
    (0..TICKS).for_each(|_| garbage.count(&mut arena));
    let whole = measure_ticks(&mut arena);
    let session_bytes = heap.bytes_current / i64::from(PLAYERS);

    figure(&format!(
        "garbage: {garbage:?} allocations in {TICKS} ticks of {PLAYERS} players, {:.1} in a whole tick of {:.0} bytes",
        whole.count_total as f64 / f64::from(TICKS),
        whole.bytes_total as f64 / f64::from(TICKS),
    ));
    figure(&format!("memory: {session_bytes} heap bytes a session, with its share of world and room"));
    assert_eq!(garbage.send, 0, "allocations in the send phase");
    assert!(session_bytes < SESSION_BYTES_MAX, "{session_bytes} heap bytes a session");
}

/// Whole ticks, without the players' part in them.
fn measure_ticks(arena: &mut Arena) -> AllocationInfo {
    let mut sum = AllocationInfo::default();
    for _ in 0..TICKS {
        arena.play();
        let Arena { room, now, .. } = arena;
        sum += measure(|| room.tick(*now, *now));
    }
    sum
}
