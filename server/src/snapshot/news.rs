//! What happened in a tick, written once and read by every session: which slots got empty or changed, which events and
//! lines there are. Each session compares it with what it was told, so that a tick costs in proportion to what
//! happened and to who saw it, and not to the one times the number of sessions.

use fracas_protocol::{
    NOBODY, Slot, encode_into,
    event::Kill,
    heading,
    quantize::STEPS_PER_UNIT,
    record::{EndRecord, RailRecord},
};
use serde::Serialize;

use super::bits::Bits;

/// The news of one tick.
#[derive(Debug, Default)]
pub(crate) struct News {
    pub(super) left_ships: Bits,
    pub(super) renamed: Bits,
    pub(super) levelled: Bits,
    pub(super) changed_rocks: Bits,
    pub(super) left_rocks: Bits,
    pub(super) left_scrap: Bits,
    /// Shots that ended early or flew their time.
    pub(super) over: Bits,
    /// Of those that ended early, by slot once sealed.
    ends: Vec<EndRecord>,
    pub(super) rails: Vec<Line>,
    /// Victims and killers.
    pub(super) fell: Bits,
    pub(super) kills: Vec<(Kill, Item)>,
    /// Kills are told to everybody.
    pub(super) kills_for_all: bool,
    pub(super) public: Vec<Item>,
    /// What people say, and what is told of them.
    pub(super) talk: Vec<Item>,
    /// Who shows a sign.
    pub(super) showing: Bits,
    pub(super) signs: Vec<(Slot, Item)>,
    /// By seat once sealed, in the order of telling.
    personal: Vec<(Slot, u32, Item)>,
    /// Encoded events, one behind the other.
    bytes: Vec<u8>,
}

/// An event, and the players that it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    named: [Slot; 2],
    start: u32,
    end: u32,
}

/// A rail's line and the rectangle around it, units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    low: (f32, f32),
    high: (f32, f32),
    pub(super) record: RailRecord,
}

impl Line {
    /// True when the line may cross the rectangle of half extents `reach` around `eye`.
    #[inline]
    pub(super) fn may_cross(&self, eye: (f32, f32), reach: (f32, f32)) -> bool {
        self.low.0 <= eye.0 + reach.0
            && self.high.0 >= eye.0 - reach.0
            && self.low.1 <= eye.1 + reach.1
            && self.high.1 >= eye.1 - reach.1
    }
}

impl Item {
    /// Who is named, [`NOBODY`] left out.
    pub(super) fn named(&self) -> &[Slot] {
        match self.named {
            [NOBODY, _] => &[],
            [_, NOBODY] => &self.named[..1],
            _ => &self.named,
        }
    }
}

impl News {
    /// Begins a tick, in the memory of the one before.
    pub(crate) fn clear(&mut self) {
        for bits in [
            &mut self.left_ships,
            &mut self.renamed,
            &mut self.levelled,
            &mut self.changed_rocks,
            &mut self.left_rocks,
            &mut self.left_scrap,
            &mut self.over,
            &mut self.fell,
            &mut self.showing,
        ] {
            bits.clear();
        }
        self.ends.clear();
        self.rails.clear();
        self.kills.clear();
        self.public.clear();
        self.talk.clear();
        self.signs.clear();
        self.personal.clear();
        self.bytes.clear();
    }

    /// The ship of `slot` left the world.
    pub(crate) fn ship_left(&mut self, slot: Slot) {
        self.left_ships.set(slot);
    }

    /// Another player sits in `slot`.
    pub(crate) fn renamed(&mut self, slot: Slot) {
        self.renamed.set(slot);
    }

    /// The player in `slot` has another level.
    pub(crate) fn levelled(&mut self, slot: Slot) {
        self.levelled.set(slot);
    }

    /// A rock has a new date.
    pub(crate) fn rock_changed(&mut self, slot: Slot) {
        self.changed_rocks.set(slot);
    }

    /// A rock is gone.
    pub(crate) fn rock_left(&mut self, slot: Slot) {
        self.left_rocks.set(slot);
    }

    /// A piece of scrap is gone.
    pub(crate) fn scrap_left(&mut self, slot: Slot) {
        self.left_scrap.set(slot);
    }

    /// A shot ended early, with its record, or flew its time.
    pub(crate) fn shot_over(&mut self, slot: Slot, end: Option<EndRecord>) {
        self.over.set(slot);
        self.ends.extend(end);
    }

    /// A rail fired along a line from `from`, units.
    pub(crate) fn railed(&mut self, from: (f64, f64), record: RailRecord) {
        let (dx, dy) = heading::unpack16(record.heading);
        let way = f64::from(record.length);
        let to = (from.0 + dx * way, from.1 + dy * way);
        // Coarser than f32 is fine: the line is wider than a step of the wire.
        let wide = 1.0 / STEPS_PER_UNIT;
        let low = ((from.0.min(to.0) - wide) as f32, (from.1.min(to.1) - wide) as f32);
        let high = ((from.0.max(to.0) + wide) as f32, (from.1.max(to.1) + wide) as f32);
        self.rails.push(Line { low, high, record });
    }

    /// A ship was destroyed. Who had a part in it is told; others who see one of the two, or all with `for_all`, as
    /// hearsay.
    pub(crate) fn killed(&mut self, kill: Kill, for_all: bool) {
        let item = self.item([kill.victim, kill.killer], &fracas_protocol::Event::Kill(kill.clone()));
        self.left_ships.set(kill.victim);
        self.fell.set(kill.victim);
        if kill.killer != NOBODY {
            self.fell.set(kill.killer);
        }
        self.kills_for_all = for_all;
        self.kills.push((kill, item));
    }

    /// An event for everybody, which may name a player.
    pub(crate) fn tell_all(&mut self, named: Slot, event: &impl Serialize) {
        let item = self.item([named, NOBODY], event);
        self.public.push(item);
    }

    /// The same for everybody who has not too much else to be told.
    pub(crate) fn talk(&mut self, named: Slot, event: &impl Serialize) {
        let item = self.item([named, NOBODY], event);
        self.talk.push(item);
    }

    /// A sign over the ship of `slot`, for those who see it.
    pub(crate) fn sign(&mut self, slot: Slot, event: &impl Serialize) {
        let item = self.item([slot, NOBODY], event);
        self.showing.set(slot);
        self.signs.push((slot, item));
    }

    /// An event for the player in `seat`, which may name another.
    pub(crate) fn tell(&mut self, seat: Slot, named: Slot, event: &impl Serialize) {
        let item = self.item([named, NOBODY], event);
        self.personal.push((seat, item.start, item));
    }

    /// Ends the writing: from now on it is only read.
    pub(crate) fn seal(&mut self) {
        self.personal.sort_unstable_by_key(|&(seat, order, _)| (seat, order));
        self.ends.sort_unstable_by_key(|end| end.slot);
    }

    fn item(&mut self, named: [Slot; 2], event: &impl Serialize) -> Item {
        let start = self.bytes.len() as u32;
        encode_into(&mut self.bytes, event);
        // Of the two only the first may be nobody.
        let named = if named[0] == NOBODY { [named[1], NOBODY] } else { named };
        Item { named, start, end: self.bytes.len() as u32 }
    }

    /// An event's bytes.
    pub(super) fn event(&self, item: &Item) -> &[u8] {
        &self.bytes[item.start as usize..item.end as usize]
    }

    /// What is for the player in `seat` alone.
    pub(super) fn personal(&self, seat: Slot) -> impl Iterator<Item = &Item> {
        let first = self.personal.partition_point(|row| row.0 < seat);
        self.personal[first..].iter().take_while(move |row| row.0 == seat).map(|row| &row.2)
    }

    /// The end of a shot that ended early.
    pub(super) fn end(&self, slot: Slot) -> Option<EndRecord> {
        let at = self.ends.binary_search_by_key(&slot, |end| end.slot).ok()?;
        Some(self.ends[at])
    }
}
