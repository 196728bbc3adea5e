//! What all players counted in the measured window, and how many of them do what.

use std::time::Duration;

use fracas_brains::Corrections;
use tokio::time::Instant;

use super::Swarm;
use crate::{
    player::{Player, Profile},
    tally::Tally,
};

/// What players counted, those with a bad network apart.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    /// Players with a good network.
    pub good: Tally,
    /// Players with a bad one.
    pub shaped: Tally,
}

/// Whom the main figures of a run tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Main {
    /// Players with a good network, because there are some.
    Good,
    /// All have a bad one.
    Shaped,
}

impl Main {
    /// True for those of whom the main figures tell.
    pub fn includes(self, profile: &Profile) -> bool {
        profile.shape.is_plain() == (self == Self::Good)
    }
}

impl Tallies {
    pub(super) fn of(&mut self, player: &Player) -> &mut Tally {
        if player.profile().shape.is_plain() { &mut self.good } else { &mut self.shaped }
    }

    /// The one that the main figures are made of.
    pub fn into_main(self, main: Main) -> Tally {
        match main {
            Main::Good => self.good,
            Main::Shaped => self.shaped,
        }
    }
}

impl Swarm {
    /// Everything counted from now on is measured.
    pub fn begin_window(&mut self) {
        self.tallies = Tallies::default();
        self.window = Instant::now();
        self.players.iter_mut().for_each(|player| player.begin_window(self.window));
    }

    /// Nothing is counted any more. Returns how long it was.
    pub fn end_window(&mut self, tick: Duration) -> Duration {
        for player in &self.players {
            player.end_window(tick, self.tallies.of(player));
        }
        self.window.elapsed()
    }

    /// Whom the main figures tell of.
    pub fn main(&self) -> Main {
        if self.count(|profile| profile.shape.is_plain()) > 0 { Main::Good } else { Main::Shaped }
    }

    /// What they have counted so far.
    pub fn main_tally(&self) -> &Tally {
        match self.main() {
            Main::Good => &self.tallies.good,
            Main::Shaped => &self.tallies.shaped,
        }
    }

    /// Corrections since the window began of those of whom `counts` holds.
    pub fn corrections(&self, counts: impl Fn(&Profile) -> bool) -> Corrections {
        let counted = self.players.iter().filter(|player| counts(player.profile()));
        counted.map(Player::corrections).sum()
    }

    /// The first correction without a cause of some player, as a line for whoever hunts the bug.
    pub fn first_unexplained(&self) -> Option<String> {
        self.players.iter().find_map(Player::first_unexplained)
    }

    /// Seconds that those of whom `counts` holds played since the window began, summed.
    pub fn player_seconds(&self, counts: impl Fn(&Profile) -> bool) -> f64 {
        let now = Instant::now();
        let counted = self.players.iter().filter(|player| counts(player.profile()));
        counted.map(|player| player.played(now)).sum::<Duration>().as_secs_f64()
    }

    /// Players of whom `counts` holds.
    pub fn count(&self, counts: impl Fn(&Profile) -> bool) -> usize {
        self.players.iter().filter(|player| counts(player.profile())).count()
    }

    /// Players whose first wish for a seat is not answered yet.
    pub fn waiting(&self) -> usize {
        self.players.iter().filter(|player| player.is_waiting()).count()
    }

    /// Players who play.
    pub fn playing(&self) -> usize {
        self.players.iter().filter(|player| player.is_playing()).count()
    }

    /// True when nobody plays and nobody will any more.
    pub fn is_over(&self) -> bool {
        self.players.iter().all(Player::is_gone)
    }

    /// Why players never got a seat.
    pub fn refused(&self) -> impl Iterator<Item = &str> {
        self.players.iter().filter_map(Player::refused)
    }

    /// Why players of the main figures lost their seats; what a bad network does to its players is told apart.
    pub fn dropped(&self) -> impl Iterator<Item = &str> {
        let main = self.main();
        self.players.iter().filter(move |player| main.includes(player.profile())).filter_map(Player::dropped)
    }
}
