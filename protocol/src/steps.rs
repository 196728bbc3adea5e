//! What one tick needs of the rules, derived once by the server for its tick rate with `+ - * /` only and sent as f64,
//! so that both ends compute with the same bits.

use serde::{Deserialize, Serialize};

use crate::rules::{Rules, numbers};

numbers! {
    /// What one tick needs, at one tick rate. Counts of ticks are whole numbers.
    Steps {
        /// Seconds a tick.
        dt,
        /// Units: a ship's radius.
        radius,
        /// Units a second added per tick by full thrust.
        thrust,
        /// The same under boost.
        boost_thrust,
        /// Factor on speed per tick: 1 / (1 + drag dt), so that the top speed is the same at every rate.
        drag,
        /// Units a second below which a ship without thrust stands still.
        rest_speed,
        /// See [`Rules::bounce`].
        bounce,
        /// Points of energy.
        energy_max,
        /// Points a tick while boosting.
        energy_drain,
        /// Points a tick while not boosting.
        energy_gain,
        /// See [`Rules::energy_resume`].
        energy_resume,
        /// Share of thrust per point in speed.
        speed_step,
        /// Share of `energy_max` and `energy_gain` per point in energy.
        energy_step,
        /// Points of energy per shot of the rail.
        rail_cost,
        /// Ticks between two shots of the rail, at most 255.
        rail_ticks,
        /// Ticks between two shots of the blaster.
        fire_ticks,
        /// Units a tick of a shot.
        shot_step,
        /// Ticks a shot flies.
        shot_ticks,
        /// Ticks of spawn shield.
        shield_ticks,
        /// Ticks between death and the new ship.
        respawn_ticks,
        /// Ticks without damage before repair begins.
        repair_delay_ticks,
        /// Points of hull a tick while repairing.
        repair_gain,
        /// Ticks of a piece of scrap.
        scrap_ticks,
        /// Ticks of a power-up that lies.
        power_ticks,
        /// Ticks of a shield that was picked up.
        power_shield_ticks,
        /// Ticks of the triple shot.
        power_triple_ticks,
        /// Ticks for which a point lies unspent.
        auto_spend_ticks,
        /// Whole ticks that the rail goes back at the most.
        rewind_ticks,
        /// Ticks a broken rock stays solid.
        crack_ticks,
        /// Ticks of notice before a rock or a size of the world counts.
        notice_ticks,
    }
}

impl Steps {
    /// Derives the per-tick numbers for `tick_rate` (Hz; 15, 20, 30 or 60).
    pub fn new(rules: &Rules, tick_rate: u32) -> Self {
        let hz = f64::from(tick_rate);
        let dt = 1.0 / hz;
        let ticks = |seconds: f64| (seconds * hz + 0.5).floor().max(1.0);
        let thrust = rules.ship_speed * rules.ship_drag * dt;
        Self {
            dt,
            radius: rules.ship_radius,
            thrust,
            boost_thrust: thrust * rules.boost_factor,
            drag: 1.0 / (1.0 + rules.ship_drag * dt),
            rest_speed: 12.0,
            bounce: rules.bounce,
            energy_max: rules.energy_max,
            energy_drain: rules.boost_drain_per_s * dt,
            energy_gain: rules.energy_gain_per_s * dt,
            energy_resume: rules.energy_resume,
            speed_step: rules.speed_step,
            energy_step: rules.energy_step,
            rail_cost: rules.rail_cost,
            rail_ticks: ticks(rules.rail_period_s).min(255.0),
            fire_ticks: ticks(rules.blaster_period_s),
            shot_step: rules.blaster_speed * dt,
            shot_ticks: ticks(rules.blaster_life_s),
            shield_ticks: ticks(rules.shield_s),
            respawn_ticks: ticks(rules.respawn_s),
            repair_delay_ticks: ticks(rules.repair_delay_s),
            repair_gain: rules.repair_per_s * dt,
            scrap_ticks: ticks(rules.scrap_life_s),
            power_ticks: ticks(rules.power_life_s),
            power_shield_ticks: ticks(rules.power_shield_s),
            power_triple_ticks: ticks(rules.power_triple_s),
            auto_spend_ticks: ticks(rules.auto_spend_s),
            rewind_ticks: (rules.rewind_max_s * hz).floor(),
            crack_ticks: ticks(rules.rock_crack_s),
            notice_ticks: ticks(rules.notice_s),
        }
    }
}
