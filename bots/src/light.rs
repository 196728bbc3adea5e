//! A light player: he plays by a script of a few rules, on what one frame tells. He predicts nothing and remembers
//! next to nothing, so that thousands fit on a core; to the server he looks like a full one.
//!
//! The rules and their numbers follow the brain `fight` at normal strength: distance, bursts, aim, company. Where he
//! lacks what a full player has (dodging, rocks in the way) the numbers are set so that shots, kills and bytes of a
//! room of light players are those of full ones.

use fracas_brains::{BrainKind, Point};
use fracas_protocol::{
    Rules, Steps, Tick,
    client::{Input, buttons},
    record::OwnRecord,
    server::Welcome,
    stat,
};

use crate::chance::Chance;

mod sight;

use sight::Target;

/// Units that a fighter keeps from his target, and over which he corrects it.
const DISTANCE: (f64, f64) = (300.0, 150.0);

/// Units from which he opens fire.
const FIRE_UNITS: f64 = 580.0;

/// Units between which the rail is used.
const RAIL_UNITS: (f64, f64) = (280.0, 700.0);

/// Seconds of fire, then seconds of rest.
const BURST_S: (f64, f64) = (1.3, 0.7);

/// Seconds between two shots of the rail.
const RAIL_REST_S: f64 = 4.0;

/// Seconds between two turns of the way round the target, and two errors of the hand.
const STRAFE_S: f64 = 1.1;

/// Sideways error of the aim: a share of the distance, and units besides.
const AIM_ERROR: (f64, f64) = (0.1, 7.0);

/// Ticks from the newest snapshot until an input counts, in the middle.
const AHEAD_TICKS: f64 = 1.5;

/// So many ships fewer, and the drift is as strong as the quarrel.
const LONELY: f64 = 8.0;

/// Energy kept, and units to the target, when he boosts.
const CHARGE: (f32, f64) = (80.0, 520.0);

/// Share of the full hull below which he runs.
const RETREAT_BELOW: f64 = 0.25;

/// Units around the middle within which a swarm fights as it likes.
const HOME_UNITS: f64 = 350.0;

/// Units from a wall at which he turns.
const WALL_UNITS: f64 = 160.0;

/// Share of the world's half that a wanderer's goals are drawn from, units at which one is reached, seconds after
/// which it is given up.
const WANDER: (f64, f64, f64) = (0.85, 120.0, 12.0);

/// Share of the top speed below which a ship that pushes is held up: there is a rock.
const HELD_UP: f64 = 0.25;

/// Seconds for which a ship that was held up flies aside.
const ASIDE_S: f64 = 0.5;

/// A light player from Welcome on.
pub struct Light {
    kind: BrainKind,
    chance: Chance,
    rules: Numbers,
    half: f64,
    seq: u32,
    tick: Tick,
    own: Option<OwnRecord>,
    /// Packed points, as told last.
    stats: u32,
    near: usize,
    target: Option<Target>,
    goal: Option<Point>,
    goal_until: Tick,
    company: f64,
    /// 1 or -1: the way round the target.
    strafe: f64,
    strafe_until: Tick,
    aim_error: f64,
    firing: bool,
    firing_until: Tick,
    rail_from: Tick,
    aside_until: Tick,
    pushed: bool,
}

/// What he needs of the game's numbers. All of them for each of thousands would not fit the processor's cache.
struct Numbers {
    /// Units: half of what is told around the ship.
    known: (f64, f64),
    ship_speed: f64,
    blaster_speed: f64,
    hull_max: f64,
    hull_step: f64,
    rail_cost: f32,
    /// Seconds.
    dt: f64,
}

impl Numbers {
    fn of(rules: &Rules, steps: &Steps) -> Self {
        Self {
            known: (rules.view_half_width + rules.leave_margin, rules.view_half_height + rules.leave_margin),
            ship_speed: rules.ship_speed,
            blaster_speed: rules.blaster_speed,
            hull_max: rules.hull_max,
            hull_step: rules.hull_step,
            rail_cost: steps.rail_cost as f32,
            dt: steps.dt,
        }
    }
}

impl Light {
    /// A player in the room that said `welcome`; the seed decides all that is left to chance.
    pub fn new(kind: BrainKind, seed: u64, welcome: &Welcome) -> Self {
        Self {
            kind,
            chance: Chance::new(seed),
            rules: Numbers::of(&welcome.rules, &welcome.steps),
            half: f64::from(welcome.world_half),
            seq: 0,
            tick: welcome.tick,
            own: None,
            stats: 0,
            near: 0,
            target: None,
            goal: None,
            goal_until: 0,
            company: 0.0,
            strafe: 1.0,
            strafe_until: 0,
            aim_error: 0.0,
            firing: false,
            firing_until: 0,
            rail_from: 0,
            aside_until: 0,
            pushed: false,
        }
    }

    /// What the player wants in the next tick. While dead the input is neutral.
    pub fn next_input(&mut self) -> Input {
        self.seq += 1;
        let mut input = neutral(self.seq, self.tick);
        if let Some(own) = self.own
            && self.kind != BrainKind::Idle
        {
            self.decide(&own, &mut input);
        }
        input
    }

    fn decide(&mut self, own: &OwnRecord, input: &mut Input) {
        let ahead_s = AHEAD_TICKS * self.rules.dt;
        let at = Point::new(own.x, own.y) + Point::new(own.vx, own.vy) * ahead_s;
        let peaceful = self.kind == BrainKind::Wander;
        let target = self.target.filter(|_| !peaceful);
        let mut way = match &target {
            Some(target) => {
                self.shoot(own, at, target, input);
                let missing = (self.company - self.near as f64) / LONELY;
                self.duel(own, at, target) + self.towards_goal(at) * missing.clamp(0.0, 1.0)
            }
            None => {
                if peaceful {
                    self.wander(at);
                }
                let way = self.towards_goal(at);
                aim(input, way);
                way
            }
        };
        if self.kind == BrainKind::Swarm && at.length() > HOME_UNITS {
            way = -at.unit() + way * 0.3;
        }
        self.fly(own, at, way, input);
        let far = target.is_none_or(|target| at.distance(target.at) > CHARGE.1);
        if !peaceful && far && own.energy > CHARGE.0 {
            input.buttons |= buttons::BOOST;
        }
    }

    fn towards_goal(&self, at: Point) -> Point {
        self.goal.map_or(Point::ZERO, |goal| (goal - at).unit())
    }

    /// A new place to go to when the last is reached, or out of patience: evenly spread over the world.
    fn wander(&mut self, at: Point) {
        let (share, there_units, patience_s) = WANDER;
        if self.tick >= self.goal_until || self.goal.is_none_or(|goal| at.distance(goal) < there_units) {
            let reach = self.half * share;
            let (x, y) = (self.chance.between(-reach, reach), self.chance.between(-reach, reach));
            self.goal = Some(Point { x, y });
            self.goal_until = self.later(patience_s);
        }
    }

    /// The way to fly while a target is near.
    fn duel(&mut self, own: &OwnRecord, at: Point, target: &Target) -> Point {
        if self.tick >= self.strafe_until {
            let seconds = STRAFE_S * self.chance.between(0.7, 1.3);
            self.strafe_until = self.later(seconds);
            self.strafe = if self.chance.share() < 0.5 { -1.0 } else { 1.0 };
            self.aim_error = self.chance.between(-1.0, 1.0);
        }
        let line = target.at - at;
        let (distance, line) = (line.length(), line.unit());
        let points = f64::from(stat::unpack(self.stats)[usize::from(stat::HULL)]);
        let full = self.rules.hull_max * (1.0 + points * self.rules.hull_step);
        if f64::from(own.hull) < full * RETREAT_BELOW {
            return line.turned() * (0.5 * self.strafe) - line;
        }
        let closer = ((distance - DISTANCE.0) / DISTANCE.1).clamp(-1.0, 1.0);
        line * closer + line.turned() * (self.strafe * (1.2 - closer.abs()))
    }

    /// Points the gun where the target will be, not quite, and fires in bursts; the rail now and then.
    fn shoot(&mut self, own: &OwnRecord, at: Point, target: &Target, input: &mut Input) {
        if self.tick >= self.firing_until {
            self.firing = !self.firing;
            let seconds = if self.firing { BURST_S.0 } else { BURST_S.1 };
            let seconds = seconds * self.chance.between(0.7, 1.3);
            self.firing_until = self.later(seconds);
        }
        let distance = at.distance(target.at);
        let flight_s = AHEAD_TICKS * self.rules.dt + distance / self.rules.blaster_speed;
        let rail = self.tick >= self.rail_from
            && own.energy >= self.rules.rail_cost
            && (RAIL_UNITS.0..RAIL_UNITS.1).contains(&distance);
        let lead = if rail { Point::ZERO } else { target.velocity * flight_s };
        let line = target.at + lead - at;
        let error = self.aim_error * (distance * AIM_ERROR.0 + AIM_ERROR.1);
        aim(input, line + line.unit().turned() * error);
        if target.shielded {
            return;
        }
        if rail {
            let seconds = RAIL_REST_S * self.chance.between(0.7, 1.3);
            self.rail_from = self.later(seconds);
            input.buttons |= buttons::RAIL;
        }
        if self.firing && distance < FIRE_UNITS {
            input.buttons |= buttons::FIRE;
        }
    }

    /// Sets the thrust: off the walls, and aside when something holds the ship up.
    fn fly(&mut self, own: &OwnRecord, at: Point, mut way: Point, input: &mut Input) {
        let wall = self.half - WALL_UNITS;
        let inward = |at: f64| if at.abs() > wall { -at.signum() * 2.0 } else { 0.0 };
        way += Point { x: inward(at.x), y: inward(at.y) };
        let slow = Point::new(own.vx, own.vy).length() < self.rules.ship_speed * HELD_UP;
        if slow && self.pushed && self.tick >= self.aside_until {
            self.strafe = -self.strafe;
            self.aside_until = self.later(ASIDE_S);
        }
        if self.tick < self.aside_until {
            way = way.turned() * self.strafe;
        }
        let way = if way.length() > 1.0 { way.unit() } else { way };
        let thrust = way * 127.0;
        self.pushed = thrust.length() > 100.0;
        (input.move_x, input.move_y) = (thrust.x.round() as i8, thrust.y.round() as i8);
    }

    /// A tick `seconds` from now.
    fn later(&self, seconds: f64) -> Tick {
        self.tick + (seconds / self.rules.dt).max(1.0) as Tick
    }
}

/// Sets the aim, a direction of any length; none keeps the last.
fn aim(input: &mut Input, direction: Point) {
    let direction = direction.unit() * 10_000.0;
    (input.aim_x, input.aim_y) = (direction.x.round() as i16, direction.y.round() as i16);
}

fn neutral(seq: u32, ack: Tick) -> Input {
    Input { seq, ack, hold: 1, move_x: 0, move_y: 0, buttons: 0, aim_x: 0, aim_y: 0, back: 0 }
}

#[cfg(test)]
mod tests;
