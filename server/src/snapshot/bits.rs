//! A set of slots: a bit each, and a bit for every 64 of them that says whether there is one. Work is in proportion to
//! what is in the set and not to the highest slot: in a room of thousands a session sees a few dozen.

use fracas_protocol::Slot;

/// Words of 64 slots that there can be.
const WORDS_MAX: usize = (Slot::MAX as usize + 1) / 64;

/// A set of slots.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
    /// A bit for each word that is not zero. Kept here and not on the heap, so that to see that two sets have nothing in
    /// common mostly costs no visit to memory.
    used: [u64; WORDS_MAX / 64],
}

impl Bits {
    /// True when `slot` is in the set.
    #[inline]
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.word(usize::from(slot) / 64) >> (slot % 64) & 1 == 1
    }

    /// Puts `slot` in.
    #[inline]
    pub(super) fn set(&mut self, slot: Slot) {
        self.put(usize::from(slot) / 64, 1 << (slot % 64));
    }

    /// Takes `slot` out.
    #[inline]
    pub(super) fn unset(&mut self, slot: Slot) {
        let at = usize::from(slot) / 64;
        if let Some(word) = self.words.get_mut(at) {
            *word &= !(1 << (slot % 64));
            if *word == 0 {
                self.used[at / 64] &= !(1 << (at % 64));
            }
        }
    }

    /// Takes all out and keeps the memory.
    pub(super) fn clear(&mut self) {
        let blocks = self.words.len().div_ceil(64);
        for (block, used) in self.used[..blocks].iter_mut().enumerate() {
            each_one(block, std::mem::take(used), |at| self.words[at] = 0);
        }
    }

    /// Makes this set the same as `other`, in the memory it has.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.clear();
        self.add(other);
    }

    /// Puts all of `other` in.
    pub(super) fn add(&mut self, other: &Self) {
        other.each_word(|at, word| self.put(at, word));
    }

    /// Puts in what is in both `one` and `other`; true when there is any.
    pub(super) fn add_both(&mut self, one: &Self, other: &Self) -> bool {
        let mut any = false;
        one.each_word_in(other, |at, word| {
            self.put(at, word);
            any = true;
        });
        any
    }

    /// True when nothing is in the set.
    pub(super) fn is_empty(&self) -> bool {
        self.used.iter().all(|&used| used == 0)
    }

    /// How many slots are in the set.
    pub(super) fn count(&self) -> usize {
        let mut count = 0;
        self.each_word(|_, word| count += word.count_ones() as usize);
        count
    }

    /// Visits all slots, rising.
    #[inline]
    pub(super) fn each(&self, mut visit: impl FnMut(Slot)) {
        self.each_word(|at, word| each_one(at, word, |slot| visit(slot as Slot)));
    }

    /// Visits the slots that are here and in `other`, rising.
    #[inline]
    pub(super) fn each_in(&self, other: &Self, mut visit: impl FnMut(Slot)) {
        self.each_word_in(other, |at, word| each_one(at, word, |slot| visit(slot as Slot)));
    }

    /// Visits the slots that are here and not in `other`, rising.
    #[inline]
    pub(super) fn each_without(&self, other: &Self, mut visit: impl FnMut(Slot)) {
        self.each_word(|at, word| each_one(at, word & !other.word(at), |slot| visit(slot as Slot)));
    }

    /// Visits the words that are not zero, with their places.
    #[inline]
    fn each_word(&self, mut visit: impl FnMut(usize, u64)) {
        for (block, &used) in self.used[..self.words.len().div_ceil(64)].iter().enumerate() {
            each_one(block, used, |at| visit(at, self.words[at]));
        }
    }

    /// Visits the words of what is here and in `other`, if they are not zero, with their places.
    #[inline]
    fn each_word_in(&self, other: &Self, mut visit: impl FnMut(usize, u64)) {
        let blocks = self.words.len().min(other.words.len()).div_ceil(64);
        for block in 0..blocks {
            each_one(block, self.used[block] & other.used[block], |at| {
                let both = self.words[at] & other.words[at];
                if both != 0 {
                    visit(at, both);
                }
            });
        }
    }

    #[inline]
    fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    /// Puts the bits of a word in, which is not zero.
    #[inline]
    fn put(&mut self, at: usize, word: u64) {
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        self.words[at] |= word;
        self.used[at / 64] |= 1 << (at % 64);
    }
}

/// Visits the places of the ones in the word at `at`, rising.
#[inline]
fn each_one(at: usize, mut word: u64, mut visit: impl FnMut(usize)) {
    while word != 0 {
        visit(at * 64 + word.trailing_zeros() as usize);
        word &= word - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Bits {
        fn all(&self) -> Vec<Slot> {
            let mut slots = Vec::new();
            self.each(|slot| slots.push(slot));
            slots
        }

        fn without(&self, other: &Self) -> Vec<Slot> {
            let mut slots = Vec::new();
            self.each_without(other, |slot| slots.push(slot));
            slots
        }
    }

    #[test]
    fn the_difference_is_what_enters() {
        let (mut seen, mut known) = (Bits::default(), Bits::default());
        for slot in [0, 3, 63, 64, 5000] {
            seen.set(slot);
        }
        for slot in [3, 64, 70] {
            known.set(slot);
        }
        assert_eq!(seen.without(&known), [0, 63, 5000]);
        assert_eq!(known.without(&seen), [70]);
        seen.unset(63);
        assert_eq!(seen.all(), [0, 3, 64, 5000]);
        assert_eq!(seen.count(), 4);
        known.add(&seen);
        assert_eq!(known.all(), [0, 3, 64, 70, 5000]);
        known.copy_from(&seen);
        assert!(known.without(&seen).is_empty());
        assert!(seen.without(&known).is_empty());
    }

    #[test]
    fn what_was_taken_out_is_gone_and_the_memory_is_used_again() {
        let (mut one, mut other, mut both) = (Bits::default(), Bits::default(), Bits::default());
        for slot in [1, 64, 4095, 4096, 65_535] {
            one.set(slot);
        }
        one.unset(64);
        one.unset(7);
        assert_eq!(one.all(), [1, 4095, 4096, 65_535]);
        other.set(4096);
        assert!(both.add_both(&one, &other) && !both.add_both(&other, &Bits::default()));
        assert_eq!(both.all(), [4096]);
        one.each_in(&other, |slot| assert_eq!(slot, 4096));
        one.clear();
        assert!(one.is_empty() && !other.is_empty());
        one.set(3);
        assert_eq!(one.all(), [3]);
    }
}
