//! Seats of those whose lines broke: they are kept for a while, their ships at rest, and given back to whoever comes
//! with the same identity. A player who comes by a second way takes his seat with him.

use std::time::Duration;

use fracas_protocol::{CloseCode, NOBODY, ServerMessage, Slot, Tick, server::Seated};
use tracing::debug;

use super::{
    Room,
    roster::Presence,
    session::{Session, State},
};
use crate::{
    intent::InputQueue,
    limits::{AWAY_WAIT, SEATS_KEPT_PER_ADDRESS},
    link::{PlayerId, SessionKey},
    sim::Command,
};

impl Room {
    /// Ticks in `wait`.
    pub(super) fn ticks(&self, wait: Duration) -> Tick {
        (wait.as_secs_f64() * f64::from(self.config.tick_rate)) as Tick
    }

    /// True when a player has a seat, if only one that is kept for him.
    pub(crate) fn has_seat(&self, player: PlayerId) -> bool {
        self.roster.seat_of(player).is_some()
    }

    /// Keeps a seat whose player's line broke: his ship does nothing from now on, and is shielded for a moment. Not again
    /// soon, or breaking the line would be a shield that one may have at will.
    pub(super) fn keep(&mut self, slot: Slot) {
        let (tick, again) = (self.sim.tick(), self.ticks(AWAY_WAIT));
        if self.keeps_enough(slot) {
            return self.vacate(slot);
        }
        let Some(player) = self.roster.get_mut(slot) else { return };
        player.presence = Presence::Away(tick);
        player.inputs = InputQueue::default();
        if player.sheltered.is_none_or(|last| tick - last >= again) {
            player.sheltered = Some(tick);
            self.commands.push(Command::Rest { slot });
        }
        self.away.push_back((tick, slot));
        debug!(slot, "seat kept");
    }

    /// True when so many seats are kept for the address of a player that his is not.
    fn keeps_enough(&self, slot: Slot) -> bool {
        let Some(pass) = self.roster.get(slot).and_then(|player| player.pass) else { return false };
        let from_there = |&&(since, slot): &&(Tick, Slot)| {
            let player = self.roster.get(slot).filter(|player| player.presence == Presence::Away(since));
            player.and_then(|player| player.pass).is_some_and(|other| other.address == pass.address)
        };
        !pass.keyed && self.away.iter().filter(from_there).count() >= SEATS_KEPT_PER_ADDRESS
    }

    /// Gives up the seats of those who have been away for too long.
    pub(super) fn give_up(&mut self) {
        let longest = self.ticks(AWAY_WAIT);
        while let Some(&(since, slot)) = self.away.front()
            && self.sim.tick() - since >= longest
        {
            self.away.pop_front();
            // He may have come back since, and gone again.
            if self.roster.get(slot).is_some_and(|player| player.presence == Presence::Away(since)) {
                self.vacate(slot);
            }
        }
    }

    /// Gives a session the seat that its player has already. Who had it until now is told that it is gone.
    pub(super) fn resume(&mut self, key: SessionKey, slot: Slot) -> ServerMessage<'static> {
        let player = self.roster.get_mut(slot).expect("the roster knows who sits where");
        let seated = ServerMessage::Seated(Seated { slot, name: player.name.clone() });
        if player.presence == Presence::Here(key) {
            return seated;
        }
        player.inputs = InputQueue::default();
        match std::mem::replace(&mut player.presence, Presence::Here(key)) {
            Presence::Here(other) => {
                self.unseat(other);
                self.close(other, CloseCode::TakenOver, "you play by another way now");
            }
            Presence::Away(_) => self.came_back(slot),
        }
        self.seated(key, slot);
        self.meter.counters.resumed += 1;
        debug!(session = key, slot, "seat taken up again");
        seated
    }

    /// Takes the seat from a session, for somebody else or for good: when it ends, nothing is given back.
    pub(super) fn unseat(&mut self, key: SessionKey) {
        if let Some(session) = self.sessions.get_mut(key) {
            session.state = session.state.without_seat();
        }
    }

    /// Notes that a session plays from now on.
    pub(super) fn seated(&mut self, key: SessionKey, slot: Slot) {
        let tick = self.sim.tick();
        let session = &mut self.sessions[key];
        session.state = State::Playing { slot };
        session.killer = NOBODY;
        session.acked = Some(tick);
        let pass = session.pass;
        if let Some(player) = self.roster.get_mut(slot) {
            player.pass = pass;
        }
    }

    /// What becomes of the seat of a session that has ended.
    pub(super) fn part(&mut self, session: &Session, parted: bool) {
        let Some(slot) = session.state.seat() else { return };
        // Whoever was sent away unchanged would be sent away again.
        let final_close = session.ended.is_some_and(CloseCode::is_final);
        if session.player().is_none() || parted || final_close {
            // As after Leave: a new ship at once would be a way out of every fight.
            self.left.extend(session.player().map(|player| (self.sim.tick(), player)));
            self.vacate(slot);
        } else {
            self.keep(slot);
        }
    }
}
