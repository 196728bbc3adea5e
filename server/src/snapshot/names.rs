//! Whose names a session has been told.

use fracas_protocol::{Slot, snapshot::Parts};

use super::{bits::Bits, budget::Budget, view::View};

/// Whose names a session has been told.
#[derive(Debug, Default)]
pub(super) struct Names {
    told: Bits,
    /// Told once, but it is another by now.
    outdated: Bits,
    /// Told with a level that is another by now.
    stale: Bits,
}

impl Names {
    /// True when the name of `slot` was told as it is.
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.told.has(slot)
    }

    /// True when the session would take `slot` for somebody who is not there any more.
    pub(super) fn misleads(&self, slot: Slot) -> bool {
        self.outdated.has(slot)
    }

    /// The names of these slots are others now.
    pub(super) fn change(&mut self, renamed: &Bits, slots: &mut Vec<Slot>) {
        slots.clear();
        self.told.each_in(renamed, |slot| slots.push(slot));
        for &slot in &*slots {
            self.told.unset(slot);
            self.stale.unset(slot);
            self.outdated.set(slot);
        }
    }

    /// The levels that are told with the names are others now; the persons are the same.
    pub(super) fn change_levels(&mut self, levelled: &Bits) {
        self.stale.add_both(&self.told, levelled);
    }

    /// Writes the new levels of those who are `seen`, as far as the bytes go that nothing else wants.
    pub(super) fn write_levels(
        &mut self,
        view: &View,
        seen: &Bits,
        slots: &mut Vec<Slot>,
        parts: &mut Parts,
        budget: &mut Budget,
    ) {
        slots.clear();
        self.stale.each_in(seen, |slot| slots.push(slot));
        self.write_levels_of(view, slots, parts, budget);
    }

    /// The same for some slots.
    pub(super) fn write_levels_of(
        &mut self,
        view: &View,
        slots: &[Slot],
        parts: &mut Parts,
        budget: &mut Budget,
    ) {
        for &slot in slots {
            if self.stale.has(slot) && !self.write(view, slot, parts, budget) {
                break;
            }
        }
    }

    /// Bytes of the names of `slots` that were not told.
    pub(super) fn missing_bytes(&self, view: &View, slots: &Bits) -> usize {
        let mut bytes = 0;
        slots.each_without(&self.told, |slot| bytes += view.name(slot).len());
        bytes
    }

    /// Writes the names of `slots` that were not told; the budget has room for them.
    pub(super) fn write_missing(
        &mut self,
        view: &View,
        slots: &Bits,
        parts: &mut Parts,
        budget: &mut Budget,
    ) {
        slots.each(|slot| {
            if !self.has(slot) {
                self.write(view, slot, parts, budget);
            }
        });
    }

    /// Writes a name; false when it does not fit.
    pub(super) fn write(&mut self, view: &View, slot: Slot, parts: &mut Parts, budget: &mut Budget) -> bool {
        let name = view.name(slot);
        let fits = budget.take(name.len());
        if fits {
            parts.events.extend_from_slice(name);
            parts.event_count += 1;
            self.told.set(slot);
            self.outdated.unset(slot);
            self.stale.unset(slot);
        }
        fits
    }
}
