//! A place or a direction in the plane, in units; brains need no more geometry.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// (x, y): x to the right, y down, units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// The middle of the world, and no direction at all.
    pub const ZERO: Self = Self { x: 0.0, y: 0.0 };

    /// (x, y).
    pub fn new(x: impl Into<f64>, y: impl Into<f64>) -> Self {
        Self { x: x.into(), y: y.into() }
    }

    /// The scalar product.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Units.
    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// Units to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (other - self).length()
    }

    /// The same direction with length 1; (0, 0) stays.
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { self }
    }

    /// A quarter turn clockwise on the screen.
    pub fn turned(self) -> Self {
        Self { x: -self.y, y: self.x }
    }

    /// Units from this place to the segment from `a` to `b`.
    pub fn distance_to_segment(self, a: Self, b: Self) -> f64 {
        let along = b - a;
        let square = along.dot(along);
        let share = if square > 0.0 { ((self - a).dot(along) / square).clamp(0.0, 1.0) } else { 0.0 };
        self.distance(a + along * share)
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl AddAssign for Point {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

impl Neg for Point {
    type Output = Self;
    fn neg(self) -> Self {
        Self { x: -self.x, y: -self.y }
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self { x: self.x * factor, y: self.y * factor }
    }
}
