//! What a room passes on to those who follow it from outside of the game.

use fracas_protocol::Tick;
use tokio::sync::mpsc::{Sender, error::TrySendError};

use super::Room;

/// Something that happened, in words of its own: names instead of seats.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Story {
    /// A person took a seat.
    Joined { name: String },
    /// A person gave his seat back.
    Left { name: String },
    /// A ship was destroyed; no killer when nobody did it.
    Killed { victim: String, killer: Option<String>, weapon: u8 },
    /// Somebody else wears the crown.
    Crowned { name: String },
    /// Somebody destroyed that many ships without losing his own.
    Streak { name: String, kills: u32 },
    /// Somebody said something.
    Chat { name: String, text: String },
}

/// A happening and when it was.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// The tick in which it happened.
    pub(crate) tick: Tick,
    /// What happened.
    pub(crate) story: Story,
}

impl Room {
    /// Passes on from now on what happens. The queue is bounded, and the tick does not wait for it: what it has no room
    /// for is dropped and counted.
    #[cfg_attr(not(test), expect(dead_code, reason = "nobody reads it yet"))]
    pub(crate) fn set_feed(&mut self, feed: Sender<Told>) {
        self.feed = Some(feed);
    }

    /// True while somebody follows.
    pub(super) fn is_followed(&self) -> bool {
        self.feed.as_ref().is_some_and(|feed| !feed.is_closed())
    }

    /// Passes on what happens in the tick that is under way.
    pub(super) fn pass_on(&mut self, story: Story) {
        let tick = self.sim.tick();
        let Some(feed) = &self.feed else { return };
        match feed.try_send(Told { tick, story }) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => self.meter.counters.feed_dropped += 1,
            Err(TrySendError::Closed(_)) => self.feed = None,
        }
    }
}
