//! What a person wants to be told of the others: who comes and goes, who leads, who is on a streak.

use fracas_protocol::{
    NOBODY, Slot,
    event::{Notice, notice},
};

use super::{Room, unshared};
use crate::{limits::KILLS_FOR_ALL_PLAYERS, link::Story};

/// Ships destroyed in a row, without losing one's own, between two notices of it.
const STREAK_STEP: u32 = 5;

/// The least streak that a large room is told of.
const STREAK_LARGE: u32 = 10;

impl Room {
    /// True when everybody may know everybody.
    pub(super) fn is_small(&self) -> bool {
        self.roster.people() + self.fill.len() <= KILLS_FOR_ALL_PLAYERS
    }

    /// The name of who sits in `slot`.
    pub(super) fn name(&self, slot: Slot) -> String {
        self.roster.get(slot).map(|player| player.name.clone()).unwrap_or_default()
    }

    /// Somebody has taken a seat.
    pub(super) fn joined(&mut self, slot: Slot) {
        self.came_or_went(slot, notice::JOINED, |name| Story::Joined { name });
    }

    /// Somebody is back on the seat that was kept for him.
    pub(super) fn came_back(&mut self, slot: Slot) {
        if self.is_small() {
            self.announce(notice::BACK, slot, 0);
        }
    }

    /// Somebody gives his seat back; he still has it.
    pub(super) fn left_seat(&mut self, slot: Slot) {
        self.came_or_went(slot, notice::LEFT, |name| Story::Left { name });
    }

    /// Bots come and go silently.
    fn came_or_went(&mut self, slot: Slot, what: u8, story: fn(String) -> Story) {
        if self.roster.get(slot).is_some_and(|player| !player.is_bot()) {
            if self.is_small() {
                self.announce(what, slot, 0);
            }
            self.pass_on(|room| story(room.name(slot)));
        }
    }

    /// Somebody else wears the crown, or nobody.
    pub(super) fn crowned(&mut self, slot: Slot) {
        if slot != NOBODY {
            self.announce(notice::CROWNED, slot, 0);
            self.pass_on(|room| Story::Crowned { name: room.name(slot) });
        }
    }

    /// `killer` has destroyed the ship of `victim`.
    pub(super) fn count_streak(&mut self, victim: Slot, killer: Slot) {
        if let Some(player) = self.roster.get_mut(victim) {
            player.streak = 0;
        }
        let Some(player) = self.roster.get_mut(killer).filter(|_| killer != victim) else { return };
        player.streak += 1;
        let kills = player.streak;
        if kills.is_multiple_of(STREAK_STEP) {
            if self.is_small() || kills >= STREAK_LARGE {
                self.announce(notice::STREAK, killer, kills);
            }
            self.pass_on(|room| Story::Streak { name: room.name(killer), kills });
        }
    }

    /// Tells everybody something about the player in `slot`.
    fn announce(&mut self, what: u8, slot: Slot, value: u32) {
        let notice = Notice { what, slot, name: self.name(slot), value };
        unshared(&mut self.scene).view.news.talk(NOBODY, &notice);
    }
}
