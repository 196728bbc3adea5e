//! Who may touch this point? A uniform grid, filled anew in each tick by a counting sort.

use fracas_protocol::Slot;

/// Units: side of a cell. In a crowd a small cell spares comparisons, in an empty world a large one spares cells.
const CELL: f64 = 128.0;

/// Discs, filed under each cell that they touch; so one cell holds everything that may touch a point of it, in
/// the order in which the discs came (by rising slot). Buffers are kept from tick to tick.
pub(crate) struct Grid<T> {
    all: Vec<(Slot, T)>,
    columns: usize,
    /// Units: the grid covers -edge up to edge; what lies outside belongs to the cells at the edge.
    edge: f64,
    /// Cell c holds `filed[starts[c]..starts[c + 1]]`.
    starts: Vec<u32>,
    /// Indices into `all`: a few bytes for each cell that a thing touches, and the thing itself only once.
    filed: Vec<u32>,
}

impl<T> Default for Grid<T> {
    fn default() -> Self {
        Self { all: Vec::new(), columns: 1, edge: 0.0, starts: vec![0, 0], filed: Vec::new() }
    }
}

impl<T> Grid<T> {
    /// Files `things` (by rising slot) in a world of half side `half`. `disc` tells (x, y, reach) of a thing:
    /// [`Self::near`] finds it from every point within `reach` of (x, y), and from some farther ones.
    pub(crate) fn fill(
        &mut self,
        half: f32,
        things: impl Iterator<Item = (Slot, T)>,
        disc: impl Fn(&T) -> (f64, f64, f64),
    ) {
        self.all.clear();
        self.all.extend(things);
        self.edge = f64::from(half);
        self.columns = ((self.edge * 2.0 / CELL).ceil() as usize).max(1);
        self.starts.clear();
        self.starts.resize(self.columns * self.columns + 1, 0);

        // Count what each cell gets; then turn the counts into the ends of the cells.
        for (_, thing) in &self.all {
            for cell in cells(self.columns, self.edge, disc(thing)) {
                self.starts[cell] += 1;
            }
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        // File from the last thing to the first, each cell from its end down: the ends become the starts.
        self.filed.clear();
        self.filed.resize(end as usize, 0);
        for (index, (_, thing)) in self.all.iter().enumerate().rev() {
            for cell in cells(self.columns, self.edge, disc(thing)) {
                self.starts[cell] -= 1;
                self.filed[self.starts[cell] as usize] = index as u32;
            }
        }
    }

    /// Everything that may reach (x, y), by rising slot.
    #[inline]
    pub(crate) fn near(&self, x: f64, y: f64) -> impl Iterator<Item = &(Slot, T)> {
        let cell = line(self.columns, self.edge, y) * self.columns + line(self.columns, self.edge, x);
        let filed = &self.filed[self.starts[cell] as usize..self.starts[cell + 1] as usize];
        filed.iter().map(|index| &self.all[*index as usize])
    }

    /// Everything, by rising slot.
    pub(crate) fn all(&self) -> &[(Slot, T)] {
        &self.all
    }

    /// The thing at `index` of [`Self::all`], to move it a little: it stays filed where it was.
    pub(crate) fn thing_mut(&mut self, index: usize) -> &mut T {
        &mut self.all[index].1
    }
}

/// The column of an x, or the row of a y; what lies outside counts to the edge.
#[inline]
fn line(columns: usize, edge: f64, at: f64) -> usize {
    // A cast from a negative float gives 0, so only the upper end needs care.
    (((at + edge) / CELL) as usize).min(columns - 1)
}

#[inline]
fn cells(columns: usize, edge: f64, (x, y, reach): (f64, f64, f64)) -> impl Iterator<Item = usize> {
    let (left, right) = (line(columns, edge, x - reach), line(columns, edge, x + reach));
    let (top, bottom) = (line(columns, edge, y - reach), line(columns, edge, y + reach));
    (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::dice::Dice;

    #[test]
    fn near_misses_nobody_in_reach_and_keeps_the_order_of_slots() {
        struct Test;
        let mut dice = Dice::<Test>::new(1, 1);
        let mut grid = Grid::default();
        for half in [1500.0_f32, 700.0, 3000.0] {
            // Some lie beyond the edge, as shots and ships of a shrinking world do.
            let discs: Vec<_> =
                (0..500).map(|_| (dice.point(f64::from(half) * 1.2), dice.unit() * 300.0)).collect();
            grid.fill(half, discs.iter().enumerate().map(|(i, d)| (i as Slot, *d)), |&((x, y), r)| (x, y, r));
            let mut found = 0;
            for _ in 0..500 {
                let (x, y) = dice.point(f64::from(half) * 1.2);
                let near: Vec<_> = grid.near(x, y).collect();
                assert!(near.windows(2).all(|pair| pair[0].0 < pair[1].0), "by rising slot, each once");
                for (slot, ((cx, cy), r)) in discs.iter().enumerate() {
                    if (cx - x) * (cx - x) + (cy - y) * (cy - y) <= r * r {
                        assert!(near.iter().any(|(s, _)| usize::from(*s) == slot), "{slot} was missed");
                        found += 1;
                    }
                }
            }
            assert!(found > 100, "the test looked at {found} touches only");
        }
    }
}
