//! What a session has been told and not taken back. Enters and leaves are the difference between this and what
//! is in view, so that a skipped frame is harmless.

use fracas_protocol::Slot;

use super::{bits::Bits, budget::Budget, layer::Layer};

/// What a session knows of one kind of thing.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) told: Bits,
    /// Told, but the slot is empty or holds another thing by now: to be taken back before anything else.
    stale: Bits,
    /// Told, but it has changed since: to be told again.
    changed: Bits,
    /// Something became stale or changed, or the budget cut the last look short: to be looked at in this tick.
    pending: bool,
}

impl Known {
    /// These slots are empty now.
    pub(super) fn vacate(&mut self, left: &Bits) {
        self.pending |= self.stale.add_both(&self.told, left);
    }

    /// The things in these slots have changed: who was told of them is told again.
    pub(super) fn change(&mut self, changed: &Bits) {
        self.pending |= self.changed.add_both(&self.told, changed);
    }

    /// True when a look cannot wait; until the next change or cut.
    pub(super) fn take_pending(&mut self) -> bool {
        std::mem::take(&mut self.pending)
    }

    /// Takes back what is not seen any more or stale, as far as the budget goes.
    pub(super) fn take_back(
        &mut self,
        seen: &Bits,
        slots: &mut Vec<Slot>,
        out: &mut Vec<u8>,
        budget: &mut Budget,
    ) {
        slots.clear();
        self.told.each_without_unless(seen, &self.stale, |slot| slots.push(slot));
        for &slot in &*slots {
            if !budget.take(2) {
                self.pending = true;
                break;
            }
            out.extend_from_slice(&slot.to_le_bytes());
            self.told.unset(slot);
            self.stale.unset(slot);
            self.changed.unset(slot);
        }
    }

    /// Tells what is seen and not told, or not as it is now, as far as the budget goes.
    pub(super) fn enter<const N: usize>(
        &mut self,
        layer: &Layer<N>,
        seen: &Bits,
        slots: &mut Vec<Slot>,
        out: &mut Vec<u8>,
        budget: &mut Budget,
    ) {
        slots.clear();
        seen.each_without_unless(&self.told, &self.changed, |slot| slots.push(slot));
        for &slot in &*slots {
            let Some((_, record)) = layer.get(slot) else { continue };
            if !budget.take(N) {
                self.pending = true;
                break;
            }
            out.extend_from_slice(record);
            self.told.set(slot);
            self.changed.unset(slot);
        }
    }
}
