//! What a player wants to become: where his points go, and from how far he fights.

use fracas_protocol::stat;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// A way to grow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plan {
    /// How dear each stat is.
    worth: [u8; stat::COUNT],
    /// Units to the target that he keeps.
    pub(super) distance_units: f64,
}

impl Plan {
    //                                           hull, repair, speed, damage, fire rate, energy
    const TANK: Self = Self { worth: [6, 3, 1, 3, 2, 1], distance_units: 240.0 };
    pub(super) const RACER: Self = Self { worth: [1, 2, 6, 2, 3, 3], distance_units: 290.0 };
    const GUNNER: Self = Self { worth: [2, 1, 2, 5, 6, 1], distance_units: 290.0 };
    const SNIPER: Self = Self { worth: [1, 1, 3, 6, 1, 5], distance_units: 400.0 };

    /// Any of them.
    pub(super) fn draw(rng: &mut ChaCha8Rng) -> Self {
        let all = [Self::TANK, Self::RACER, Self::GUNNER, Self::SNIPER];
        all[rng.random_range(0..all.len())]
    }

    /// The stat for the next point; `None` when all are `full`. Points are shared out as d'Hondt shares out
    /// seats: to the highest worth for each point it would then hold, the first of equals.
    pub(super) fn next_point(&self, points: &[u8; stat::COUNT], full: u8) -> Option<u8> {
        let share = |stat: usize| f64::from(self.worth[stat]) / (f64::from(points[stat]) + 1.0);
        let open = (0..stat::COUNT).filter(|&stat| points[stat] < full);
        open.reduce(|best, stat| if share(stat) > share(best) { stat } else { best }).map(|stat| stat as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_go_where_the_plan_says_until_all_is_full() {
        let mut points = [0; stat::COUNT];
        let spend = |points: &mut [u8; stat::COUNT], count| {
            for _ in 0..count {
                let stat = Plan::SNIPER.next_point(points, 7).expect("not full");
                points[usize::from(stat)] += 1;
            }
        };
        spend(&mut points, 8);
        assert_eq!(points, [0, 0, 2, 3, 0, 3]);
        spend(&mut points, 34);
        assert_eq!((points, Plan::SNIPER.next_point(&points, 7)), ([7; 6], None));
    }
}
