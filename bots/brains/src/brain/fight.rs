//! The brain that plays: it seeks company, picks a quarrel, keeps its distance, and runs when it is hurt.

use fracas_protocol::{Slot, Tick, stat};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{
    Brain, View, Wish,
    aim::{self, Aim, Look, rock_between},
    errand,
    plan::Plan,
    rail::{Mark, Rail},
    skill::{Hands, Skill},
    steer, target,
};
use crate::{point::Point, sight::Ship};

/// Seconds between two choices of a target.
const CHOOSE_S: f64 = 0.25;

/// Seconds between two choices of where to roam; the minimap comes twice a second.
const ROAM_S: f64 = 2.0;

/// Known ships below which a fighter drifts to where more are: a fight is more fun in company. In a room with few
/// players that is fewer, or all of them would be in one heap.
const CROWD: (f64, f64) = (4.0, 16.0);

/// The crowd as a multiple of the ships that would be known if all were spread evenly.
const CROWDING: f64 = 1.3;

/// So many ships fewer, and the drift is as strong as the quarrel.
const LONELY: f64 = 8.0;

/// Units that a hurt ship puts between itself and its target: out of everybody's fire.
const FLIGHT_UNITS: f64 = 700.0;

/// Share of the hull and level from which a fighter is strong enough for whoever wears the crown.
const STRONG: (f64, u8) = (0.7, 3);

/// Units from which the crown is hunted: two screens. Farther away others are nearer.
const HUNT_UNITS: f64 = 1_700.0;

/// Units to the target from which boost is used to close in, and the energy it leaves for the rail.
const CHARGE: (f64, f64) = (520.0, 80.0);

/// Units around its home within which a swarm fights as it likes.
const HOME_UNITS: f64 = 350.0;

/// Units from which a small rock is worth a shot.
const ROCK_RANGE_UNITS: f64 = 480.0;

/// Seconds ahead for which shots are watched.
const DODGE_S: f64 = 0.5;

/// Fights.
pub(super) struct Fight {
    skill: Skill,
    gentle: Skill,
    plan: Plan,
    home: Option<Point>,
    rng: ChaCha8Rng,
    aim: Aim,
    rail: Rail,
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
    pub(super) fn new(hands: Hands, home: Option<Point>, mut rng: ChaCha8Rng) -> Self {
        Self {
            skill: hands.full,
            gentle: hands.gentle,
            plan: Plan::draw(&mut rng),
            home,
            rng,
            aim: Aim::new(),
            rail: Rail::new(),
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
        view.later(seconds * self.rng.random_range(0.7..1.3))
    }

    fn choose_target(&mut self, view: &View<'_>) {
        let gone = self.target.is_some_and(|slot| view.sight.ships().get(slot).is_none());
        if view.tick < self.choose_at && !gone {
            return;
        }
        self.choose_at = self.after(view, CHOOSE_S);
        let hunting = self.hunts(view);
        self.target = target::choose(view, &self.skill, self.target, hunting);
    }

    /// True when the crown is worth a fight.
    fn hunts(&self, view: &View<'_>) -> bool {
        let (hull, level) = STRONG;
        self.skill.hunts_crown && view.hull() >= hull && view.sight.progress().level >= level
    }

    /// True when it is time to run.
    fn is_hurt(&self, view: &View<'_>) -> bool {
        let crowned = view.sight.crown() == Some(view.slot);
        let limit = if crowned { self.skill.crowned_retreat_below } else { self.skill.retreat_below };
        view.hull() < limit
    }

    /// The way to fly while a target is in view.
    fn duel(&mut self, view: &View<'_>, target: &Ship) -> Point {
        if view.tick >= self.strafe_until {
            self.strafe_until = self.after(view, 1.1);
            self.strafe = if self.rng.random() { 1.0 } else { -1.0 };
        }
        let line = target.at + target.velocity * view.ahead_s() - view.at();
        let (distance, line) = (line.length(), line.unit());
        if self.is_hurt(view) {
            let away = if distance < FLIGHT_UNITS { -1.0 } else { 0.0 };
            return line * away + line.turned() * (0.5 * self.strafe);
        }
        let closer = ((distance - self.plan.distance_units) / 150.0).clamp(-1.0, 1.0);
        let way = line * closer + line.turned() * (self.strafe * (1.2 - closer.abs()));
        way.unit() * self.skill.thrust
    }

    /// The way to more company, or to the crown; a unit vector, or (0, 0) when there is none.
    fn seek_company(&mut self, view: &View<'_>) -> Point {
        if view.tick >= self.roam_at {
            self.roam_at = self.after(view, ROAM_S);
            let prey = if self.hunts(view) { crown_nearby(view) } else { None };
            let rng = &mut self.rng;
            self.goal = prey.or_else(|| steer::company(view, || rng.random()));
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

    /// With what skill it shoots at a ship.
    fn hands(&self, view: &View<'_>, target: Slot) -> Skill {
        if !target::is_newcomer(view, target) || self.gentle == self.skill {
            return self.skill;
        }
        // Three shots at once from near kill a newcomer in one burst.
        let salvo = if view.own.triple > 0 { 3.0 } else { 1.0 };
        Skill { burst_s: self.gentle.burst_s / salvo, ..self.gentle }
    }

    /// True when the trigger finger is not resting.
    fn in_burst(&mut self, view: &View<'_>, skill: &Skill) -> bool {
        if view.tick >= self.firing_until {
            self.firing = !self.firing;
            let seconds = if self.firing { skill.burst_s } else { skill.pause_s };
            self.firing_until = self.after(view, seconds);
        }
        self.firing
    }

    /// Points the blaster at the target and fires; returns what the eyes have told the hands of it.
    fn shoot_ship(&mut self, view: &View<'_>, target: Slot, ship: &Ship, wish: &mut Wish) -> Option<Look> {
        let skill = self.hands(view, target);
        let in_burst = self.in_burst(view, &skill);
        let Some(look) = self.aim.follow(target, view, &skill, &mut self.rng) else {
            wish.aim(ship.at - view.at());
            return None;
        };
        let shot = self.aim.lead(look, view, &skill);
        wish.aim(shot.direction);
        wish.fire = in_burst
            && shot.flight_s.is_some()
            && shot.range < skill.fire_range
            && (!ship.shielded || skill.fires_at_shields)
            && !rock_between(view, view.at() + shot.direction);
        Some(look)
    }

    fn shoot_rock(&mut self, view: &View<'_>, wish: &mut Wish) {
        let skill = self.skill;
        let in_burst = self.in_burst(view, &skill);
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
        let hurt = self.is_hurt(view);
        let mut wish = Wish::default();
        let mut look = None;
        let mut way = match &target {
            Some((slot, ship)) => {
                look = self.shoot_ship(view, *slot, ship, &mut wish);
                let missing = crowd(view) - view.sight.ships().len() as f64;
                let drift = if hurt { 0.0 } else { (missing / LONELY).clamp(0.0, 1.0) };
                self.duel(view, ship) + self.seek_company(view) * drift
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
        } else if let Some(errand) = errand::choose(view, target.is_some()) {
            way += (errand.at - view.at()).unit() * errand.pull;
        }
        way += self.dodge(view) + steer::apart(view);
        wish.fly(steer::around_obstacles(view, way));
        let (charge_units, charge_energy) = CHARGE;
        let far = target.is_none_or(|(_, ship)| view.at().distance(ship.at) > charge_units);
        wish.boost = self.skill.boosts && (hurt && !far || far && f64::from(view.me.energy) > charge_energy);
        if let (Some((slot, ship)), Some(look)) = (&target, look) {
            let mark = Mark { slot: *slot, ship, look };
            let skill = self.hands(view, *slot);
            self.rail.shoot(&mark, view, &skill, &mut self.rng, &mut wish);
        }
        wish
    }

    fn next_point(&self, points: &[u8; stat::COUNT], full: u8) -> Option<u8> {
        self.plan.next_point(points, full)
    }
}

/// Ships around that make a good crowd in this room.
fn crowd(view: &View<'_>) -> f64 {
    let (rules, side) = (view.sight.rules(), 2.0 * f64::from(view.sight.half(view.tick)));
    let margin = rules.leave_margin;
    let known = 4.0 * (rules.view_half_width + margin) * (rules.view_half_height + margin);
    let even = f64::from(view.sight.board().players) * known / (side * side);
    (even * CROWDING).clamp(CROWD.0, CROWD.1)
}

/// Where somebody else wears the crown, unless it is far away.
fn crown_nearby(view: &View<'_>) -> Option<Point> {
    let crown = view.sight.crown_at().filter(|_| view.sight.crown() != Some(view.slot))?;
    (view.at().distance(crown) < HUNT_UNITS).then_some(crown)
}
