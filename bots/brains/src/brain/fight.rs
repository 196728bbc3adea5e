//! The brain that plays: it seeks company, picks a quarrel, keeps its distance, and runs when it is hurt.

use fracas_protocol::{Slot, Tick};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{
    Brain, View, Wish,
    aim::{self, Aim},
    skill::Skill,
    steer,
};
use crate::{point::Point, sight::Ship};

/// Seconds between two choices of a target.
const CHOOSE_S: f64 = 0.25;

/// Seconds between two choices of where to roam; the minimap comes twice a second.
const ROAM_S: f64 = 2.0;

/// Units that a target is worth for being the target already: a quarrel is not left for a trifle.
const LOYALTY_UNITS: f64 = 160.0;

/// Units that a full hull costs: the weak are picked first.
const HULL_UNITS: f64 = 140.0;

/// Units that a shield or a rock in the way costs.
const COVER_UNITS: f64 = 260.0;

/// Known ships below which a fighter drifts to where more are: a fight is more fun in company.
const CROWD: usize = 16;

/// So many ships fewer, and the drift is as strong as the quarrel.
const LONELY: usize = 8;

/// Units to the target that a fighter keeps.
const DISTANCE_UNITS: f64 = 290.0;

/// Units around its home within which a swarm fights as it likes.
const HOME_UNITS: f64 = 350.0;

/// Units from which a small rock is worth a shot.
const ROCK_RANGE_UNITS: f64 = 480.0;

/// Seconds ahead for which shots are watched.
const DODGE_S: f64 = 0.5;

/// Fights.
pub(super) struct Fight {
    skill: Skill,
    home: Option<Point>,
    rng: ChaCha8Rng,
    aim: Aim,
    target: Option<Slot>,
    choose_at: Tick,
    goal: Option<Point>,
    roam_at: Tick,
    /// 1 or -1: the way round the target.
    strafe: f64,
    strafe_until: Tick,
    firing: bool,
    firing_until: Tick,
}

impl Fight {
    /// `home` is where a swarm gathers.
    pub(super) fn new(skill: Skill, home: Option<Point>, rng: ChaCha8Rng) -> Self {
        Self {
            skill,
            home,
            rng,
            aim: Aim::new(),
            target: None,
            choose_at: 0,
            goal: None,
            roam_at: 0,
            strafe: 1.0,
            strafe_until: 0,
            firing: true,
            firing_until: 0,
        }
    }

    /// A tick `seconds` from now, give or take 30 percent, so that no two brains keep step.
    fn after(&mut self, view: &View<'_>, seconds: f64) -> Tick {
        let ticks = seconds * self.rng.random_range(0.7..1.3) / view.sight.steps().dt;
        view.tick + ticks.max(1.0) as u32
    }

    fn choose_target(&mut self, view: &View<'_>) {
        let gone = self.target.is_some_and(|slot| view.sight.ships().get(slot).is_none());
        if view.tick < self.choose_at && !gone {
            return;
        }
        self.choose_at = self.after(view, CHOOSE_S);
        let cost = |slot: Slot, ship: &Ship| {
            let loyalty = if self.target == Some(slot) { LOYALTY_UNITS } else { 0.0 };
            let cover = if ship.shielded { COVER_UNITS } else { 0.0 };
            view.at().distance(ship.at) + ship.hull * HULL_UNITS + cover - loyalty
        };
        let others = view.sight.ships().iter().filter(|(slot, _)| *slot != view.slot);
        self.target = others
            .map(|(slot, ship)| (slot, cost(slot, ship)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(slot, _)| slot);
    }

    /// The way to fly while a target is in view.
    fn duel(&mut self, view: &View<'_>, target: &Ship) -> Point {
        if view.tick >= self.strafe_until {
            self.strafe_until = self.after(view, 1.1);
            self.strafe = if self.rng.random() { 1.0 } else { -1.0 };
        }
        let line = target.at + target.velocity * view.ahead_s() - view.at();
        let (distance, line) = (line.length(), line.unit());
        if view.hull() < self.skill.retreat_below && distance < 600.0 {
            return line * -1.0 + line.turned() * (0.5 * self.strafe);
        }
        let closer = ((distance - DISTANCE_UNITS) / 150.0).clamp(-1.0, 1.0);
        let way = line * closer + line.turned() * (self.strafe * (1.2 - closer.abs()));
        way.unit() * self.skill.thrust
    }

    /// The way to more company; a unit vector, or (0, 0) when there is none.
    fn seek_company(&mut self, view: &View<'_>) -> Point {
        if view.tick >= self.roam_at {
            self.roam_at = self.after(view, ROAM_S);
            let rng = &mut self.rng;
            self.goal = steer::company(view, || rng.random());
        }
        self.goal.map_or(Point::ZERO, |goal| (goal - view.at()).unit())
    }

    /// Out of the way of the shots that would hit.
    fn dodge(&self, view: &View<'_>) -> Point {
        if self.skill.dodge == 0.0 {
            return Point::ZERO;
        }
        let (steps, rules) = (view.sight.steps(), view.sight.rules());
        let seen_ticks = (self.skill.reaction_s / steps.dt) as u32;
        let reach = steps.radius + rules.blaster_radius + 14.0;
        let mut way = Point::ZERO;
        for (_, shot) in view.sight.shots().iter() {
            if shot.owner == view.slot || view.tick.wrapping_sub(shot.birth) < seen_ticks {
                continue;
            }
            let to_me = view.at() - view.sight.shot_at(shot, view.tick);
            let ahead = to_me.dot(shot.direction);
            if ahead <= 0.0 || ahead > rules.blaster_speed * DODGE_S {
                continue;
            }
            let aside = to_me - shot.direction * ahead;
            if aside.length() < reach {
                let out =
                    if aside.length() > 1.0 { aside.unit() } else { shot.direction.turned() * self.strafe };
                way += out;
            }
        }
        way.unit() * (1.5 * self.skill.dodge)
    }

    /// True when the trigger finger is not resting.
    fn in_burst(&mut self, view: &View<'_>) -> bool {
        if view.tick >= self.firing_until {
            self.firing = !self.firing;
            let seconds = if self.firing { self.skill.burst_s } else { self.skill.pause_s };
            self.firing_until = self.after(view, seconds);
        }
        self.firing
    }

    fn shoot_ship(&mut self, view: &View<'_>, target: Slot, ship: &Ship, wish: &mut Wish) {
        let in_burst = self.in_burst(view);
        let Some(shot) = self.aim.follow(target, view, &self.skill, &mut self.rng) else {
            wish.aim(ship.at - view.at());
            return;
        };
        wish.aim(shot.direction);
        wish.fire = in_burst
            && shot.flight_s.is_some()
            && shot.range < self.skill.fire_range
            && (!ship.shielded || self.skill.fires_at_shields)
            && !rock_between(view, view.at() + shot.direction);
    }

    fn shoot_rock(&mut self, view: &View<'_>, wish: &mut Wish) {
        let in_burst = self.in_burst(view);
        let breakable = view.sight.rocks().iter().map(|(_, rock)| *rock).filter(|rock| {
            f64::from(rock.radius) < view.sight.rules().rock_breaks_below && rock.until > view.tick + 60
        });
        let nearest = breakable
            .map(|rock| Point::new(rock.x, rock.y))
            .map(|at| (view.at().distance(at), at))
            .filter(|(distance, _)| *distance < ROCK_RANGE_UNITS)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, rock)) = nearest {
            wish.aim(aim::intercept(view, rock, Point::ZERO).direction);
            wish.fire = in_burst;
        }
    }
}

impl Brain for Fight {
    fn wish(&mut self, view: &View<'_>) -> Wish {
        self.choose_target(view);
        let target = self.target.and_then(|slot| view.sight.ships().get(slot).map(|ship| (slot, *ship)));
        let mut wish = Wish::default();
        let mut way = match &target {
            Some((slot, ship)) => {
                self.shoot_ship(view, *slot, ship, &mut wish);
                let missing = CROWD.saturating_sub(view.sight.ships().len());
                self.duel(view, ship) + self.seek_company(view) * (missing as f64 / LONELY as f64).min(1.0)
            }
            None => {
                let way = self.seek_company(view);
                wish.aim(way);
                self.shoot_rock(view, &mut wish);
                way
            }
        };
        if let Some(home) = self.home
            && view.at().distance(home) > HOME_UNITS
        {
            way = (home - view.at()).unit() + way * 0.3;
        } else if let Some(scrap) = steer::nearest_scrap(view, 260.0) {
            way += (scrap - view.at()).unit() * 0.9;
        }
        way += self.dodge(view);
        wish.fly(steer::around_obstacles(view, way));
        let far = target.is_none_or(|(_, ship)| view.at().distance(ship.at) > 520.0);
        let hurt = view.hull() < self.skill.retreat_below;
        wish.boost = self.skill.boosts && (hurt && !far || far && view.me.energy > 60.0);
        wish
    }
}

/// True when a rock stands between the own ship and `to`.
fn rock_between(view: &View<'_>, to: Point) -> bool {
    view.sight.rocks().iter().any(|(_, rock)| {
        rock.is_solid(view.tick)
            && Point::new(rock.x, rock.y).distance_to_segment(view.at(), to) < f64::from(rock.radius)
    })
}
