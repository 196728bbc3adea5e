//! What six stats make of a ship. Each point adds a share of the plain value.

use fracas_protocol::{Rules, Steps, Tune, stat};

/// A player's points in each stat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stats(pub(crate) [u8; stat::COUNT]);

impl Stats {
    fn factor(&self, which: u8, step: f64) -> f64 {
        1.0 + f64::from(self.0[usize::from(which)]) * step
    }

    /// The part that motion knows.
    pub(crate) fn tune(&self) -> Tune {
        Tune::of(&self.0)
    }

    /// Points of the full hull.
    pub(crate) fn hull_max(&self, rules: &Rules) -> f64 {
        rules.hull_max * self.factor(stat::HULL, rules.hull_step)
    }

    /// Points of energy at spawn.
    pub(crate) fn energy_max(&self, rules: &Rules) -> f64 {
        rules.energy_max * self.factor(stat::ENERGY, rules.energy_step)
    }

    /// Points of hull a tick while repairing.
    pub(crate) fn repair_gain(&self, rules: &Rules, k: &Steps) -> f64 {
        k.repair_gain * self.factor(stat::REPAIR, rules.repair_step)
    }

    /// Points of hull of a hit that takes `plain` without points.
    pub(crate) fn damage(&self, plain: f64, rules: &Rules) -> f32 {
        (plain * self.factor(stat::DAMAGE, rules.damage_step)) as f32
    }

    /// Ticks between two shots of the blaster, not whole.
    pub(crate) fn fire_ticks(&self, rules: &Rules, k: &Steps) -> f64 {
        k.fire_ticks / self.factor(stat::RATE, rules.rate_step)
    }

    /// Points in all stats.
    pub(crate) fn spent(&self) -> u32 {
        self.0.iter().map(|&points| u32::from(points)).sum()
    }

    /// Puts a point into a stat; false when that is full or none.
    pub(crate) fn raise(&mut self, which: u8, rules: &Rules) -> bool {
        match self.0.get_mut(usize::from(which)) {
            Some(points) if f64::from(*points) < rules.stat_max => {
                *points += 1;
                true
            }
            _ => false,
        }
    }

    /// The stat with the fewest points, of equals the first.
    pub(crate) fn lowest(&self) -> u8 {
        (0..stat::COUNT).min_by_key(|&which| self.0[which]).map_or(0, |which| which as u8)
    }

    /// Takes points away until `most` are left, each from the stat that has the most, of equals the first.
    pub(crate) fn cut_to(&mut self, most: u32) {
        while self.spent() > most {
            let highest = (0..stat::COUNT).rev().max_by_key(|&which| self.0[which]).unwrap_or(0);
            self.0[highest] -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_takes_points_up_to_its_limit() {
        let rules = Rules::default();
        let mut stats = Stats::default();
        assert!((0..7).all(|_| stats.raise(stat::SPEED, &rules)));
        assert!(!stats.raise(stat::SPEED, &rules), "full");
        assert!(!stats.raise(6, &rules), "no such stat");
        assert_eq!(stats.tune(), Tune { speed: 7, energy: 0 });
    }

    #[test]
    fn cut_points_come_from_the_highest_stat_first() {
        let mut stats = Stats([5, 0, 3, 5, 0, 1]);
        stats.cut_to(9);
        assert_eq!(stats.0, [2, 0, 3, 3, 0, 1]);
        stats.cut_to(0);
        assert_eq!(stats, Stats::default());
    }
}
