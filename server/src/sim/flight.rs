//! A straight way within one tick, and what it meets: a shot's step, or the rail's whole line.

/// A way, units.
pub(crate) struct Flight {
    pub(crate) from: (f64, f64),
    pub(crate) to: (f64, f64),
}

impl Flight {
    /// The point at `t`, 0 up to 1.
    pub(crate) fn at(&self, t: f64) -> (f64, f64) {
        (self.from.0 + (self.to.0 - self.from.0) * t, self.from.1 + (self.to.1 - self.from.1) * t)
    }

    /// True when the way comes as near to a point as `reach`.
    pub(crate) fn passes_within(&self, (x, y): (f64, f64), reach: f64) -> bool {
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let (px, py) = (x - self.from.0, y - self.from.1);
        let square = dx * dx + dy * dy;
        let t = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
        let (ax, ay) = (px - dx * t, py - dy * t);
        ax * ax + ay * ay <= reach * reach
    }

    /// When the way enters a disc; 0 when it begins inside.
    pub(crate) fn enters(&self, centre: (f64, f64), radius: f64) -> Option<f64> {
        let (fx, fy) = (self.from.0 - centre.0, self.from.1 - centre.1);
        let outside = fx * fx + fy * fy - radius * radius;
        if outside <= 0.0 {
            return Some(0.0);
        }
        // |f + d t| = radius, the earlier root.
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let square = dx * dx + dy * dy;
        let along = fx * dx + fy * dy;
        let root = along * along - square * outside;
        if along >= 0.0 || root < 0.0 {
            return None;
        }
        let t = (-along - root.sqrt()) / square;
        (t <= 1.0).then_some(t)
    }

    /// When the way leaves the square of half side `wall`; 0 when it begins outside.
    pub(crate) fn leaves(&self, wall: f64) -> Option<f64> {
        let over = |from: f64, to: f64| {
            if from.abs() > wall {
                Some(0.0)
            } else if to > wall {
                Some((wall - from) / (to - from))
            } else if to < -wall {
                Some((-wall - from) / (to - from))
            } else {
                None
            }
        };
        match (over(self.from.0, self.to.0), over(self.from.1, self.to.1)) {
            (Some(a), Some(b)) => Some(if b < a { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EAST: Flight = Flight { from: (0.0, 0.0), to: (40.0, 0.0) };

    #[test]
    fn a_shot_meets_a_disc_where_its_skin_is() {
        assert_eq!(EAST.enters((30.0, 0.0), 10.0), Some(0.5));
        assert_eq!(EAST.enters((50.0, 0.0), 10.0), Some(1.0), "touched at the very end");
        assert_eq!(EAST.enters((51.0, 0.0), 10.0), None, "not reached in this tick");
        assert_eq!(EAST.enters((20.0, 10.5), 10.0), None, "passed by");
        assert_eq!(EAST.enters((-30.0, 0.0), 10.0), None, "behind");
        assert_eq!(EAST.enters((-5.0, 0.0), 10.0), Some(0.0), "fired inside");
    }

    #[test]
    fn a_way_passes_within_reach_of_what_lies_beside_it_or_near_its_ends() {
        assert!(EAST.passes_within((20.0, 9.9), 10.0) && !EAST.passes_within((20.0, 10.1), 10.0));
        assert!(EAST.passes_within((-6.0, 8.0), 10.0) && !EAST.passes_within((47.0, 8.0), 10.0));
    }

    #[test]
    fn a_shot_ends_at_the_nearer_wall_of_a_corner() {
        let flight = Flight { from: (80.0, 60.0), to: (120.0, 120.0) };
        assert_eq!(flight.leaves(100.0), Some(0.5));
        assert_eq!(flight.leaves(90.0), Some(0.25));
        assert_eq!(flight.leaves(130.0), None);
        assert_eq!(flight.leaves(70.0), Some(0.0), "the world has shrunk past it");
    }
}
