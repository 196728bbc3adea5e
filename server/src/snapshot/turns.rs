//! Whose turn it is in a crowd: a priority that grows with every tick in which a ship is not told.
//!
//! A ship's priority is the ticks that it has waited, and a head start for being near. The head start is small
//! against the wait, so waiting always wins in the end: whatever is told while a ship waits `w` ticks, after the
//! first [`HEAD_START`] of them it had not been told since that ship began to wait, so it is told only once. With
//! `n` ships in view and `k` told by turns in a tick, none waits longer than `n / k + HEAD_START` ticks.

use fracas_protocol::{Slot, Tick};

use super::bits::Bits;

/// Ticks by which a ship beside the eye is ahead of one at the edge of the view.
const HEAD_START: f32 = 4.0;

/// Above every wait, so that ranks are not negative: ticks are kept in 16 bits.
const WAIT_MAX: f32 = 65_536.0;

/// How long each ship in view has waited. Empty until a session's view is crowded for the first time.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// Who was in view in the last frame, when that was crowded.
    waiting: Bits,
    /// By slot: low 16 bits of the tick in which it was told last, or came into view.
    since: Vec<u16>,
}

impl Turns {
    /// Lets those in `seen` wait who do not yet, and forgets the others.
    pub(super) fn follow(&mut self, tick: Tick, seen: &Bits) {
        let since = &mut self.since;
        seen.each_without(&self.waiting, |slot| {
            let place = usize::from(slot);
            if place >= since.len() {
                since.resize(place + 1, 0);
            }
            since[place] = tick as u16;
        });
        self.waiting.copy_from(seen);
    }

    /// Nobody waits: all were told.
    pub(super) fn stop(&mut self) {
        self.waiting.clear();
    }

    /// The ship has been told: it waits anew.
    pub(super) fn told(&mut self, tick: Tick, slot: Slot) {
        self.since[usize::from(slot)] = tick as u16;
    }

    /// The rank of a ship that waits, least first. `nearness` is 1 at the eye and 0 at the edge of the view.
    pub(super) fn rank(&self, tick: Tick, slot: Slot, nearness: f32) -> f32 {
        let waited = (tick as u16).wrapping_sub(self.since[usize::from(slot)]);
        WAIT_MAX - f32::from(waited) + HEAD_START * (1.0 - nearness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_beats_nearness_in_the_end_also_where_ticks_wrap() {
        let mut seen = Bits::default();
        seen.set(1);
        seen.set(2);
        let mut turns = Turns::default();
        let start = 65_534;
        turns.follow(start, &seen);
        assert!(turns.rank(start, 1, 1.0) < turns.rank(start, 2, 0.0), "the near one first");
        // The near one is told in every tick, the far one never.
        let mut first = |tick| {
            turns.follow(tick, &seen);
            turns.told(tick - 1, 1);
            turns.rank(tick, 2, 0.0) < turns.rank(tick, 1, 1.0)
        };
        let turn = (start + 1..start + 20).find(|&tick| first(tick));
        assert_eq!(turn, Some(start + 6), "the head start is four ticks");
    }

    #[test]
    fn who_comes_back_into_view_begins_to_wait_anew() {
        let (mut seen, nobody) = (Bits::default(), Bits::default());
        seen.set(3);
        let mut turns = Turns::default();
        turns.follow(10, &seen);
        assert_eq!(turns.rank(30, 3, 1.0), WAIT_MAX - 20.0);
        turns.follow(30, &nobody);
        turns.follow(31, &seen);
        assert_eq!(turns.rank(32, 3, 1.0), WAIT_MAX - 1.0);
    }
}
