//! When to fire the rail, and the time that a hand takes to point it.
//!
//! The server finds the targets where the newest snapshot told them, so the line is pointed at where they were,
//! not at where they will be.

use fracas_protocol::{Drive, Slot, Tick, motion, stat};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{
    View, Wish,
    aim::{Look, rock_between},
    skill::Skill,
    target,
};
use crate::{point::Point, sight::Ship};

/// Ticks after which a shot that was not fired in time, because the target was out of sight, is aimed anew.
const FORGOTTEN_TICKS: Tick = 5;

/// The gun that waits for its moment.
pub(super) struct Rail {
    aiming: Option<Aiming>,
    rests_until: Tick,
}

/// A shot that is being pointed. The hand begins beside the target and comes to rest at its error.
struct Aiming {
    target: Slot,
    begun: Tick,
    fires: Tick,
    /// -1 up to 1.
    error: f64,
}

/// The one to be shot.
pub(super) struct Mark<'a> {
    pub(super) slot: Slot,
    pub(super) ship: &'a Ship,
    /// What the eyes have told the hands of it.
    pub(super) look: Look,
}

impl Rail {
    pub(super) fn new() -> Self {
        Self { aiming: None, rests_until: 0 }
    }

    /// Points the gun and fires when it is time to; else leaves the wish as it is. The blaster is silent
    /// meanwhile, which warns who looks.
    pub(super) fn shoot(
        &mut self,
        mark: &Mark<'_>,
        view: &View<'_>,
        skill: &Skill,
        rng: &mut ChaCha8Rng,
        wish: &mut Wish,
    ) {
        let forgotten = |aiming: &Aiming| view.tick > aiming.fires + FORGOTTEN_TICKS;
        self.aiming.take_if(|aiming| {
            aiming.target != mark.slot || forgotten(aiming) || !is_worth_it(mark, view, skill)
        });
        if self.aiming.is_none() && view.tick >= self.rests_until && is_worth_it(mark, view, skill) {
            let fires = view.later(skill.rail_aim_s * rng.random_range(0.8..1.2));
            let error = rng.random_range(-1.0..1.0);
            self.aiming = Some(Aiming { target: mark.slot, begun: view.tick, fires, error });
        }
        let Some(aiming) = &self.aiming else { return };
        wish.fire = false;
        let trigger = Drive { rail: true, ..wish.drive() };
        wish.rail = view.tick >= aiming.fires && motion::rails(&view.me, trigger, view.sight.steps());
        let line = place_in_the_past(mark.look, view, skill) - view.at_after(wish.drive());
        let share_left =
            1.0 - f64::from(view.tick.saturating_sub(aiming.begun)) / f64::from(aiming.fires - aiming.begun);
        let swing = skill.rail_swing * share_left.max(0.0);
        let side = aiming.error * skill.rail_error + swing.copysign(aiming.error);
        wish.aim(line + line.turned() * side);
        if wish.rail {
            self.rests_until = view.later(skill.rail_rest_s * rng.random_range(0.7..1.3));
            self.aiming = None;
        }
    }
}

/// True when the target is fair, in reach and worth the energy, and the gun is loaded.
fn is_worth_it(mark: &Mark<'_>, view: &View<'_>, skill: &Skill) -> bool {
    let rules = view.sight.rules();
    let damage = rules.rail_damage * (1.0 + f64::from(view.points(stat::DAMAGE)) * rules.damage_step);
    // More hull than this the target may have, if points went into it; that is the risk of the shot.
    let kills = mark.ship.hull * rules.hull_max <= damage;
    let reserve = if kills { 0.0 } else { skill.rail_reserve };
    let distance = view.at().distance(mark.ship.at);
    let from = if kills { 0.0 } else { skill.rail_from };
    (view.sight.level(mark.slot) > skill.rail_spares_level || target::is_bot(view, mark.slot))
        && view.me.reload <= 1
        && f64::from(view.me.energy) >= rules.rail_cost + reserve
        && (from..=skill.rail_to.min(rules.rail_range)).contains(&distance)
        && !mark.ship.shielded
        && !rock_between(view, mark.ship.at)
}

/// Where the player believes that the server will find the target: where it was in the newest snapshot, or later
/// when that is longer ago than the server goes back.
fn place_in_the_past(look: Look, view: &View<'_>, skill: &Skill) -> Point {
    let steps = view.sight.steps();
    let oldest = view.tick.saturating_sub(steps.rewind_ticks as u32);
    let found = view.sight.tick().max(oldest);
    let since_s = f64::from(found - look.tick) * steps.dt;
    look.at + look.velocity * (skill.lead * since_s)
}
