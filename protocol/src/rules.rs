//! The numbers of the game. The server may change them; clients take them from Welcome, never from here.
//!
//! [`Rules`] are in seconds and units, for people. [`Steps`] are what one tick needs, derived once by the
//! server for its tick rate with `+ - * /` only and sent as f64, so that both ends compute with the same bits.

use serde::{Deserialize, Serialize};

/// Declares a struct of f64 numbers that travels as a MessagePack map, so that a stranger reads the names.
macro_rules! numbers {
    ($(#[$m:meta])* $name:ident { $( $(#[$fm:meta])* $field:ident ),* $(,)? }) => {
        $(#[$m])*
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $( $(#[$fm])* pub $field: f64 ),* }

        impl $name {
            /// Field names, in the order they travel.
            pub const FIELDS: &[&str] = &[$(stringify!($field)),*];

            /// False when a value is NaN or infinite.
            pub fn is_finite(&self) -> bool {
                true $(&& self.$field.is_finite())*
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = s.serialize_map(Some(Self::FIELDS.len()))?;
                $( map.serialize_entry(stringify!($field), &self.$field)?; )*
                map.end()
            }
        }
    };
}

numbers! {
    /// The game in seconds and units.
    Rules {
        /// Units: a ship is a disc for everything that touches it.
        ship_radius,
        /// Units a second without boost: half a screen in 2.5 s.
        ship_speed,
        /// 1/s: speed decays by e every 1/drag; at 7 a ship at top speed stops within 0.6 s at every tick rate.
        ship_drag,
        /// Times `ship_speed` under boost.
        boost_factor,
        /// Points of hull at spawn.
        hull_max,
        /// Points a second, once unhurt for `repair_delay_s`.
        repair_per_s,
        /// Seconds without damage before repair begins: a fight is decided, a flight is rewarded.
        repair_delay_s,
        /// Points of energy at spawn.
        energy_max,
        /// Points a second while boosting: 2.5 s of boost.
        boost_drain_per_s,
        /// Points a second while not boosting.
        energy_gain_per_s,
        /// Points needed before an emptied ship may boost again without letting go of the key.
        energy_resume,
        /// Share of the speed into a rock or wall that comes back.
        bounce,
        /// Share of an overlap between two ships that one second at 30 Hz would take away in 1/30 s.
        push_share,
        /// Seconds between two shots of the blaster while fire is held.
        blaster_period_s,
        /// Points of hull per blaster hit: nine hits kill.
        blaster_damage,
        /// Units a second of a blaster shot; its shooter's speed is not added, so aim is exact.
        blaster_speed,
        /// Seconds a shot flies: it dies just past the edge of the screen.
        blaster_life_s,
        /// Units: a shot is a disc.
        blaster_radius,
        /// Units a second that a hit adds to its victim, along the shot.
        blaster_kick,
        /// Seconds after spawn in which a ship cannot be hurt, or until it fires.
        shield_s,
        /// Seconds between death and the new ship.
        respawn_s,
        /// Points for a kill, besides what the victim drops.
        kill_points,
        /// Share of a victim's score that falls out as scrap.
        death_drop_share,
        /// Points a victim drops at the least, so that a fresh ship is worth the shot.
        death_drop_min,
        /// Pieces of scrap that one death or rock makes at the most.
        scrap_pieces_max,
        /// Seconds until scrap that nobody collects is gone.
        scrap_life_s,
        /// Units from ship to scrap at which it is collected.
        scrap_reach,
        /// Units: rocks up to this radius break, larger ones stand for ever.
        rock_breaks_below,
        /// Points of hull per unit of radius of a rock that breaks.
        rock_hull_per_unit,
        /// Points of scrap per unit of radius of a rock that breaks.
        rock_scrap_per_unit,
        /// Seconds a broken rock stays solid, cracking: longer than any playable round trip, because rocks
        /// are part of every client's prediction and must not vanish before he is told.
        rock_crack_s,
        /// Seconds between the notice and the solidity of a new rock, or of a new size of the world.
        notice_s,
        /// Square units of world per seat: about ten ships in view.
        area_per_seat,
        /// Units: half the side of the smallest world.
        world_half_min,
        /// Square units of world per rock.
        area_per_rock,
        /// Units: half the width of what a player sees.
        view_half_width,
        /// Units: half the height of what a player sees.
        view_half_height,
        /// Units beyond the view from which things are told.
        enter_margin,
        /// Units beyond the view at which things are taken back; larger, so that nothing flickers at the edge.
        leave_margin,
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            ship_radius: 18.0,
            ship_speed: 320.0,
            ship_drag: 7.0,
            boost_factor: 1.75,
            hull_max: 100.0,
            repair_per_s: 8.0,
            repair_delay_s: 4.0,
            energy_max: 100.0,
            boost_drain_per_s: 40.0,
            energy_gain_per_s: 16.0,
            energy_resume: 20.0,
            bounce: 0.3,
            push_share: 0.35,
            blaster_period_s: 0.2,
            blaster_damage: 12.0,
            blaster_speed: 760.0,
            blaster_life_s: 0.9,
            blaster_radius: 4.0,
            blaster_kick: 24.0,
            shield_s: 3.0,
            respawn_s: 2.0,
            kill_points: 10.0,
            death_drop_share: 0.4,
            death_drop_min: 6.0,
            scrap_pieces_max: 6.0,
            scrap_life_s: 25.0,
            scrap_reach: 40.0,
            rock_breaks_below: 70.0,
            rock_hull_per_unit: 1.1,
            rock_scrap_per_unit: 0.2,
            rock_crack_s: 1.0,
            notice_s: 2.0,
            area_per_seat: 150_000.0,
            world_half_min: 1500.0,
            area_per_rock: 260_000.0,
            view_half_width: 800.0,
            view_half_height: 450.0,
            enter_margin: 80.0,
            leave_margin: 140.0,
        }
    }
}

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
        /// Ticks between two shots.
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
            fire_ticks: ticks(rules.blaster_period_s),
            shot_step: rules.blaster_speed * dt,
            shot_ticks: ticks(rules.blaster_life_s),
            shield_ticks: ticks(rules.shield_s),
            respawn_ticks: ticks(rules.respawn_s),
            repair_delay_ticks: ticks(rules.repair_delay_s),
            repair_gain: rules.repair_per_s * dt,
            scrap_ticks: ticks(rules.scrap_life_s),
            crack_ticks: ticks(rules.rock_crack_s),
            notice_ticks: ticks(rules.notice_s),
        }
    }
}
