//! When which player wants to be attended to: one time each, the earliest.

use std::{cmp::Reverse, collections::BinaryHeap};

use tokio::time::Instant;

/// One alarm for each of many.
pub struct Alarms {
    heap: BinaryHeap<Reverse<(Instant, usize)>>,
    /// The alarm that counts. Others of the same index in the heap are stale and pass unheard.
    set: Vec<Option<Instant>>,
}

impl Alarms {
    /// No alarm yet for any of `count`.
    pub fn new(count: usize) -> Self {
        Self { heap: BinaryHeap::with_capacity(count), set: vec![None; count] }
    }

    /// `index` wants to be told at `at`, or earlier if he has said so before; he is told once.
    pub fn set(&mut self, index: usize, at: Instant) {
        if self.set[index].is_none_or(|old| at < old) {
            self.set[index] = Some(at);
            self.heap.push(Reverse((at, index)));
        }
    }

    /// The next whose alarm is due.
    pub fn next_due(&mut self, now: Instant) -> Option<usize> {
        while let Some(&Reverse((at, index))) = self.heap.peek()
            && at <= now
        {
            self.heap.pop();
            if self.set[index] == Some(at) {
                self.set[index] = None;
                return Some(index);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_earliest_of_an_index_counts_and_is_told_once() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut alarms = Alarms::new(3);
        for (index, ms) in [(0, 30), (1, 20), (0, 10), (0, 40), (2, 50)] {
            alarms.set(index, at(ms));
        }
        let mut told = |ms| std::iter::from_fn(|| alarms.next_due(at(ms))).collect::<Vec<_>>();
        assert!(told(5).is_empty());
        assert_eq!(told(25), [0, 1]);
        assert!(told(45).is_empty());
        assert_eq!(told(50), [2]);
    }
}
