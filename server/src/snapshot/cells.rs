//! A grid over the world, rebuilt every tick by counting: the cells of a row lie behind each other in memory,
//! so that a rectangle is a few runs.

use std::ops::Range;

use fracas_protocol::Slot;

/// Side of a cell, units: about a quarter of a view, so that a view touches few cells and few strangers.
const CELL: f32 = 256.0;

/// Cells along one side at the most: 64 k cells are 16,384 units of world, more than any room needs; beyond,
/// the outer cells hold more.
const SIDE_MAX: usize = 256;

/// A thing at its place, units.
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    at: (f32, f32),
    slot: Slot,
}

/// Things by cell.
#[derive(Debug, Default)]
pub(super) struct Cells {
    half: f32,
    side: usize,
    /// For each cell the end of its run in `points`; one more in front.
    starts: Vec<u32>,
    /// Places and not indices: what is read together lies together.
    points: Vec<Point>,
}

impl Cells {
    /// Sorts the things in `slots` at `at` into the cells of a world of half side `half`.
    pub(super) fn rebuild(&mut self, half: f32, slots: &[Slot], at: &[(f32, f32)]) {
        self.half = half;
        self.side = ((2.0 * half / CELL) as usize + 1).min(SIDE_MAX);
        self.starts.clear();
        self.starts.resize(self.side * self.side + 2, 0);
        // Counted two places on, so that filling below moves each start to the cell's end, which is the next start.
        for &p in at {
            let cell = self.cell(p);
            self.starts[cell + 2] += 1;
        }
        for i in 2..self.starts.len() {
            self.starts[i] += self.starts[i - 1];
        }
        self.points.clear();
        self.points.resize(at.len(), Point::default());
        for (&slot, &at) in slots.iter().zip(at) {
            let cell = self.cell(at);
            let place = &mut self.starts[cell + 1];
            self.points[*place as usize] = Point { at, slot };
            *place += 1;
        }
    }

    /// Visits all things in cells that the rectangle touches: where they are, and their slots.
    #[inline]
    pub(super) fn touched(
        &self,
        middle: (f32, f32),
        reach: (f32, f32),
        mut visit: impl FnMut((f32, f32), Slot),
    ) {
        let columns = self.span(middle.0, reach.0);
        for row in self.span(middle.1, reach.1) {
            let first = self.starts[row * self.side + columns.start] as usize;
            let last = self.starts[row * self.side + columns.end] as usize;
            for point in &self.points[first..last] {
                visit(point.at, point.slot);
            }
        }
    }

    fn span(&self, middle: f32, reach: f32) -> Range<usize> {
        self.line(middle - reach)..self.line(middle + reach) + 1
    }

    fn line(&self, at: f32) -> usize {
        (((at + self.half) / CELL).max(0.0) as usize).min(self.side - 1)
    }

    fn cell(&self, p: (f32, f32)) -> usize {
        self.line(p.1) * self.side + self.line(p.0)
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn every_point_in_a_rectangle_is_found_once() {
        let mut rng = StdRng::seed_from_u64(7);
        let at: Vec<(f32, f32)> = (0..2000)
            .map(|_| (rng.random_range(-1600.0..1600.0), rng.random_range(-1600.0..1600.0)))
            .collect();
        let slots: Vec<Slot> = (0..2000).collect();
        let mut cells = Cells::default();
        cells.rebuild(1500.0, &slots, &at);
        for _ in 0..200 {
            let middle = (rng.random_range(-1800.0..1800.0f32), rng.random_range(-1800.0..1800.0f32));
            let reach = (rng.random_range(1.0..900.0f32), rng.random_range(1.0..900.0f32));
            let inside =
                |i: &usize| (at[*i].0 - middle.0).abs() <= reach.0 && (at[*i].1 - middle.1).abs() <= reach.1;
            let mut found = Vec::new();
            cells.touched(middle, reach, |_, slot| found.push(usize::from(slot)));
            found.retain(inside);
            found.sort_unstable();
            let want: Vec<usize> = (0..at.len()).filter(inside).collect();
            assert_eq!(found, want);
        }
    }
}
