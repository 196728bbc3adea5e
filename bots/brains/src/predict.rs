//! Where the own ship is before the server says so, and why it was not there.
//!
//! Every input is kept with the state computed after it. A snapshot names the newest input it used: the own
//! ship in it must be, bit for bit, the state kept after that input. If it is not, that is a correction, and its
//! cause is one of four: a hit, a push, a starved tick, or, never allowed, none.

use std::collections::VecDeque;

use fracas_protocol::{Drive, Motion, Steps, Tick, Tune, motion, record::causes};

use crate::{corrections::Corrections, sight::Sight};

/// A correction without a cause, for whoever hunts the bug.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unexplained {
    /// The snapshot's tick.
    pub tick: Tick,
    /// Input after which the states should have been equal.
    pub ack_seq: u32,
    /// What was predicted.
    pub predicted: Motion,
    /// What the server told.
    pub told: Motion,
}

/// One input that the server has not used yet, as far as the client knows.
#[derive(Clone, Copy, Debug)]
struct Pending {
    seq: u32,
    drive: Drive,
    /// The tick in which the server should use it.
    tick: Tick,
    /// The ship after it; `None` without a ship.
    after: Option<Motion>,
}

/// Predicts the own ship.
#[derive(Clone, Debug)]
pub struct Predictor {
    steps: Steps,
    /// Tick of the newest snapshot.
    tick: Tick,
    /// Newest input that the server used.
    acked: u32,
    /// The own ship as the newest snapshot told it.
    truth: Option<Motion>,
    /// The own stats as the newest snapshot with an own ship told them.
    tune: Tune,
    pending: VecDeque<Pending>,
    corrections: Corrections,
    unexplained: Option<Unexplained>,
}

/// Inputs kept at the most: two seconds at 60 Hz; with more on the way the connection is as good as dead.
const PENDING_MAX: usize = 120;

impl Predictor {
    /// Starts without a ship. `steps` are those of Welcome; a test hands in wrong ones.
    pub fn new(steps: Steps) -> Self {
        Self {
            steps,
            tick: 0,
            acked: 0,
            truth: None,
            tune: Tune::default(),
            pending: VecDeque::with_capacity(8),
            corrections: Corrections::default(),
            unexplained: None,
        }
    }

    /// The ship after every input so far; `None` without a ship.
    pub fn now(&self) -> Option<Motion> {
        self.pending.back().map_or(self.truth, |newest| newest.after)
    }

    /// The tick in which the server should use the next input.
    pub fn next_tick(&self) -> Tick {
        self.tick + self.pending.len() as u32 + 1
    }

    /// The counts so far.
    pub fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    /// The first correction without a cause.
    pub fn first_unexplained(&self) -> Option<&Unexplained> {
        self.unexplained.as_ref()
    }

    /// Keeps an input that is about to be sent, and moves the ship by it.
    pub fn push(&mut self, seq: u32, drive: Drive, sight: &Sight) {
        if self.pending.len() == PENDING_MAX {
            self.pending.pop_front();
        }
        let tick = self.next_tick();
        let after = self.now().map(|before| self.step(before, drive, tick, sight));
        self.pending.push_back(Pending { seq, drive, tick, after });
    }

    /// Compares with the snapshot that `sight` has just taken in, and starts again from it if they differ.
    pub fn reconcile(&mut self, ack_seq: u32, sight: &Sight) {
        let predicted = self.predicted(ack_seq);
        let truth = sight.own_motion();
        let tune = sight.own_tune().unwrap_or(self.tune);
        let retuned = tune != self.tune;
        // Stats count from the tick after the one that tells them. If ticks were skipped they may have counted
        // already, and nobody could have known.
        let late = sight.solid_news().late || retuned && sight.tick() > self.tick + 1;
        let agrees = match (predicted, truth) {
            (Some(predicted), Some(truth)) => {
                let agrees = predicted.same_bits(&truth);
                self.corrections.compared_ticks += 1;
                if !agrees {
                    let difference = Unexplained { tick: sight.tick(), ack_seq, predicted, told: truth };
                    self.count(difference, sight, late);
                }
                agrees
            }
            (None, None) => true,
            _ => false,
        };
        (self.tick, self.acked, self.truth, self.tune) = (sight.tick(), ack_seq, truth, tune);
        let in_step = self.pending.front().is_none_or(|next| next.tick == self.tick + 1);
        if !agrees || !in_step || retuned || sight.solid_news().changed {
            self.replay(sight);
        }
    }

    /// The state kept after input `ack_seq`; forgets it and all before it.
    fn predicted(&mut self, ack_seq: u32) -> Option<Motion> {
        let mut newest = (self.acked == ack_seq).then_some(self.truth).flatten();
        while let Some(used) = self.pending.pop_front_if(|input| input.seq <= ack_seq) {
            newest = used.after;
        }
        newest
    }

    /// `late`: the snapshot brought news that already counted in its own tick.
    fn count(&mut self, difference: Unexplained, sight: &Sight, late: bool) {
        let told = sight.own().map_or(0, |own| own.causes);
        let class = if told & causes::HIT != 0 {
            &mut self.corrections.hit
        } else if told & causes::PUSH != 0 {
            &mut self.corrections.push
        } else if told & causes::STARVED != 0 {
            &mut self.corrections.starved
        } else if late {
            // The server keeps news of solid things ahead of everybody's prediction (`rock_crack_s`,
            // `notice_s`); over its byte budget, or after a stall, they may come late. The rock pushed.
            // Stats come a tick ahead, and late after a stall alike.
            &mut self.corrections.push
        } else {
            self.unexplained.get_or_insert(difference);
            &mut self.corrections.unexplained
        };
        *class += 1;
    }

    /// Steps the truth through every input that the server has not used yet.
    fn replay(&mut self, sight: &Sight) {
        let mut state = self.truth;
        for at in 0..self.pending.len() {
            let tick = self.tick + at as u32 + 1;
            let drive = self.pending[at].drive;
            state = state.map(|before| self.step(before, drive, tick, sight));
            (self.pending[at].tick, self.pending[at].after) = (tick, state);
        }
    }

    fn step(&self, before: Motion, drive: Drive, tick: Tick, sight: &Sight) -> Motion {
        let solid = sight.rocks().iter().map(|(_, rock)| *rock).filter(|rock| rock.is_solid(tick));
        motion::step(before, drive, self.tune, &self.steps, sight.half(tick), solid)
    }
}
