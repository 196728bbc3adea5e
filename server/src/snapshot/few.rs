//! A set of slots as a rising list: what one session knows is a few dozen of thousands. A list of them is a line or two of
//! the processor's cache, where a bit for every slot would be spread over many, in each of thousands of sessions.

use fracas_protocol::Slot;

use super::bits::Bits;

/// Slots for which there is room from the start, 512 bytes: where many have fallen, some hundred pieces of scrap lie in a
/// view. In a crowd a set grows beyond by doubling, and keeps what it took.
const ROOM: usize = 256;

/// A small set of slots.
#[derive(Debug)]
pub(super) struct Few {
    slots: Vec<Slot>,
}

impl Default for Few {
    fn default() -> Self {
        Self { slots: Vec::with_capacity(ROOM) }
    }
}

impl Few {
    /// True when `slot` is in the set.
    #[inline]
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.slots.binary_search(&slot).is_ok()
    }

    /// True when nothing is in the set.
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Puts `slot` in.
    pub(super) fn set(&mut self, slot: Slot) {
        if let Err(place) = self.slots.binary_search(&slot) {
            self.slots.insert(place, slot);
        }
    }

    /// Takes `slot` out.
    pub(super) fn unset(&mut self, slot: Slot) {
        if let Ok(place) = self.slots.binary_search(&slot) {
            self.slots.remove(place);
        }
    }

    /// Takes all out and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
    }

    /// Keeps what `keeps` says, asked by rising slot.
    pub(super) fn retain(&mut self, mut keeps: impl FnMut(Slot) -> bool) {
        self.slots.retain(|&slot| keeps(slot));
    }

    /// Puts all of `others` in.
    pub(super) fn add(&mut self, others: &Bits) {
        let strays = self.slots.iter().filter(|&&slot| !others.has(slot)).count();
        if strays == 0 {
            self.slots.clear();
            others.each(|slot| self.slots.push(slot));
        } else {
            others.each(|slot| self.set(slot));
        }
    }

    /// Visits the slots that are here and in `others`, rising.
    #[inline]
    pub(super) fn each_in(&self, others: &Bits, mut visit: impl FnMut(Slot)) {
        for &slot in &self.slots {
            if others.has(slot) {
                visit(slot);
            }
        }
    }

    /// True when something is here and in `others`.
    pub(super) fn meets(&self, others: &Bits) -> bool {
        self.slots.iter().any(|&slot| others.has(slot))
    }

    /// Visits the slots of `others` that are not here, rising.
    #[inline]
    pub(super) fn each_missing(&self, others: &Bits, mut visit: impl FnMut(Slot)) {
        let mut known = self.slots.iter().copied().peekable();
        others.each(|slot| {
            while known.next_if(|&other| other < slot).is_some() {}
            if known.next_if_eq(&slot).is_none() {
                visit(slot);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(slots: &[Slot]) -> Bits {
        let mut bits = Bits::default();
        slots.iter().for_each(|&slot| bits.set(slot));
        bits
    }

    #[test]
    fn what_is_missing_enters_and_what_is_in_both_is_heard_of() {
        let mut few = Few::default();
        [9, 3, 70, 3].into_iter().for_each(|slot| few.set(slot));
        few.unset(4);
        let seen = bits(&[0, 3, 10, 70, 5000]);
        let (mut missing, mut both) = (Vec::new(), Vec::new());
        few.each_missing(&seen, |slot| missing.push(slot));
        few.each_in(&seen, |slot| both.push(slot));
        assert_eq!((missing, both), (vec![0, 10, 5000], vec![3, 70]));
        assert!(few.meets(&bits(&[9])) && !few.meets(&bits(&[8])));
        few.add(&bits(&[1]));
        assert_eq!(few.slots, [1, 3, 9, 70], "strays stay");
        few.add(&bits(&[1, 3, 9, 70, 71]));
        assert_eq!(few.slots, [1, 3, 9, 70, 71]);
        few.retain(|slot| slot > 3);
        assert!(few.has(9) && !few.has(3));
    }
}
