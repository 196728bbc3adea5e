//! Slots by rank: who comes first when not all fit.

use fracas_protocol::Slot;

/// Slots with their ranks, least first; of equal ranks the lower slot.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Rank above, slot in the low 16 bits: one number to compare.
    keys: Vec<u64>,
}

impl Order {
    /// Takes all out and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
    }

    /// Adds a slot. `rank` must not be negative: the bits of such floats rise with them.
    #[inline]
    pub(super) fn push(&mut self, rank: f32, slot: Slot) {
        debug_assert!(rank >= 0.0, "a rank of {rank}");
        self.keys.push(key(rank, slot));
    }

    /// Ranks all slots anew.
    pub(super) fn rank(&mut self, mut rank: impl FnMut(Slot) -> f32) {
        for place in &mut self.keys {
            let slot = *place as Slot;
            *place = key(rank(slot), slot);
        }
    }

    /// Keeps the first `count` and sorts them; the cost of the others is linear.
    pub(super) fn keep_first(&mut self, count: usize) {
        if count < self.keys.len() {
            self.keys.select_nth_unstable(count);
            self.keys.truncate(count);
        }
        self.keys.sort_unstable();
    }

    /// Takes the first `count` out.
    pub(super) fn drop_first(&mut self, count: usize) {
        self.keys.drain(..count);
    }

    /// How many slots.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The slots, as they were added or, after [`keep_first`](Self::keep_first), the first first.
    pub(super) fn iter(&self) -> impl Iterator<Item = Slot> {
        self.keys.iter().map(|&key| key as Slot)
    }
}

fn key(rank: f32, slot: Slot) -> u64 {
    u64::from(rank.to_bits()) << 16 | u64::from(slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_ranks_come_first_and_the_others_go() {
        let mut order = Order::default();
        for (rank, slot) in [(0.5, 7), (1e6, 1), (0.0, 9), (3.0, 4), (0.5, 2), (40.0, 3)] {
            order.push(rank, slot);
        }
        order.keep_first(4);
        assert_eq!(order.iter().collect::<Vec<_>>(), [9, 2, 7, 4]);
        order.drop_first(1);
        order.rank(f32::from);
        order.keep_first(9);
        assert_eq!(order.iter().collect::<Vec<_>>(), [2, 4, 7]);
    }
}
