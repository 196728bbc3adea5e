//! Where to point the gun: an intercept, seen a reaction time ago, with a hand that is never quite still.

use std::collections::VecDeque;

use fracas_protocol::{Slot, Tick};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{View, skill::Skill};
use crate::point::Point;

/// Ticks without a look at the target after which what was seen of it before is forgotten.
const LOST_TICKS: Tick = 15;

/// Seconds between two errors of the hand; the aim drifts from one to the next.
const DRIFT_S: f64 = 0.35;

/// One look at the target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// The snapshot that told it.
    pub(super) tick: Tick,
    /// Units.
    pub(super) at: Point,
    /// Units a second.
    pub(super) velocity: Point,
}

/// Follows one target with the eyes.
pub(super) struct Aim {
    target: Option<Slot>,
    /// The newest last; the oldest is what the hands know.
    looks: VecDeque<Look>,
    error: f64,
    next_error: f64,
}

/// What the hands should do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shot {
    /// Any length but zero.
    pub(super) direction: Point,
    /// Seconds that the shot will fly; `None` when it cannot reach the target in its life.
    pub(super) flight_s: Option<f64>,
    /// Units to where they meet.
    pub(super) range: f64,
}

impl Aim {
    pub(super) fn new() -> Self {
        Self { target: None, looks: VecDeque::with_capacity(8), error: 0.0, next_error: 0.0 }
    }

    /// Looks at the target; returns the look that has reached the hands, `None` while they do not know of it yet.
    pub(super) fn follow(
        &mut self,
        target: Slot,
        view: &View<'_>,
        skill: &Skill,
        rng: &mut ChaCha8Rng,
    ) -> Option<Look> {
        let ship = view.sight.ships().get(target)?;
        let lost = self.looks.back().is_some_and(|newest| ship.tick > newest.tick + LOST_TICKS);
        if lost || self.target != Some(target) {
            self.target = Some(target);
            self.looks.clear();
        }
        self.drift(view, rng);
        self.looks.push_back(Look { tick: ship.tick, at: ship.at, velocity: ship.velocity });
        let delay = (skill.reaction_s / view.sight.steps().dt).round() as usize;
        // More wait only since the hands became quicker.
        while self.looks.len() > delay + 1 {
            self.looks.pop_front();
        }
        if self.looks.len() <= delay { None } else { self.looks.pop_front() }
    }

    /// Where to point the blaster.
    pub(super) fn lead(&self, look: Look, view: &View<'_>, skill: &Skill) -> Shot {
        let seen_ago_s = f64::from(view.tick - look.tick) * view.sight.steps().dt;
        let velocity = look.velocity * skill.lead;
        let mut shot = intercept(view, look.at + velocity * seen_ago_s, velocity);
        let side = shot.direction.turned().unit();
        shot.direction += side * (self.error * (skill.aim_error * shot.range + skill.aim_error_units));
        shot
    }

    /// Lets the error of the hand wander, -1 up to 1.
    fn drift(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) {
        let share = view.sight.steps().dt / DRIFT_S;
        if rng.random::<f64>() < share {
            self.next_error = rng.random_range(-1.0..1.0);
        }
        self.error += (self.next_error - self.error) * (2.0 * share).min(1.0);
    }
}

/// Where to point so that a shot and a target at `at` with `velocity` (units a second) meet.
pub(super) fn intercept(view: &View<'_>, at: Point, velocity: Point) -> Shot {
    let rules = view.sight.rules();
    let p = at - view.at();
    // |p + v t| = speed t, the smallest positive t; shots do not inherit their shooter's speed.
    let (a, b, c) =
        (velocity.dot(velocity) - rules.blaster_speed * rules.blaster_speed, p.dot(velocity), p.dot(p));
    let discriminant = b * b - a * c;
    let flight_s = if a < 0.0 && discriminant >= 0.0 { (-b - discriminant.sqrt()) / a } else { 0.0 };
    let meeting = p + velocity * flight_s;
    Shot {
        direction: if meeting == Point::ZERO { Point::new(1.0, 0.0) } else { meeting },
        flight_s: (flight_s <= rules.blaster_life_s).then_some(flight_s),
        range: meeting.length(),
    }
}

/// True when a rock stands between the own ship and `to`.
pub(super) fn rock_between(view: &View<'_>, to: Point) -> bool {
    view.sight.rocks().iter().any(|(_, rock)| {
        rock.is_solid(view.tick)
            && Point::new(rock.x, rock.y).distance_to_segment(view.at(), to) < f64::from(rock.radius)
    })
}
