//! Fill bots: they keep a lonely room alive and make way for people. Each is a session whose outbox is memory:
//! it gets the same frames as everybody and answers with the same inputs.

use fracas_brains::{Pilot, Strength};
use fracas_protocol::{
    ClientMessage, ServerMessage, decode_server,
    event::strength,
    server::{Seated, Welcome},
};
use tokio::time::Instant;
use tracing::error;

use crate::{
    audience::Audience,
    link::{Inbox, Mail, SessionKey},
};

/// Strengths in the order in which bots come: a newcomer meets easy ones first, and the last to come are the
/// first to make way.
const STRENGTHS: [Strength; 6] =
    [Strength::Easy, Strength::Easy, Strength::Normal, Strength::Easy, Strength::Normal, Strength::Hard];

const NAMES: [&str; 24] = [
    "Juno", "Rusty", "Quark", "Mango", "Comet", "Ziggy", "Fern", "Bolt", "Kilo", "Drift", "Orca", "Echo",
    "Pico", "Nova", "Tango", "Wisp", "Basil", "Onyx", "Sable", "Topaz", "Yuzu", "Flint", "Lark", "Moss",
];

struct FillBot {
    session: SessionKey,
    /// The setting by which it came.
    strength: u8,
    pilot: Pilot,
}

/// The fill bots of a room.
pub(super) struct Fill {
    /// Players, people included, up to which bots fill the room.
    target: usize,
    /// One of [`strength`].
    strength: u8,
    seed: u64,
    made: u64,
    bots: Vec<FillBot>,
}

impl Fill {
    pub(super) fn new(target: u16, strength: u8, seed: u64) -> Self {
        Self { target: usize::from(target), strength, seed, made: 0, bots: Vec::new() }
    }

    /// Another number, another strength. Bots come and go one by one until it is so.
    pub(super) fn set(&mut self, target: u16, strength: u8) {
        self.target = usize::from(target);
        self.strength = strength;
    }

    /// Fill bots in the room.
    pub(super) fn len(&self) -> usize {
        self.bots.len()
    }

    /// True when one more bot should come.
    pub(super) fn wants_more(&self, people: usize) -> bool {
        self.bots.len() + people < self.target
    }

    /// The bot that should go, taken off the list.
    pub(super) fn retire(&mut self, people: usize) -> Option<SessionKey> {
        if self.bots.len() + people > self.target {
            return self.pop();
        }
        let stale = self.bots.iter().position(|bot| bot.strength != self.strength)?;
        Some(self.bots.remove(stale).session)
    }

    /// The newest bot, taken off the list.
    pub(super) fn pop(&mut self) -> Option<SessionKey> {
        self.bots.pop().map(|bot| bot.session)
    }

    /// Takes a bot off the list; false when the session is none.
    pub(super) fn forget(&mut self, session: SessionKey) -> bool {
        let place = self.bots.iter().position(|bot| bot.session == session);
        place.map(|place| self.bots.remove(place)).is_some()
    }

    /// The name of the next bot.
    pub(super) fn next_name(&self) -> String {
        let turn = self.bots.len() / NAMES.len();
        let name = NAMES[(self.bots.len() + self.seed as usize % NAMES.len()) % NAMES.len()];
        if turn == 0 { name.to_owned() } else { format!("{name} {}", turn + 1) }
    }

    /// Gives a seated session a pilot.
    pub(super) fn add(&mut self, session: SessionKey, welcome: Welcome, seated: Seated) {
        self.made += 1;
        let hands = match self.strength {
            strength::EASY => Strength::Easy,
            strength::NORMAL => Strength::Normal,
            strength::HARD => Strength::Hard,
            _ => STRENGTHS[self.bots.len() % STRENGTHS.len()],
        };
        let mut pilot = Pilot::host(hands, self.seed.wrapping_add(self.made));
        pilot.read(&ServerMessage::Welcome(welcome));
        pilot.read(&ServerMessage::Seated(seated));
        self.bots.push(FillBot { session, strength: self.strength, pilot });
    }

    /// Every bot reads its newest frame and sends an input for the next tick.
    pub(super) fn think(&mut self, audience: &Audience, inbox: &mut Inbox, now: Instant) {
        for bot in &mut self.bots {
            let Some(link) = audience.link(bot.session) else { continue };
            let outbox = link.outbox.borrow();
            match decode_server(outbox.memory_snapshot()) {
                Ok(snapshot) => bot.pilot.read(&snapshot),
                Err(e) => error!(error = %e, "a snapshot of ours does not decode"),
            }
            let mut say = |message| inbox.push(Mail::Message { session: bot.session, message, at: now });
            say(ClientMessage::Input(bot.pilot.next_input()));
            if let Some(spend) = bot.pilot.next_spend() {
                say(ClientMessage::Spend(spend));
            }
        }
    }
}
