//! What a session has been told of shots: each once, where it began, and its early end. Between the two, both ends
//! fly it by rule.

use std::collections::VecDeque;

use fracas_protocol::{
    Slot,
    record::{EndRecord, ShotRecord},
    snapshot::Parts,
};

use super::{budget::Budget, few::Few, news::News, order::Order, view::View, viewer::Scratch};
use crate::limits::ENDS_WAITING_MAX;

/// Ranks of shots that cannot hit begin here, above the ticks of any flight.
const HARMLESS: f32 = 1024.0;

/// Shots that are judged by their danger, the closest: one from farther away is judged when it has come nearer, and
/// to judge a thousand would cost more than all the rest of a frame.
const JUDGED: usize = 256;

/// Shots that one frame can take at the most.
const MOST: usize = (Budget::PARTS + Budget::BEYOND) / ShotRecord::SIZE;

/// What shots are told to: the middle of a view, and the ship that is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) at: (f32, f32),
    /// Slot and packed stats. None for a watcher, and for a player without a ship: no shot can hit him.
    pub(super) ship: Option<(Slot, u32)>,
}

impl Target {
    /// Ticks until a shot can hit, `None` when it cannot. The ship's own never do.
    fn ticks_to_hit(self, view: &View, away: (f32, f32), shot: &ShotRecord) -> Option<f32> {
        let (_, stats) = self.ship.filter(|&(slot, _)| slot != shot.owner)?;
        view.danger.ticks_to_hit(view.tick, away, view.danger.ship_step(stats), shot)
    }
}

/// What a session has been told of shots.
#[derive(Debug, Default)]
pub(super) struct Shots {
    told: Few,
    ends: VecDeque<EndRecord>,
}

impl Shots {
    /// Shots ended early or flew their time. One that was not told is not spoken of.
    pub(super) fn hear(&mut self, news: &News, slots: &mut Vec<Slot>) {
        slots.clear();
        self.told.each_in(&news.over, |slot| slots.push(slot));
        for &slot in &*slots {
            self.told.unset(slot);
            if let Some(end) = news.end(slot) {
                if self.ends.len() == ENDS_WAITING_MAX {
                    self.ends.pop_front();
                }
                self.ends.push_back(end);
            }
        }
    }

    /// Writes the ends that wait.
    pub(super) fn write_ends(&mut self, parts: &mut Parts, budget: &mut Budget) {
        while !self.ends.is_empty() && budget.take(EndRecord::SIZE) {
            let end = self.ends.pop_front().expect("it is not empty");
            parts.ends.extend_from_slice(&end.to_bytes());
        }
    }

    /// Writes the shots in view that were not told, as far as `share` goes, and leaves the others in
    /// `scratch.untold`.
    ///
    /// When not all fit, those that can hit the viewer's ship come first and wait for nothing else: beyond the share
    /// they take what the parts before have left, then all up to the hard limit. If even more can hit, those that
    /// can be there first win, and the others go out in the next ticks. A frame takes 25 at the least; of as many
    /// that really hit in one tick, a ship with full hull dies at the 15th.
    pub(super) fn write(
        &mut self,
        view: &View,
        target: Target,
        share: usize,
        scratch: &mut Scratch,
        budget: &mut Budget,
    ) {
        let Scratch { parts, seen, untold, .. } = scratch;
        let enter = view.reach.enter;
        view.shots.see(target.at, enter, enter, &self.told, seen);
        untold.clear();
        self.told.each_missing(seen, |slot| untold.push(0.0, slot));

        let mut part = budget.part(share);
        let mut urgent = 0;
        if !part.fits(untold.len() * ShotRecord::SIZE) {
            let away = |slot| {
                let (at, record) = view.shots.get(slot).expect("what is seen is in the layer");
                ((at.0 - target.at.0, at.1 - target.at.1), record)
            };
            let square = |(dx, dy): (f32, f32)| dx * dx + dy * dy;
            untold.rank(|slot| square(away(slot).0));
            untold.keep_first(JUDGED);
            untold.rank(|slot| {
                let (away, record) = away(slot);
                let ticks = target.ticks_to_hit(view, away, &ShotRecord::from_bytes(record));
                urgent += usize::from(ticks.is_some());
                ticks.unwrap_or(HARMLESS + square(away))
            });
            untold.keep_first(MOST);
        }
        let mut written = 0;
        for slot in untold.iter() {
            let size = ShotRecord::SIZE;
            let fits =
                part.take(size) || (written < urgent && (budget.take(size) || budget.take_beyond(size)));
            if !fits {
                break;
            }
            self.tell(view, slot, parts);
            written += 1;
        }
        untold.drop_first(written);
        budget.settle(part);
    }

    /// Writes what [`write`](Self::write) left, as far as the budget goes.
    pub(super) fn write_rest(&mut self, view: &View, untold: &Order, parts: &mut Parts, budget: &mut Budget) {
        for slot in untold.iter() {
            if !budget.take(ShotRecord::SIZE) {
                break;
            }
            self.tell(view, slot, parts);
        }
    }

    fn tell(&mut self, view: &View, slot: Slot, parts: &mut Parts) {
        let (_, record) = view.shots.get(slot).expect("what is seen is in the layer");
        parts.shots.extend_from_slice(record);
        self.told.set(slot);
        // The shot that was in this slot before is replaced by this one; its end would end the wrong one.
        self.ends.retain(|end| end.slot != slot);
    }
}
