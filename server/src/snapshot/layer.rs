//! One kind of thing, packed once per tick: positions, finished records, a grid, and a way back from the slot.

use fracas_protocol::Slot;

use super::{bits::Bits, cells::Cells, few::Few};

const NONE: u32 = u32::MAX;

/// All things of one kind, in slot order, with records of `N` bytes.
#[derive(Debug)]
pub(super) struct Layer<const N: usize> {
    slots: Vec<Slot>,
    at: Vec<(f32, f32)>,
    records: Vec<[u8; N]>,
    /// By slot: index into the lists above.
    by_slot: Vec<u32>,
    cells: Cells,
}

impl<const N: usize> Default for Layer<N> {
    fn default() -> Self {
        Self { slots: vec![], at: vec![], records: vec![], by_slot: vec![], cells: Cells::default() }
    }
}

impl<const N: usize> Layer<N> {
    /// Packs the things of a tick; `rows` come in slot order.
    pub(super) fn rebuild(&mut self, half: f32, rows: impl Iterator<Item = (Slot, (f32, f32), [u8; N])>) {
        for &slot in &self.slots {
            self.by_slot[usize::from(slot)] = NONE;
        }
        self.slots.clear();
        self.at.clear();
        self.records.clear();
        for (slot, at, record) in rows {
            let place = usize::from(slot);
            if place >= self.by_slot.len() {
                self.by_slot.resize(place + 1, NONE);
            }
            self.by_slot[place] = self.slots.len() as u32;
            self.slots.push(slot);
            self.at.push(at);
            self.records.push(record);
        }
        self.cells.rebuild(half, &self.slots, &self.at);
    }

    /// The thing in `slot`: where it is, and its record.
    #[inline]
    pub(super) fn get(&self, slot: Slot) -> Option<((f32, f32), &[u8; N])> {
        let index = *self.by_slot.get(usize::from(slot)).filter(|&&index| index != NONE)? as usize;
        Some((self.at[index], &self.records[index]))
    }

    /// Fills `seen` with what is within `enter` of `eye`, and what is known and within `leave`.
    /// Both are half extents in units; leaving is wider than entering, so that nothing flickers at the edge.
    pub(super) fn see(
        &self,
        eye: (f32, f32),
        enter: (f32, f32),
        leave: (f32, f32),
        known: &Few,
        seen: &mut Bits,
    ) {
        seen.clear();
        self.cells.touched(eye, leave, |(x, y), slot| {
            let (dx, dy) = ((x - eye.0).abs(), (y - eye.1).abs());
            if (dx <= enter.0 && dy <= enter.1) || (dx <= leave.0 && dy <= leave.1 && known.has(slot)) {
                seen.set(slot);
            }
        });
    }

    /// All positions.
    pub(super) fn positions(&self) -> &[(f32, f32)] {
        &self.at
    }
}
