//! What makes a player good: eyes, hands and nerves, as numbers.

use super::{Manners, Strength};

/// The numbers of one strength. Times in seconds, so that every tick rate plays alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Skill {
    /// Seconds between what is seen and what the hands do about it.
    pub(super) reaction_s: f64,
    /// Sideways error of the aim, as a share of the distance.
    pub(super) aim_error: f64,
    /// Sideways error besides, at any distance, units: near targets are quick ones.
    pub(super) aim_error_units: f64,
    /// Share of the target's motion that the aim leads.
    pub(super) lead: f64,
    /// Units from which it opens fire.
    pub(super) fire_range: f64,
    /// Seconds of fire, then seconds of pause.
    pub(super) burst_s: f64,
    /// See `burst_s`.
    pub(super) pause_s: f64,
    /// Share of full thrust while fighting.
    pub(super) thrust: f64,
    /// How hard it evades a shot that would hit, 0 to 1.
    pub(super) dodge: f64,
    /// Uses boost.
    pub(super) boosts: bool,
    /// Share of the hull below which it runs.
    pub(super) retreat_below: f64,
    /// The same while it wears the crown and has much to lose.
    pub(super) crowned_retreat_below: f64,
    /// Fires at ships that cannot be hurt yet, to be there when the shield ends.
    pub(super) fires_at_shields: bool,
    /// Seconds for which it points the rail before it fires.
    pub(super) rail_aim_s: f64,
    /// Sideways error of the rail, as a share of the distance: half a ship's width is 0.04 of mid-range.
    pub(super) rail_error: f64,
    /// The error when it begins to point, besides; it shrinks to nothing, so the swing is seen.
    pub(super) rail_swing: f64,
    /// Seconds from one shot of the rail until it thinks of the next.
    pub(super) rail_rest_s: f64,
    /// Units between which the rail is used; a shot that kills is taken from nearer, too.
    pub(super) rail_from: f64,
    /// See `rail_from`.
    pub(super) rail_to: f64,
    /// Energy kept for the way out, unless the shot kills.
    pub(super) rail_reserve: f64,
    /// Highest level at which the rail is not fired.
    pub(super) rail_spares_level: u8,
    /// Units that a target of level 1 costs; one of level n, the n-th part.
    pub(super) mercy_units: f64,
    /// Foes that a newcomer may have at once, as far as this one sees, himself included.
    pub(super) newcomer_foes_max: usize,
    /// Goes for the crown when it is strong.
    pub(super) hunts_crown: bool,
}

impl Skill {
    pub(super) fn of(strength: Strength) -> Self {
        match strength {
            // Aims where the target was, fires a third of the time, holds still enough to be hit.
            Strength::Easy => Self {
                reaction_s: 0.4,
                aim_error: 0.16,
                aim_error_units: 10.0,
                lead: 0.4,
                fire_range: 460.0,
                burst_s: 0.8,
                pause_s: 1.1,
                thrust: 0.6,
                dodge: 0.0,
                boosts: false,
                retreat_below: 0.0,
                crowned_retreat_below: 0.0,
                fires_at_shields: false,
                rail_aim_s: 0.9,
                rail_error: 0.12,
                rail_swing: 0.35,
                rail_rest_s: 7.0,
                rail_from: 260.0,
                rail_to: 560.0,
                rail_reserve: 40.0,
                rail_spares_level: 2,
                mercy_units: 400.0,
                newcomer_foes_max: 1,
                hunts_crown: false,
            },
            Strength::Normal => Self {
                reaction_s: 0.2,
                aim_error: 0.07,
                aim_error_units: 5.0,
                lead: 0.9,
                fire_range: 580.0,
                burst_s: 1.6,
                pause_s: 0.5,
                thrust: 0.9,
                dodge: 0.6,
                boosts: true,
                retreat_below: 0.25,
                crowned_retreat_below: 0.4,
                fires_at_shields: false,
                rail_aim_s: 0.4,
                rail_error: 0.07,
                rail_swing: 0.15,
                rail_rest_s: 3.0,
                rail_from: 280.0,
                rail_to: 700.0,
                rail_reserve: 35.0,
                rail_spares_level: 2,
                mercy_units: 350.0,
                newcomer_foes_max: 1,
                hunts_crown: true,
            },
            Strength::Hard => Self {
                reaction_s: 0.1,
                aim_error: 0.025,
                aim_error_units: 0.0,
                lead: 1.0,
                fire_range: 650.0,
                burst_s: 4.0,
                pause_s: 0.2,
                thrust: 1.0,
                dodge: 1.0,
                boosts: true,
                retreat_below: 0.3,
                crowned_retreat_below: 0.5,
                fires_at_shields: true,
                rail_aim_s: 0.15,
                rail_error: 0.055,
                rail_swing: 0.05,
                rail_rest_s: 0.5,
                rail_from: 160.0,
                rail_to: 850.0,
                rail_reserve: 20.0,
                rail_spares_level: 2,
                mercy_units: 300.0,
                newcomer_foes_max: 2,
                hunts_crown: true,
            },
        }
    }
}

/// The skill with which somebody plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hands {
    /// His own.
    pub(super) full: Skill,
    /// With which he shoots at newcomers.
    pub(super) gentle: Skill,
}

impl Hands {
    /// The skill of this strength.
    pub(super) fn new(strength: Strength, manners: Manners) -> Self {
        match manners {
            Manners::Host => Self::of_host(strength),
            Manners::Rival => Self::of_rival(strength),
        }
    }

    /// Newcomers meet less than anybody's best.
    fn of_host(strength: Strength) -> Self {
        let easy = Skill::of(Strength::Easy);
        let gentle = match strength {
            Strength::Easy | Strength::Normal => {
                Skill { burst_s: 0.35, pause_s: 1.8, aim_error: 0.22, aim_error_units: 45.0, ..easy }
            }
            Strength::Hard => {
                Skill { burst_s: 0.45, pause_s: 1.3, aim_error: 0.2, aim_error_units: 40.0, ..easy }
            }
        };
        Self { full: Skill::of(strength), gentle }
    }

    /// Everybody is fair game: what a swarm in one place needs, where all are newcomers.
    fn of_rival(strength: Strength) -> Self {
        let full = Skill::of(strength);
        let full = Skill { rail_spares_level: 0, mercy_units: 0.0, newcomer_foes_max: usize::MAX, ..full };
        Self { full, gentle: full }
    }
}
