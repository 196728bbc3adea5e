//! One player's inputs, from arrival to the tick that uses them.

use std::{collections::VecDeque, time::Duration};

use fracas_protocol::{
    Drive, Tick,
    client::{Input, buttons},
};
use tokio::time::Instant;

use crate::{
    limits::{COAST_TICKS, INPUTS_WAITING_MAX},
    sim::{Intent, REWIND_PARTS},
};

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pushed {
    /// It waits for its tick.
    Queued,
    /// It waits, and the oldest that waited was skipped for it.
    SkippedOldest,
    /// Its number has passed already.
    Stale,
}

/// What a player does in one tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Turn {
    /// What the simulation is told.
    pub(crate) intent: Intent,
    /// False when the tick had to do without a fresh input, or inputs were skipped before this one.
    pub(crate) clean: bool,
    /// An input was used up.
    pub(crate) fresh: bool,
}

/// Inputs that wait, and the one in force.
#[derive(Debug, Default)]
pub(crate) struct InputQueue {
    waiting: VecDeque<(Input, Instant)>,
    newest_seq: u32,
    used_seq: u32,
    slack: Duration,
    in_force: Intent,
    /// Sixteenths of a tick at which its sender saw the others.
    seen: u64,
    /// Ticks for which the input in force still counts fully.
    hold: u8,
    /// Ticks for which its axes are kept beyond that.
    coast: u8,
    skipped: bool,
}

impl InputQueue {
    /// `seq` of the newest input that was used; 0 before the first.
    pub(crate) fn ack_seq(&self) -> u32 {
        self.used_seq
    }

    /// How long that input had waited, in milliseconds.
    pub(crate) fn slack_ms(&self) -> u16 {
        u16::try_from(self.slack.as_millis()).unwrap_or(u16::MAX)
    }

    /// Takes an input that was read at `at`.
    pub(crate) fn push(&mut self, input: Input, at: Instant) -> Pushed {
        if input.seq <= self.newest_seq {
            return Pushed::Stale;
        }
        self.newest_seq = input.seq;
        self.waiting.push_back((input, at));
        if self.waiting.len() <= INPUTS_WAITING_MAX {
            return Pushed::Queued;
        }
        self.waiting.pop_front();
        self.skipped = true;
        Pushed::SkippedOldest
    }

    /// The answer for `tick`, which runs at `now`.
    pub(crate) fn turn(&mut self, tick: Tick, now: Instant) -> Turn {
        let mut turn = self.next(now);
        // A claim about the future counts as now.
        let rewind = (u64::from(tick) * u64::from(REWIND_PARTS)).saturating_sub(self.seen);
        turn.intent.rewind = u16::try_from(rewind).unwrap_or(u16::MAX);
        turn
    }

    fn next(&mut self, now: Instant) -> Turn {
        let skipped = std::mem::take(&mut self.skipped);
        if let Some((input, at)) = self.waiting.pop_front() {
            self.used_seq = input.seq;
            self.slack = now.saturating_duration_since(at);
            self.in_force = intent(&input);
            self.seen = (u64::from(input.ack) * u64::from(REWIND_PARTS)).saturating_sub(input.back.into());
            self.hold = input.hold - 1;
            self.coast = COAST_TICKS;
            return Turn { intent: self.in_force, clean: !skipped, fresh: true };
        }
        if self.hold > 0 {
            self.hold -= 1;
        } else if self.coast > 0 {
            self.coast -= 1;
            self.in_force.fire = false;
            self.in_force.drive.rail = false;
        } else {
            self.in_force = Intent::default();
        }
        Turn { intent: self.in_force, clean: false, fresh: false }
    }
}

fn intent(input: &Input) -> Intent {
    let pressed = |button: u8| input.buttons & button != 0;
    let drive = Drive {
        x: input.move_x,
        y: input.move_y,
        boost: pressed(buttons::BOOST),
        rail: pressed(buttons::RAIL),
    };
    Intent { drive, aim: (input.aim_x, input.aim_y), fire: pressed(buttons::FIRE), rewind: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(seq: u32) -> Input {
        Input {
            seq,
            ack: 0,
            hold: 1,
            move_x: seq as i8,
            move_y: 0,
            buttons: buttons::ALL,
            aim_x: 1,
            aim_y: 0,
            back: 0,
        }
    }

    fn used(queue: &mut InputQueue) -> (i8, bool) {
        let turn = queue.turn(100, Instant::now());
        (turn.intent.drive.x, turn.intent.fire)
    }

    #[test]
    fn one_input_is_used_per_tick_in_order() {
        let mut queue = InputQueue::default();
        for seq in 1..=3 {
            assert_eq!(queue.push(input(seq), Instant::now()), Pushed::Queued);
        }
        for seq in 1..=3 {
            assert_eq!(used(&mut queue), (seq, true));
            assert_eq!(queue.ack_seq(), seq as u32);
        }
    }

    #[test]
    fn duplicate_sequence_is_dropped() {
        let mut queue = InputQueue::default();
        queue.push(input(2), Instant::now());
        assert_eq!(queue.push(input(2), Instant::now()), Pushed::Stale);
        assert_eq!(queue.push(input(1), Instant::now()), Pushed::Stale);
    }

    #[test]
    fn a_missing_input_keeps_the_axes_for_three_ticks_and_never_the_trigger() {
        let mut queue = InputQueue::default();
        queue.push(input(5), Instant::now());
        assert_eq!(used(&mut queue), (5, true));
        assert_eq!([(); 4].map(|()| used(&mut queue)), [(5, false), (5, false), (5, false), (0, false)]);
    }

    #[test]
    fn a_held_input_stays_in_force_until_a_newer_one() {
        let mut queue = InputQueue::default();
        queue.push(Input { hold: 100, ..input(5) }, Instant::now());
        for _ in 0..50 {
            assert_eq!(used(&mut queue), (5, true));
        }
        queue.push(input(6), Instant::now());
        assert_eq!(used(&mut queue), (6, true));
    }

    #[test]
    fn after_a_burst_the_oldest_are_skipped_and_the_tick_says_so() {
        let mut queue = InputQueue::default();
        let pushed = (1..=20).map(|seq| queue.push(input(seq), Instant::now()));
        assert_eq!(pushed.filter(|p| *p == Pushed::SkippedOldest).count(), 20 - INPUTS_WAITING_MAX);
        let first = queue.turn(100, Instant::now());
        assert_eq!((queue.ack_seq(), first.clean), (13, false));
        assert!(queue.turn(101, Instant::now()).clean);
    }

    #[test]
    fn the_rail_goes_back_to_what_its_shooter_saw() {
        let mut queue = InputQueue::default();
        queue.push(Input { ack: 95, back: 24, hold: 2, ..input(1) }, Instant::now());
        assert_eq!(queue.turn(100, Instant::now()).intent.rewind, 5 * 16 + 24);
        assert_eq!(queue.turn(101, Instant::now()).intent.rewind, 6 * 16 + 24, "a held input saw no more");
        queue.push(Input { ack: 4_000_000_000, ..input(2) }, Instant::now());
        assert_eq!(queue.turn(102, Instant::now()).intent.rewind, 0, "nobody sees the future");
    }
}
