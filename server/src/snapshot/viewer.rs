//! What one session has been told, and the next snapshot for it.

use std::collections::VecDeque;

use fracas_protocol::{
    NOBODY, Slot, Tick,
    record::{EndRecord, OwnRecord, ShipRecord, ShotRecord},
    snapshot::Parts,
};

use super::{
    bits::Bits,
    budget::Budget,
    events::{EventQueue, LONGEST_EVENT},
    known::Known,
    view::{Reach, View},
};
use crate::{limits::ENDS_WAITING_MAX, link::FRAME_HEAD};

/// Bytes that one part may take of a frame, so that each gets something however much the others want. What they
/// leave goes to rocks, to the minimap and to the ships, whose nearest have a reserve of their own.
mod share {
    pub(super) const EVENTS: usize = 220;
    pub(super) const ENDS: usize = 98;
    pub(super) const LEAVES: usize = 100;
    pub(super) const ROCKS: usize = 144;
    pub(super) const SCRAP: usize = 70;
    pub(super) const SHOTS: usize = 228;
    pub(super) const ALL: usize = EVENTS + ENDS + LEAVES + ROCKS + SCRAP + SHOTS;
}

/// Ships nearest to the eye that are in every frame, however crowded the screen.
const NEAREST: usize = 30;

/// Bytes for the nearest ships that no other part may take.
const SHIPS_RESERVE: usize = NEAREST * ShipRecord::SIZE;

/// Ticks between two looks at what lies still, rocks and scrap. A ship under boost flies less than `enter_margin`
/// in that time at 30 Hz, so nothing comes into the picture untold.
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
    /// `seq` of the newest input used.
    pub(crate) ack_seq: u32,
    /// How long it had waited, milliseconds.
    pub(crate) slack_ms: u16,
    /// The minimap is due.
    pub(crate) far: bool,
}

/// Buffers that all sessions of a room use in turn.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    parts: Parts,
    seen: Bits,
    slots: Vec<Slot>,
    by_distance: Vec<(f32, Slot)>,
    nearest: Bits,
    /// A frame: [`FRAME_HEAD`] bytes for its head, then the payload.
    pub(crate) frame: Vec<u8>,
}

/// What one session has been told.
#[derive(Debug, Default)]
pub(crate) struct Viewer {
    ships: Known,
    rocks: Known,
    scrap: Known,
    shots: Bits,
    names: Bits,
    ends: VecDeque<EndRecord>,
    events: EventQueue,
    /// Tick of the next routine look at what lies still, and where the last was.
    look_due: Tick,
    looked_from: (f32, f32),
    /// The last ship written by turn in a crowd.
    cursor: Slot,
    overflowed: bool,
}

impl Viewer {
    /// The ship of `slot` left the world.
    pub(crate) fn ship_left(&mut self, slot: Slot) {
        self.ships.vacate(slot);
    }

    /// Another player sits in `slot`.
    pub(crate) fn renamed(&mut self, slot: Slot) {
        self.names.unset(slot);
    }

    /// A rock has a new date.
    pub(crate) fn rock_changed(&mut self, slot: Slot) {
        self.rocks.change(slot);
    }

    /// A rock is gone.
    pub(crate) fn rock_left(&mut self, slot: Slot) {
        self.rocks.vacate(slot);
    }

    /// A piece of scrap is gone.
    pub(crate) fn scrap_left(&mut self, slot: Slot) {
        self.scrap.vacate(slot);
    }

    /// A shot ended early, with its record, or flew its time.
    pub(crate) fn shot_over(&mut self, slot: Slot, end: Option<EndRecord>) {
        if !self.shots.has(slot) {
            return;
        }
        self.shots.unset(slot);
        if let Some(end) = end {
            if self.ends.len() == ENDS_WAITING_MAX {
                self.ends.pop_front();
            }
            self.ends.push_back(end);
        }
    }

    /// True when the session has been told of this ship.
    pub(crate) fn knows_ship(&self, slot: Slot) -> bool {
        self.ships.told.has(slot)
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
        let Scratch { parts, seen, slots, .. } = scratch;
        parts.clear();
        parts.tick = view.tick;
        parts.ack_seq = told.ack_seq;
        parts.slack_ms = told.slack_ms;
        parts.own = told.own;
        parts.view = (eye.follows, eye.at.0 as i32, eye.at.1 as i32);

        let mut budget = Budget::new(SHIPS_RESERVE);
        let mut part = budget.part(share::EVENTS);
        self.events.drain(view, &mut self.names, parts, &mut part);
        budget.settle(part);
        self.write_ends(parts, &mut budget);
        let mut leaves = budget.part(share::LEAVES);

        let routine = self.look_around(view.tick, eye.at);
        if self.scrap.take_pending() || routine {
            let Reach { enter, leave } = view.reach;
            view.scrap.see(eye.at, enter, leave, &self.scrap.told, seen);
            self.scrap.take_back(seen, slots, &mut parts.left_scrap, &mut leaves);
            let mut part = budget.part(share::SCRAP);
            self.scrap.enter(&view.scrap, seen, slots, &mut parts.scrap, &mut part);
            budget.settle(part);
        }

        let Reach { enter, leave } = view.reach;
        view.shots.see(eye.at, enter, enter, &self.shots, seen);
        let mut part = budget.part(share::SHOTS);
        self.write_shots(view, seen, parts, &mut part);
        budget.settle(part);

        // Rocks are part of prediction: they take what is left, and have a share for sure.
        if self.rocks.take_pending() || routine {
            let Reach { enter, leave } = view.rock_reach;
            view.rocks.see(eye.at, enter, leave, &self.rocks.told, seen);
            self.rocks.take_back(seen, slots, &mut parts.left_rocks, &mut leaves);
            self.rocks.enter(&view.rocks, seen, slots, &mut parts.rocks, &mut budget);
        }

        view.ships.see(eye.at, enter, leave, &self.ships.told, seen);
        if eye.own != NOBODY {
            seen.unset(eye.own);
        }
        self.ships.take_back(seen, slots, &mut parts.left_ships, &mut leaves);
        budget.settle(leaves);

        if told.far && budget.take(view.far.len()) {
            parts.far.extend_from_slice(&view.far);
        }
        budget.release();
        self.write_ships(view, eye, scratch, &mut budget);

        let Scratch { parts, frame, .. } = scratch;
        frame.clear();
        frame.resize(FRAME_HEAD, 0);
        parts.write(frame);
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

    fn write_ends(&mut self, parts: &mut Parts, budget: &mut Budget) {
        let mut part = budget.part(share::ENDS);
        while !self.ends.is_empty() && part.take(EndRecord::SIZE) {
            let end = self.ends.pop_front().expect("it is not empty");
            parts.ends.extend_from_slice(&end.to_bytes());
        }
        budget.settle(part);
    }

    fn write_shots(&mut self, view: &View, seen: &Bits, parts: &mut Parts, budget: &mut Budget) {
        for slot in seen.without(&self.shots) {
            let Some((_, record)) = view.shots.get(slot) else { continue };
            if !budget.take(ShotRecord::SIZE) {
                break;
            }
            parts.shots.extend_from_slice(record);
        }
        for record in ShotRecord::all(&parts.shots) {
            self.shots.set(record.slot);
        }
    }

    /// All ships in view, or, when they do not fit, the nearest and as many of the others as do, by turns.
    fn write_ships(&mut self, view: &View, eye: Eye, scratch: &mut Scratch, budget: &mut Budget) {
        let Scratch { parts, seen, slots, by_distance, nearest, .. } = scratch;
        slots.clear();
        slots.extend(seen.iter());
        let names: usize = slots.iter().filter(|&&s| !self.names.has(s)).map(|&s| view.name(s).len()).sum();
        if budget.fits(slots.len() * ShipRecord::SIZE + names) {
            for &slot in &*slots {
                self.write_ship(view, slot, parts, budget);
            }
            return;
        }
        by_distance.clear();
        for &slot in &*slots {
            let ((x, y), _) = view.ships.get(slot).expect("what is seen is in the layer");
            let (dx, dy) = (x - eye.at.0, y - eye.at.1);
            by_distance.push((dx * dx + dy * dy, slot));
        }
        if by_distance.len() > NEAREST {
            by_distance.select_nth_unstable_by(NEAREST, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            by_distance.truncate(NEAREST);
        }
        nearest.clear();
        for &(_, slot) in &*by_distance {
            nearest.set(slot);
            self.write_ship(view, slot, parts, budget);
        }
        let turn = slots.partition_point(|&slot| slot <= self.cursor);
        for &slot in slots[turn..].iter().chain(&slots[..turn]) {
            if nearest.has(slot) {
                continue;
            }
            if budget.left() < ShipRecord::SIZE {
                break;
            }
            if self.write_ship(view, slot, parts, budget) {
                self.cursor = slot;
            }
        }
    }

    /// Writes a ship, with its player's name when that is not known; false when it does not fit.
    fn write_ship(&mut self, view: &View, slot: Slot, parts: &mut Parts, budget: &mut Budget) -> bool {
        let Some((_, record)) = view.ships.get(slot) else { return false };
        let name = if self.names.has(slot) { &[] } else { view.name(slot) };
        if !budget.take(ShipRecord::SIZE + name.len()) {
            return false;
        }
        if !name.is_empty() {
            parts.events.extend_from_slice(name);
            parts.event_count += 1;
            self.names.set(slot);
        }
        parts.ships.extend_from_slice(record);
        self.ships.told.set(slot);
        true
    }
}

const _: () = assert!(share::ALL + SHIPS_RESERVE <= Budget::PARTS);
const _: () = assert!(LONGEST_EVENT <= share::EVENTS);
