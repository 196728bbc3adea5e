//! A set of slots: a bit each.

use fracas_protocol::Slot;

/// A set of slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// True when `slot` is in the set.
    #[inline]
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.words.get(usize::from(slot) / 64).is_some_and(|word| word >> (slot % 64) & 1 == 1)
    }

    /// Puts `slot` in.
    #[inline]
    pub(super) fn set(&mut self, slot: Slot) {
        let word = usize::from(slot) / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (slot % 64);
    }

    /// Takes `slot` out.
    #[inline]
    pub(super) fn unset(&mut self, slot: Slot) {
        if let Some(word) = self.words.get_mut(usize::from(slot) / 64) {
            *word &= !(1 << (slot % 64));
        }
    }

    /// Takes all out and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Makes this set the same as `other`, in the memory it has.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.words.clone_from(&other.words);
    }

    /// Puts all of `other` in.
    pub(super) fn add(&mut self, other: &Self) {
        if other.words.len() > self.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// How many slots are in the set.
    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// All slots, rising.
    pub(super) fn iter(&self) -> impl Iterator<Item = Slot> {
        self.words.iter().enumerate().flat_map(|(at, &word)| ones(at, word))
    }

    /// Slots that are here and not in `other`, rising.
    pub(super) fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Slot> + 'a {
        self.without_unless(other, &NOTHING)
    }

    /// Slots that are here and not in `other`, or here and in `anyway`, rising: 64 at a time.
    pub(super) fn without_unless<'a>(
        &'a self,
        other: &'a Self,
        anyway: &'a Self,
    ) -> impl Iterator<Item = Slot> + 'a {
        self.words
            .iter()
            .enumerate()
            .flat_map(|(at, &word)| ones(at, word & (!other.word(at) | anyway.word(at))))
    }

    fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }
}

static NOTHING: Bits = Bits { words: Vec::new() };

fn ones(at: usize, mut word: u64) -> impl Iterator<Item = Slot> {
    std::iter::from_fn(move || {
        if word == 0 {
            return None;
        }
        let bit = word.trailing_zeros() as usize;
        word &= word - 1;
        Some((at * 64 + bit) as Slot)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_what_enters() {
        let (mut seen, mut known) = (Bits::default(), Bits::default());
        for slot in [0, 3, 63, 64, 5000] {
            seen.set(slot);
        }
        for slot in [3, 64, 70] {
            known.set(slot);
        }
        assert_eq!(seen.without(&known).collect::<Vec<_>>(), [0, 63, 5000]);
        assert_eq!(known.without(&seen).collect::<Vec<_>>(), [70]);
        seen.unset(63);
        assert_eq!(seen.iter().collect::<Vec<_>>(), [0, 3, 64, 5000]);
        assert_eq!(seen.count(), 4);
        known.add(&seen);
        assert_eq!(known.iter().collect::<Vec<_>>(), [0, 3, 64, 70, 5000]);
        known.copy_from(&seen);
        assert_eq!(known.without(&seen).next(), None);
        assert_eq!(seen.without(&known).next(), None);
    }
}
