//! What the players did in the window: those of whom the main figures tell, and those with a bad network apart.

use fracas_brains::Corrections;

use crate::{
    player::Profile,
    report::{CorrectionRates, Shaped},
    swarm::Swarm,
    tally::Tally,
};

/// What the players did in the window.
pub struct Played {
    /// Of those whom the main figures tell of.
    pub tally: Tally,
    /// Seconds that they played.
    pub seconds: f64,
    /// Seconds that the full ones of them played.
    pub full_seconds: f64,
    /// Of these.
    pub corrections: Corrections,
    /// Of players with a bad network, if there are any.
    pub shaped: Option<Shaped>,
    /// Times that somebody came back.
    pub rejoined: u64,
}

impl Played {
    /// Takes the counts of the window that has ended.
    pub fn of(swarm: &mut Swarm) -> Self {
        let main = swarm.main();
        let is_main = |profile: &Profile| main.includes(profile);
        let is_shaped = |profile: &Profile| !profile.shape.is_plain();
        let some = |seconds: f64| seconds.max(f64::MIN_POSITIVE);
        let seconds = some(swarm.player_seconds(is_main));
        let full_seconds = some(swarm.player_seconds(|p| is_main(p) && p.recipe.full));
        let corrections = swarm.corrections(is_main);
        let shaped_seconds = some(swarm.player_seconds(is_shaped));
        let shaped_full_seconds = some(swarm.player_seconds(|p| is_shaped(p) && p.recipe.full));
        let shaped_corrections = swarm.corrections(is_shaped);
        let tallies = std::mem::take(&mut swarm.tallies);
        let shaped = (swarm.count(is_shaped) > 0).then(|| Shaped {
            players: swarm.count(is_shaped),
            snapshot_gap_ms: tallies.shaped.snapshot_gap.percentiles(),
            input_to_ack_ms: tallies.shaped.input_to_ack.percentiles(),
            down_bytes_per_player_s: tallies.shaped.down_bytes as f64 / shaped_seconds,
            unexplained_per_player_min: CorrectionRates::of(&shaped_corrections, shaped_full_seconds)
                .unexplained,
            closed: tallies.shaped.closed,
            rejoined: tallies.shaped.rejoined,
            largest_frame: tallies.shaped.largest_frame,
        });
        let rejoined = tallies.good.rejoined + tallies.shaped.rejoined;
        Self { tally: tallies.into_main(main), seconds, full_seconds, corrections, shaped, rejoined }
    }
}
