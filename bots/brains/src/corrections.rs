//! How prediction fared, as counts that can be added up over players and told apart by time.

use std::{
    iter::Sum,
    ops::{Add, Sub},
};

/// How often prediction was compared and how often it was wrong, by cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Snapshots whose own ship was compared with a prediction.
    pub compared_ticks: u64,
    /// A shot kicked the ship.
    pub hit: u64,
    /// Another ship pushed it, or news of a rock, of the world's size or of the own stats came too late to be
    /// predicted.
    pub push: u64,
    /// A tick ran without a fresh input, or inputs were skipped.
    pub starved: u64,
    /// Nobody's fault but the program's.
    pub unexplained: u64,
}

impl Corrections {
    fn each_with(self, other: Self, of: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            compared_ticks: of(self.compared_ticks, other.compared_ticks),
            hit: of(self.hit, other.hit),
            push: of(self.push, other.push),
            starved: of(self.starved, other.starved),
            unexplained: of(self.unexplained, other.unexplained),
        }
    }
}

impl Add for Corrections {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        self.each_with(more, u64::add)
    }
}

impl Sub for Corrections {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        self.each_with(before, u64::sub)
    }
}

impl Sum for Corrections {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}
