//! The leaderboard, ranked twice a second: each session is told of it once, in a tick of its own.

use fracas_protocol::{Slot, event::Board as BoardEvent, limits::BOARD_ROWS};

/// Everybody by falling score; equal scores by slot.
#[derive(Debug, Default)]
pub(crate) struct Board {
    ranked: Vec<(Slot, u32)>,
    /// Those whom the leaderboard names.
    top: Vec<Slot>,
    /// By slot: place from 1, 0 for an empty seat.
    places: Vec<u16>,
}

impl Board {
    /// Ranks all seated players.
    pub(super) fn rank(&mut self, scores: impl Iterator<Item = (Slot, u32)>) {
        self.ranked.clear();
        self.ranked.extend(scores);
        self.ranked.sort_unstable_by_key(|&(slot, score)| (std::cmp::Reverse(score), slot));
        self.top.clear();
        self.top.extend(self.ranked.iter().take(BOARD_ROWS).map(|&(slot, _)| slot));
        self.places.fill(0);
        for (place, &(slot, _)) in self.ranked.iter().enumerate() {
            let index = usize::from(slot);
            if index >= self.places.len() {
                self.places.resize(index + 1, 0);
            }
            self.places[index] = place as u16 + 1;
        }
    }

    /// The players, best first.
    pub(crate) fn ranked(&self) -> impl Iterator<Item = Slot> {
        self.ranked.iter().map(|&(slot, _)| slot)
    }

    /// The players that the leaderboard names.
    pub(super) fn top(&self) -> &[Slot] {
        &self.top
    }

    /// The place of the player in `slot`, from 1; 0 for a watcher.
    pub(super) fn place(&self, slot: Option<Slot>) -> u16 {
        let place = slot.and_then(|slot| self.places.get(usize::from(slot)));
        place.copied().unwrap_or(0)
    }

    /// Writes all of the leaderboard but the reader's rank.
    pub(super) fn write(&self, crown: Option<(Slot, i32, i32)>, event: &mut BoardEvent) {
        event.players = self.ranked.len() as u16;
        event.rows.clear();
        event.rows.extend(self.ranked.iter().take(BOARD_ROWS));
        event.crown = crown;
    }
}
