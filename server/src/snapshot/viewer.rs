//! What one session has been told, and the next snapshot for it.

use std::collections::VecDeque;

use fracas_protocol::{
    NOBODY, Slot, Tick,
    record::{OwnRecord, ProgressRecord, RailRecord},
    snapshot::Parts,
};

use super::{
    bits::Bits,
    budget::{Budget, Shares},
    events::{EventQueue, USUAL_EVENT},
    known::Known,
    names::Names,
    news::News,
    order::Order,
    ships::Ships,
    shots::{Shots, Target},
    view::{Reach, View},
};
use crate::{limits::RAILS_WAITING_MAX, link::FRAME_HEAD};

/// Ticks between two looks at what lies still, rocks and scrap. Whoever flies farther in
/// that time, under boost with points in speed, looks at once: see [`LOOK_UNITS`].
const LOOK_TICKS: Tick = 4;

/// Units of the eye's way after which it looks at once: less than things are told ahead of the view.
const LOOK_UNITS: f32 = 40.0;

/// Where a session looks from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Eye {
    /// Middle of the view, units.
    pub(crate) at: (f32, f32),
    /// The session's own slot, or [`NOBODY`].
    pub(crate) own: Slot,
    /// Whom a session without a ship follows, or [`NOBODY`].
    pub(crate) follows: Slot,
}

/// The private part of a snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Told {
    /// The own ship.
    pub(crate) own: Option<OwnRecord>,
    /// How far its player has come.
    pub(crate) progress: ProgressRecord,
    /// `seq` of the newest input used.
    pub(crate) ack_seq: u32,
    /// How long it had waited, milliseconds.
    pub(crate) slack_ms: u16,
    /// The minimap is due.
    pub(crate) far: bool,
    /// The frame is to spare the server.
    pub(crate) spare: bool,
}

/// Buffers that all sessions of a room use in turn.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(super) parts: Parts,
    pub(super) seen: Bits,
    /// The ships in view.
    pub(super) ships: Bits,
    pub(super) slots: Vec<Slot>,
    pub(super) order: Order,
    /// Shots in view that were not told.
    pub(super) untold: Order,
    /// A frame: [`FRAME_HEAD`] bytes for its head, then the payload.
    pub(crate) frame: Vec<u8>,
}

/// What one session has been told.
#[derive(Debug, Default)]
pub(crate) struct Viewer {
    ships: Ships,
    rocks: Known,
    scrap: Known,
    shots: Shots,
    names: Names,
    rails: VecDeque<RailRecord>,
    events: EventQueue,
    /// As it was told last of this ship.
    progress: Option<ProgressRecord>,
    /// Tick of the next routine look at what lies still, and where the last was.
    look_due: Tick,
    looked_from: (f32, f32),
    overflowed: bool,
}

impl Viewer {
    /// Hears what happened in a tick, also in one that brings no frame. `own` is the session's seat, or [`NOBODY`].
    pub(crate) fn hear(&mut self, view: &View, own: Slot, at: (f32, f32), scratch: &mut Scratch) {
        self.take_in(&view.news, view.reach, own, at, scratch);
    }

    /// Hears what happened in the `ticks` before this one, in none of which it heard anything: a watcher may wait with it
    /// until it gets a frame. To hear of some ticks at once costs little more than to hear of one.
    pub(crate) fn catch_up(&mut self, view: &View, ticks: usize, at: (f32, f32), scratch: &mut Scratch) {
        for news in view.past(ticks) {
            self.take_in(news, view.reach, NOBODY, at, scratch);
        }
    }

    fn take_in(&mut self, news: &News, reach: Reach, own: Slot, at: (f32, f32), scratch: &mut Scratch) {
        let slots = &mut scratch.slots;
        if !news.renamed.is_empty() {
            self.names.change(&news.renamed, slots);
        }
        self.names.change_levels(&news.levelled);
        self.hear_kills(news, own);
        self.see_signs(news, own);
        self.ships.known.vacate(&news.left_ships);
        self.shots.hear(news, slots);
        self.rocks.change(&news.changed_rocks);
        self.rocks.vacate(&news.left_rocks);
        self.scrap.vacate(&news.left_scrap);
        for item in &news.public {
            self.tell(item.named(), news.event(item));
        }
        for item in &news.talk {
            if self.events.takes_talk() {
                self.tell(item.named(), news.event(item));
            }
        }
        if own != NOBODY {
            for item in news.personal(own) {
                self.tell(item.named(), news.event(item));
            }
        }
        for line in news.rails.iter().filter(|line| line.may_cross(at, reach.enter)) {
            self.railed(line.record, line.record.owner == own);
        }
    }

    /// Who killed or died is told of it; others when they see one of the two, or everybody hears of every kill, and
    /// only while little else waits.
    fn hear_kills(&mut self, news: &News, own: Slot) {
        let told = &self.ships.known.told;
        if !news.kills_for_all && !news.fell.has(own) && !told.meets(&news.fell) {
            return;
        }
        for (kill, item) in &news.kills {
            let told = &self.ships.known.told;
            let concerned = own != NOBODY && (kill.victim == own || kill.killer == own);
            let seen = news.kills_for_all || told.has(kill.victim) || told.has(kill.killer);
            if concerned || (seen && self.events.is_light()) {
                self.tell(item.named(), news.event(item));
            }
        }
    }

    /// Who sees a ship sees its sign, while little else waits; everybody sees his own.
    fn see_signs(&mut self, news: &News, own: Slot) {
        if !news.showing.has(own) && !self.ships.known.told.meets(&news.showing) {
            return;
        }
        for (slot, item) in &news.signs {
            let seen = *slot == own || self.ships.known.told.has(*slot);
            if seen && self.events.is_light() {
                self.tell(item.named(), news.event(item));
            }
        }
    }

    /// A rail's line may cross the view; `own` is the reader's, and goes first. It is only for looks: what the next
    /// frame has no room for is never told.
    fn railed(&mut self, rail: RailRecord, own: bool) {
        if own {
            self.rails.truncate(RAILS_WAITING_MAX - 1);
            self.rails.push_front(rail);
        } else if self.rails.len() < RAILS_WAITING_MAX {
            self.rails.push_back(rail);
        }
    }

    /// True when an event had no room: the session is too slow to play.
    pub(crate) fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Queues an encoded event that names players; their names are told with it where they are not known.
    pub(crate) fn tell(&mut self, named: &[Slot], event: &[u8]) {
        self.overflowed |= !self.events.push(named, event);
    }

    /// Builds this session's snapshot of `view` into `scratch.frame`.
    pub(crate) fn compose(&mut self, view: &View, eye: Eye, told: Told, scratch: &mut Scratch) {
        let Scratch { parts, seen, ships, slots, .. } = scratch;
        parts.clear();
        parts.tick = view.tick;
        parts.ack_seq = told.ack_seq;
        parts.slack_ms = told.slack_ms;
        parts.own = told.own;
        parts.progress = self.write_progress(&told);
        parts.view = (eye.follows, eye.at.0 as i32, eye.at.1 as i32);

        let Reach { enter, leave } = view.reach;
        view.ships.see(eye.at, enter, leave, &self.ships.known.told, ships);
        if eye.own != NOBODY {
            ships.unset(eye.own);
        }
        let far: &[u8] = if told.far { &view.far } else { &[] };
        let event = self.events.next_bytes();
        let share = Shares::of(ships.count(), far.len(), told.spare, event);
        let mut budget = Budget::new(share.ships, told.spare && event <= USUAL_EVENT);
        if budget.take(far.len()) {
            parts.far.extend_from_slice(far);
        }

        let mut part = budget.part(share.events);
        self.events.drain(view, &mut self.names, parts, &mut part);
        budget.settle(part);
        let mut part = budget.part(share.ends);
        self.shots.write_ends(parts, &mut part);
        budget.settle(part);
        let mut part = budget.part(share.rails);
        self.write_rails(parts, &mut part);
        budget.settle(part);

        let mut leaves = budget.part(share.leaves);
        self.ships.known.take_back(ships, &mut parts.left_ships, &mut leaves);
        let rocks = budget.part(share.rocks);
        let routine = self.look_around(view.tick, eye.at);
        if self.scrap.take_pending() || routine {
            view.scrap.see(eye.at, enter, leave, &self.scrap.told, seen);
            self.scrap.take_back(seen, &mut parts.left_scrap, &mut leaves);
            let mut part = budget.part(share.scrap);
            self.scrap.enter(&view.scrap, seen, slots, &mut parts.scrap, &mut part);
            budget.settle(part);
        }

        let target = Target { at: eye.at, ship: told.own.map(|_| (eye.own, told.progress.stats)) };
        self.shots.write(view, target, share.shots, scratch, &mut budget);

        // Rocks are part of prediction: they take what is left, and have a share for sure.
        let Scratch { parts, seen, slots, .. } = scratch;
        budget.settle(rocks);
        if self.rocks.take_pending() || routine {
            let Reach { enter, leave } = view.rock_reach;
            view.rocks.see(eye.at, enter, leave, &self.rocks.told, seen);
            self.rocks.take_back(seen, &mut parts.left_rocks, &mut leaves);
            self.rocks.enter(&view.rocks, seen, slots, &mut parts.rocks, &mut budget);
        }
        budget.settle(leaves);

        budget.release();
        self.ships.write(view, eye.at, &mut self.names, scratch, &mut budget);
        let Scratch { parts, untold, frame, .. } = scratch;
        self.shots.write_rest(view, untold, parts, &mut budget);

        frame.clear();
        frame.resize(FRAME_HEAD, 0);
        parts.write(frame);
    }

    /// How far the player has come, when that is news: he was told otherwise, or has a new ship.
    fn write_progress(&mut self, told: &Told) -> Option<ProgressRecord> {
        let newest = told.own.map(|_| told.progress);
        let known = std::mem::replace(&mut self.progress, newest);
        newest.filter(|_| newest != known)
    }

    /// True when it is time to look anew at what lies still: every few ticks, or after the eye has jumped.
    fn look_around(&mut self, tick: Tick, eye: (f32, f32)) -> bool {
        let (x, y) = self.looked_from;
        let jumped = (eye.0 - x).abs().max((eye.1 - y).abs()) > LOOK_UNITS;
        let due = tick >= self.look_due || jumped;
        if due {
            (self.look_due, self.looked_from) = (tick + LOOK_TICKS, eye);
        }
        due
    }

    fn write_rails(&mut self, parts: &mut Parts, budget: &mut Budget) {
        for rail in self.rails.drain(..) {
            if budget.take(RailRecord::SIZE) {
                parts.rails.extend_from_slice(&rail.to_bytes());
            }
        }
    }
}
