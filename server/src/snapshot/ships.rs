//! The ships in a frame: all that are in view; in a crowd the nearest, and the others by turns.

use fracas_protocol::{Slot, record::ShipRecord, snapshot::Parts};

use super::{budget::Budget, known::Known, names::Names, turns::Turns, view::View, viewer::Scratch};

/// Ships nearest to the eye that are in every frame, however crowded the screen.
pub(super) const NEAREST: usize = 30;

/// Others that are in every frame of a crowd at the least. With 2,000 ships on one screen each is told within
/// 1970 / 50 + 4 ticks, and one more because the minimap takes the bytes of 9 ships twice a second: 45 ticks, 1.5 s
/// at 30 Hz. Mostly the other parts leave more.
pub(super) const TURNS_MIN: usize = 50;

/// What a session has been told of ships.
#[derive(Debug, Default)]
pub(super) struct Ships {
    pub(super) known: Known,
    turns: Turns,
}

impl Ships {
    /// Writes the ships of `scratch.ships` and the names that were not told, or as much of both as fits.
    pub(super) fn write(
        &mut self,
        view: &View,
        eye: (f32, f32),
        names: &mut Names,
        scratch: &mut Scratch,
        budget: &mut Budget,
    ) {
        let Scratch { parts, ships, slots, .. } = scratch;
        let missing = names.missing_bytes(view, ships);
        if !budget.fits(missing + ships.count() * ShipRecord::SIZE) {
            return self.write_crowd(view, eye, names, scratch, budget);
        }
        if missing > 0 {
            names.write_missing(view, ships, parts, budget);
        }
        ships.each(|slot| {
            let (_, record) = view.ships.get(slot).expect("what is seen is in the layer");
            parts.ships.extend_from_slice(record);
        });
        budget.take(parts.ships.len());
        self.known.told.add(ships);
        self.turns.stop();
        names.write_levels(view, ships, slots, parts, budget);
    }

    /// In a crowd a ship may be told before its name: the nearest and some by turns, then the names of those, then
    /// more by turns, with their names.
    fn write_crowd(
        &mut self,
        view: &View,
        eye: (f32, f32),
        names: &mut Names,
        scratch: &mut Scratch,
        budget: &mut Budget,
    ) {
        let Scratch { parts, ships, order, slots, .. } = scratch;
        self.turns.follow(view.tick, ships);
        slots.clear();

        order.clear();
        ships.each(|slot| order.push(distance_square(view, eye, slot), slot));
        order.keep_first(NEAREST);
        for slot in order.iter() {
            ships.unset(slot);
            if self.tell(view, slot, names, parts, budget) {
                self.turns.told(view.tick, slot);
                slots.push(slot);
            }
        }

        let (width, height) = view.reach.leave;
        let edge = width * width + height * height;
        order.clear();
        ships.each(|slot| {
            let nearness = 1.0 - distance_square(view, eye, slot) / edge;
            order.push(self.turns.rank(view.tick, slot, nearness), slot);
        });
        order.keep_first(budget.left() / ShipRecord::SIZE);
        for slot in order.iter().take(TURNS_MIN) {
            if self.tell(view, slot, names, parts, budget) {
                self.turns.told(view.tick, slot);
                slots.push(slot);
            }
        }
        for &slot in &*slots {
            if !names.has(slot) && !names.write(view, slot, parts, budget) {
                break;
            }
        }
        for slot in order.iter().skip(TURNS_MIN) {
            if !names.has(slot) {
                names.write(view, slot, parts, budget);
            }
            if self.tell(view, slot, names, parts, budget) {
                self.turns.told(view.tick, slot);
            }
        }
        names.write_levels_of(view, slots, parts, budget);
    }

    /// Writes a ship; false when it does not fit. One that enters where the session last knew another player comes
    /// with its name, or not yet: no name is shown until it comes, but a wrong one would be.
    fn tell(
        &mut self,
        view: &View,
        slot: Slot,
        names: &mut Names,
        parts: &mut Parts,
        budget: &mut Budget,
    ) -> bool {
        let (_, record) = view.ships.get(slot).expect("what is seen is in the layer");
        if names.misleads(slot) && !self.known.told.has(slot) {
            let both = ShipRecord::SIZE + view.name(slot).len();
            if !budget.fits(both) || !names.write(view, slot, parts, budget) {
                return false;
            }
        }
        let fits = budget.take(ShipRecord::SIZE);
        if fits {
            parts.ships.extend_from_slice(record);
            self.known.told.set(slot);
        }
        fits
    }
}

fn distance_square(view: &View, eye: (f32, f32), slot: Slot) -> f32 {
    let ((x, y), _) = view.ships.get(slot).expect("what is seen is in the layer");
    let (dx, dy) = (x - eye.0, y - eye.1);
    dx * dx + dy * dy
}
