//! The numbers of the game. The server may change them; clients take them from Welcome, never from here.
//!
//! They are in seconds and units, for people; [`steps`](crate::steps) are made from them for a tick rate.

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
pub(crate) use numbers;

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
        /// Points of energy per shot of the rail: two at once, then boost has none.
        rail_cost,
        /// Seconds between two shots of the rail: a miss is paid for.
        rail_period_s,
        /// Points of hull per hit of the rail: it opens or ends a duel, never both.
        rail_damage,
        /// Units of the rail's line, from the ship's middle: just past the edge of the screen.
        rail_range,
        /// Units: half the width of the rail's line.
        rail_radius,
        /// Units a second that a hit of the rail adds to its victim.
        rail_kick,
        /// Seconds into the past that the rail's targets go back at the most: what a shooter with 150 ms of round
        /// trip and jitter still sees; more would hit people long behind cover.
        rewind_max_s,
        /// Seconds after spawn in which a ship cannot be hurt, or until it fires.
        shield_s,
        /// Seconds between death and the new ship.
        respawn_s,
        /// Points for a kill, besides what the victim drops.
        kill_points,
        /// Points for killing whoever wears the crown, besides.
        crown_points,
        /// Points of score below which nobody wears the crown: a first kill is no reign.
        crown_min,
        /// Share of a victim's score that falls out as scrap.
        death_drop_share,
        /// Points a victim drops at the least, so that a fresh ship is worth the shot.
        death_drop_min,
        /// Pieces of scrap that one death or rock makes at the most.
        scrap_pieces_max,
        /// Units within which a new piece joins an old one.
        scrap_merge,
        /// Seconds until scrap that nobody collects is gone.
        scrap_life_s,
        /// Units from ship to scrap at which it is collected.
        scrap_reach,
        /// Points to collect in a life for level 2; each further level costs as much more than the one before.
        level_points,
        /// Highest level: not all stats can be full.
        level_max,
        /// Share of his level that a player keeps when he dies.
        level_keep_share,
        /// Points that one stat holds at the most.
        stat_max,
        /// Seconds for which a point lies unspent before it spends itself.
        auto_spend_s,
        /// Share of `hull_max` that a point in hull adds.
        hull_step,
        /// Share of `repair_per_s` that a point in repair adds.
        repair_step,
        /// Share of thrust, and so of the top speed, that a point in speed adds.
        speed_step,
        /// Share of all damage that a point in damage adds.
        damage_step,
        /// Share of the blaster's shots a second that a point in fire rate adds.
        rate_step,
        /// Share of `energy_max` and `energy_gain_per_s` that a point in energy adds.
        energy_step,
        /// Seconds for which a shield lasts that was picked up; firing does not end it.
        power_shield_s,
        /// Seconds for which the blaster fires three shots at once.
        power_triple_s,
        /// Aim of the outer two shots: their offset to the side as a share of the way.
        power_triple_spread,
        /// Share of the full hull that a repair gives.
        power_repair_share,
        /// Seconds until a power-up that nobody takes is gone, and another lies elsewhere.
        power_life_s,
        /// Square units of world per power-up.
        area_per_power,
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
            rail_cost: 45.0,
            rail_period_s: 1.2,
            rail_damage: 40.0,
            rail_range: 900.0,
            rail_radius: 3.0,
            rail_kick: 90.0,
            rewind_max_s: 0.3,
            shield_s: 3.0,
            respawn_s: 2.0,
            kill_points: 10.0,
            crown_points: 40.0,
            crown_min: 40.0,
            death_drop_share: 0.4,
            death_drop_min: 6.0,
            scrap_pieces_max: 6.0,
            scrap_merge: 26.0,
            scrap_life_s: 25.0,
            scrap_reach: 40.0,
            level_points: 12.0,
            level_max: 30.0,
            level_keep_share: 0.5,
            stat_max: 7.0,
            auto_spend_s: 10.0,
            hull_step: 0.1,
            repair_step: 0.25,
            speed_step: 0.04,
            damage_step: 0.08,
            rate_step: 0.08,
            energy_step: 0.1,
            power_shield_s: 6.0,
            power_triple_s: 12.0,
            power_triple_spread: 0.14,
            power_repair_share: 0.6,
            power_life_s: 40.0,
            area_per_power: 1_800_000.0,
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
