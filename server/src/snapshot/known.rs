//! What a session has been told and not taken back. Enters and leaves are the difference between this and what
//! is in view, so that a skipped frame is harmless.

use fracas_protocol::Slot;

use super::{bits::Bits, budget::Budget, few::Few, layer::Layer};

/// What a session knows of one kind of thing.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) told: Few,
    /// Told, but the slot is empty or holds another thing by now: to be taken back before anything else.
    stale: Few,
    /// Told, but it has changed since: to be told again.
    changed: Few,
    /// Something became stale or changed, or the budget cut the last look short: to be looked at in this tick.
    pending: bool,
}

impl Known {
    /// These slots are empty now.
    pub(super) fn vacate(&mut self, left: &Bits) {
        let Self { told, stale, pending, .. } = self;
        told.each_in(left, |slot| {
            stale.set(slot);
            *pending = true;
        });
    }

    /// The things in these slots have changed: who was told of them is told again.
    pub(super) fn change(&mut self, news: &Bits) {
        let Self { told, changed, pending, .. } = self;
        told.each_in(news, |slot| {
            changed.set(slot);
            *pending = true;
        });
    }

    /// True when a look cannot wait; until the next change or cut.
    pub(super) fn take_pending(&mut self) -> bool {
        std::mem::take(&mut self.pending)
    }

    /// Takes back what is not seen any more or stale, as far as the budget goes.
    pub(super) fn take_back(&mut self, seen: &Bits, out: &mut Vec<u8>, budget: &mut Budget) {
        let Self { told, stale, changed, pending } = self;
        let mut cut = false;
        told.retain(|slot| {
            if seen.has(slot) && !stale.has(slot) {
                return true;
            }
            cut = cut || !budget.take(2);
            if !cut {
                out.extend_from_slice(&slot.to_le_bytes());
            }
            cut
        });
        if cut {
            *pending = true;
            stale.retain(|slot| told.has(slot));
        } else {
            stale.clear();
        }
        changed.retain(|slot| told.has(slot));
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
        self.told.each_missing(seen, |slot| slots.push(slot));
        if !self.changed.is_empty() {
            self.changed.each_in(seen, |slot| slots.push(slot));
            slots.sort_unstable();
        }
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
