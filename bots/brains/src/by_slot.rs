//! What is known of many things, by slot.

use fracas_protocol::Slot;

/// A map from slots to things: one sorted vector, in rising slot order.
///
/// A reader knows ten to a hundred things of a kind out of thousands, and snapshots tell them in slot order:
/// a search in one cache line or two is as quick as a table of all slots, and thousands of readers fit in memory.
#[derive(Clone, Debug)]
pub struct BySlot<T> {
    rows: Vec<(Slot, T)>,
}

impl<T> Default for BySlot<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T> BySlot<T> {
    /// The thing in `slot`, if it is known.
    pub fn get(&self, slot: Slot) -> Option<&T> {
        self.find(slot).ok().map(|at| &self.rows[at].1)
    }

    /// The thing in `slot`, to be changed.
    pub fn get_mut(&mut self, slot: Slot) -> Option<&mut T> {
        self.find(slot).ok().map(|at| &mut self.rows[at].1)
    }

    /// Puts a thing into a slot, in place of what was there.
    pub fn set(&mut self, slot: Slot, thing: T) {
        match self.find(slot) {
            Ok(at) => self.rows[at].1 = thing,
            Err(at) => self.rows.insert(at, (slot, thing)),
        }
    }

    /// Forgets what is in `slot`, if anything is.
    pub fn remove(&mut self, slot: Slot) {
        if let Ok(at) = self.find(slot) {
            self.rows.remove(at);
        }
    }

    /// Keeps what `keep` says.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.rows.retain(|(_, thing)| keep(thing));
    }

    /// All, in rising slot order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Slot, &T)> {
        self.rows.iter().map(|(slot, thing)| (*slot, thing))
    }

    /// How many are known.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when nothing is known.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn find(&self, slot: Slot) -> Result<usize, usize> {
        self.rows.binary_search_by_key(&slot, |row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_slot_order_and_replaces() {
        let mut map = BySlot::default();
        for slot in [7, 2, 9, 2] {
            map.set(slot, slot * 10 + map.len() as u16);
        }
        assert_eq!(map.iter().map(|(s, v)| (s, *v)).collect::<Vec<_>>(), [(2, 23), (7, 70), (9, 92)]);
        map.remove(7);
        map.remove(7);
        map.retain(|v| *v != 92);
        assert_eq!((map.len(), map.get(2), map.get(9)), (1, Some(&23), None));
    }
}
