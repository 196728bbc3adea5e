//! What a room passes on to those who follow it from outside of the game.

use tokio::sync::mpsc::{Sender, error::TrySendError};

use super::Room;
use crate::{
    limits::FOLLOWERS_MAX,
    link::{Story, Told},
};

impl Room {
    /// Passes on from now on what happens. The queue is bounded, and the tick does not wait for it: what it has no room
    /// for is dropped and counted. One follower too many is dropped at once.
    pub(crate) fn follow_by(&mut self, follower: Sender<Told>) {
        self.followers.retain(|follower| !follower.is_closed());
        if self.followers.len() < FOLLOWERS_MAX {
            self.followers.push(follower);
        }
    }

    /// Passes on what happens in the tick that is under way; when nobody follows the story is not even made.
    pub(super) fn pass_on(&mut self, story: impl FnOnce(&Self) -> Story) {
        if self.followers.is_empty() {
            return;
        }
        let told = Told { tick: self.sim.tick(), story: story(self) };
        let dropped = &mut self.meter.counters.feed_dropped;
        self.followers.retain(|follower| match follower.try_send(told.clone()) {
            Ok(()) => true,
            Err(TrySendError::Full(_)) => {
                *dropped += 1;
                true
            }
            Err(TrySendError::Closed(_)) => false,
        });
    }
}
