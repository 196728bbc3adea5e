//! What makes a player good: eyes, hands and nerves, as numbers.

use super::Strength;

/// The numbers of one strength. Times in seconds, so that every tick rate plays alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Skill {
    /// Seconds between what is seen and what the hands do about it.
    pub(super) reaction_s: f64,
    /// Sideways error of the aim, as a share of the distance.
    pub(super) aim_error: f64,
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
    /// Fires at ships that cannot be hurt yet, to be there when the shield ends.
    pub(super) fires_at_shields: bool,
}

impl Skill {
    pub(super) fn of(strength: Strength) -> Self {
        match strength {
            // Aims where the target was, fires a third of the time, holds still enough to be hit.
            Strength::Easy => Self {
                reaction_s: 0.4,
                aim_error: 0.16,
                lead: 0.4,
                fire_range: 460.0,
                burst_s: 0.8,
                pause_s: 1.1,
                thrust: 0.6,
                dodge: 0.0,
                boosts: false,
                retreat_below: 0.0,
                fires_at_shields: false,
            },
            Strength::Normal => Self {
                reaction_s: 0.2,
                aim_error: 0.07,
                lead: 0.9,
                fire_range: 580.0,
                burst_s: 1.6,
                pause_s: 0.5,
                thrust: 0.9,
                dodge: 0.6,
                boosts: true,
                retreat_below: 0.25,
                fires_at_shields: false,
            },
            Strength::Hard => Self {
                reaction_s: 0.1,
                aim_error: 0.025,
                lead: 1.0,
                fire_range: 650.0,
                burst_s: 4.0,
                pause_s: 0.2,
                thrust: 1.0,
                dodge: 1.0,
                boosts: true,
                retreat_below: 0.3,
                fires_at_shields: true,
            },
        }
    }
}
