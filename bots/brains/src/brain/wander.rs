//! A peaceful brain: flies from place to place, collects what lies near, never fires.

use fracas_protocol::stat;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{Brain, View, Wish, errand, plan::Plan, steer};
use crate::point::Point;

/// Share of the world's half that places are drawn from: not along the walls.
const REACH: f64 = 0.85;

/// Units from a place at which it has been reached.
const THERE_UNITS: f64 = 120.0;

/// Seconds after which a place is given up: a rock may lie on it.
const PATIENCE_S: f64 = 12.0;

/// Flies about.
pub(super) struct Wander {
    rng: ChaCha8Rng,
    goal: Option<(Point, u32)>,
}

impl Wander {
    pub(super) fn new(rng: ChaCha8Rng) -> Self {
        Self { rng, goal: None }
    }

    /// The place to go to; a new one when the last is reached, or out of patience.
    fn goal(&mut self, view: &View<'_>) -> Point {
        match self.goal {
            Some((goal, until)) if view.at().distance(goal) > THERE_UNITS && view.tick < until => goal,
            _ => {
                let reach = f64::from(view.sight.half(view.tick)) * REACH;
                let mut draw = || self.rng.random_range(-reach..reach);
                let goal = Point { x: draw(), y: draw() };
                let patience = PATIENCE_S / view.sight.steps().dt;
                self.goal = Some((goal, view.tick + patience as u32));
                goal
            }
        }
    }
}

impl Brain for Wander {
    fn wish(&mut self, view: &View<'_>) -> Wish {
        let errand = errand::choose(view, false).map(|errand| errand.at);
        let goal = errand.unwrap_or_else(|| self.goal(view));
        let desire = (goal - view.at()).unit();
        let mut wish = Wish::default();
        wish.fly(steer::around_obstacles(view, desire));
        wish.aim(desire);
        wish
    }

    fn next_point(&self, points: &[u8; stat::COUNT], full: u8) -> Option<u8> {
        Plan::RACER.next_point(points, full)
    }
}
